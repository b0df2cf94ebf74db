internal import Foundation
internal import SecretBase
internal import SecretChain
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// The application's side of consensus: which block was executed, which is committed.
///
/// Belongs to the ledger's thread. A proposal leaves no trace; a block that was finalised leaves
/// none until it is committed; one that is committed already is answered as it was answered then.
/// Source: CometBFT facts §5, §6.
final class ConsensusState {
    let chainID: String
    private(set) var application: ChainApplication
    private let database: ChainDatabase
    private var executed:
        (request: CometAbciRequestFinalizeBlock, block: ChainApplication.Executed)?

    init(application: ChainApplication, database: ChainDatabase) {
        self.application = application
        self.database = database
        chainID = application.ledger.configuration.chainID
    }

    /// Takes the chain anew where it stands on disk: after its state came from others.
    func reload() throws(StorageError) {
        executed = nil
        do {
            application = try ChainApplication(ledger: application.ledger, database: database)
        } catch let error as StorageError {
            throw error
        } catch {
            throw .damaged("\(error)")
        }
    }

    /// Begins the chain. Throws what keeps the genesis from being used.
    func begin(
        _ request: CometAbciRequestInitChain
    ) throws(GenesisError) -> CometAbciResponseInitChain {
        guard application.height == 0 else {
            throw .refused("block \(application.height) is there already")
        }
        let genesis = try Genesis(
            appState: Bytes(request.appStateBytes), chainID: request.chainID,
            time: Timestamp(request.time),
            consensus: request.hasConsensusParams ? request.consensusParams : nil,
            initialHeight: max(1, request.initialHeight))
        let updates = try application.begin(
            genesis, expecting: request.validators.map { ValidatorUpdate($0) })
        var response = CometAbciResponseInitChain()
        response.validators = updates.map(\.wire)
        response.appHash = Data(application.appHash)
        return response
    }

    /// Executes a block and encodes the answer: `tendermint.abci.ResponseFinalizeBlock`.
    func finalize(_ request: CometAbciRequestFinalizeBlock) throws(StorageError) -> Bytes {
        if request.height <= application.height { return try answerAgain(request) }
        let first = application.firstHeight
        guard request.height == max(application.height + 1, first) else {
            throw .wrongHeight(
                offered: request.height, expected: max(application.height + 1, first))
        }
        let transactions = request.txs.map { PreparedTransaction(Bytes($0)) }
        guard
            case .success(let block) = try application.execute(
                transactions, header: header(request))
        else { preconditionFailure("no order was given that could be refused") }
        executed = (request, block)
        return Self.encode(block.response, block.result.txResults.lazy.map(\.wireBytes))
    }

    /// Writes down what was finalised last; does nothing when that is on disk already.
    func commit() throws(StorageError) {
        guard let (request, block) = executed else { return }
        executed = nil
        let stored = StoredBlock(
            height: request.height, hash: Bytes(request.hash), appHash: block.appHash,
            header: Self.knownHeader(request, chainID: chainID).wireBytes, commit: [],
            validators: [], results: block.response.wireBytes,
            transactionCount: block.transactions.count)
        try application.commit(block, as: stored)
    }

    /// The answer for a block that is committed: the engine lost it, the disk did not.
    private func answerAgain(
        _ request: CometAbciRequestFinalizeBlock
    ) throws(StorageError) -> Bytes {
        executed = nil
        let found: (block: StoredBlock, results: [Bytes])?
        do {
            found = try database.read { snapshot in
                guard let block = try snapshot.block(at: request.height) else { return nil }
                return (block, try snapshot.transactions(at: request.height).map(\.result))
            }
        } catch {
            throw error as? StorageError ?? .failed("\(error)")
        }
        guard let (block, results) = found, block.hash == Bytes(request.hash) else {
            throw .wrongHeight(offered: request.height, expected: application.height + 1)
        }
        var answer = block.results
        for result in results { answer.appendMember(2, result) }
        return answer
    }

    private func header(_ request: CometAbciRequestFinalizeBlock) -> BlockHeaderInfo {
        BlockHeaderInfo(
            chainID: chainID, height: request.height, time: Timestamp(request.time),
            proposerAddress: Bytes(request.proposerAddress),
            lastVotes: request.decidedLastCommit.votes.map(\.known),
            misbehavior: request.misbehavior.compactMap(\.known),
            nextValidatorsHash: Bytes(request.nextValidatorsHash), appHash: application.appHash,
            hash: Bytes(request.hash))
    }

    /// What the application hears of a header; the rest only the engine has.
    private static func knownHeader(
        _ request: CometAbciRequestFinalizeBlock, chainID: String
    ) -> CometHeader {
        var header = CometHeader()
        header.chainID = chainID
        header.height = request.height
        header.time = request.time
        header.nextValidatorsHash = request.nextValidatorsHash
        header.proposerAddress = request.proposerAddress
        return header
    }

    private static func encode(
        _ response: CometAbciResponseFinalizeBlock, _ results: some Sequence<Bytes>
    ) -> Bytes {
        var bytes = response.wireBytes
        for result in results { bytes.appendMember(2, result) }
        return bytes
    }
}
