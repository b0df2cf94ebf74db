import Foundation
import SecretBase
import SecretCrypto
import SecretWire
import SwiftProtobuf

/// Plays CometBFT's side of ABCI 2.0 towards one application: the handshake, blocks from proposal
/// to commit, replay of what the application lost.
///
/// It agrees with itself alone: who wants several applications in lockstep gives each a driver and
/// all the same blocks. Source: CometBFT facts §4–6.
package final class ABCIDriver {
    package let query: ABCIConnection
    package let snapshot: ABCIConnection
    package let mempool: ABCIConnection
    package let consensus: ABCIConnection

    /// What consensus decided so far, by height less one: the engine's block store.
    package private(set) var blocks: [CometAbciRequestFinalizeBlock] = []
    /// What the application answered to the last block.
    package private(set) var lastAnswer = CometAbciResponseFinalizeBlock()
    /// Hash of the state after the last block.
    package private(set) var appHash = Data()

    /// Connects in the engine's order; `connect` makes one connection.
    package init(_ connect: () throws -> ABCIConnection) throws {
        query = try connect()
        snapshot = try connect()
        mempool = try connect()
        consensus = try connect()
    }

    package func info() throws -> CometAbciResponseInfo {
        var request = CometAbciRequestInfo()
        request.version = "0.38.25"
        request.blockVersion = 11
        request.p2PVersion = 8
        request.abciVersion = "2.0.0"
        guard case .info(let info) = try query.call(.info(request)) else {
            throw DriverFault.unexpected("no info")
        }
        return info
    }

    /// What the engine does at its start: asks where the application stands, begins the chain
    /// where nothing is, and replays the blocks that the application lacks.
    @discardableResult
    package func handshake(
        genesis: CometAbciRequestInitChain, blocks stored: [CometAbciRequestFinalizeBlock] = []
    ) throws -> CometAbciResponseInfo {
        let info = try info()
        blocks = stored
        appHash = info.lastBlockAppHash
        if info.lastBlockHeight == 0 {
            guard case .initChain(let begun) = try consensus.call(.initChain(genesis)) else {
                throw DriverFault.unexpected("no answer to InitChain")
            }
            appHash = begun.appHash
        }
        for block in stored where block.height > info.lastBlockHeight {
            try finalize(block)
            try commit()
        }
        return info
    }

    /// Asks the mempool's question for many transactions at once, pipelined as the engine does.
    package func check(
        _ transactions: [Bytes], type: CometAbciCheckTxType = .new
    ) throws -> [CometAbciResponseCheckTx] {
        for transaction in transactions {
            var request = CometAbciRequestCheckTx()
            request.tx = Data(transaction)
            request.type = type
            try mempool.put(.checkTx(request))
        }
        try mempool.put(.flush(CometAbciRequestFlush()))
        try mempool.flush()
        let answers = try transactions.map { _ in
            guard case .checkTx(let answer) = try mempool.take() else {
                throw DriverFault.unexpected("no answer to CheckTx")
            }
            return answer
        }
        guard case .flush = try mempool.take() else {
            throw DriverFault.unexpected("no answer to the flush")
        }
        return answers
    }

    /// One height from proposal to commit; gives what the application said of the block.
    @discardableResult
    package func makeBlock(_ block: CometAbciRequestFinalizeBlock) throws -> Bytes {
        let chosen = try prepare(block)
        var block = block
        block.txs = chosen
        guard try process(block) == .accept else {
            throw DriverFault.unexpected("its own proposal was rejected")
        }
        let answer = try finalize(block)
        blocks.append(block)
        try commit()
        return answer
    }

    package func prepare(_ block: CometAbciRequestFinalizeBlock) throws -> [Data] {
        var request = CometAbciRequestPrepareProposal()
        request.maxTxBytes = 22_020_096 - 2048
        request.txs = block.txs
        request.height = block.height
        request.time = block.time
        request.proposerAddress = block.proposerAddress
        guard case .prepareProposal(let answer) = try consensus.call(.prepareProposal(request))
        else { throw DriverFault.unexpected("no proposal") }
        return answer.txs
    }

    package func process(
        _ block: CometAbciRequestFinalizeBlock
    ) throws -> CometAbciResponseProcessProposal.ProposalStatus {
        var request = CometAbciRequestProcessProposal()
        request.txs = block.txs
        request.hash = block.hash
        request.height = block.height
        request.time = block.time
        request.proposerAddress = block.proposerAddress
        guard case .processProposal(let answer) = try consensus.call(.processProposal(request))
        else { throw DriverFault.unexpected("no verdict") }
        return answer.status
    }

    /// Executes a block without committing it; gives the answer's bytes.
    @discardableResult
    package func finalize(_ block: CometAbciRequestFinalizeBlock) throws -> Bytes {
        guard case .finalizeBlock(let answer) = try consensus.call(.finalizeBlock(block)) else {
            throw DriverFault.unexpected("no answer to FinalizeBlock")
        }
        guard answer.txResults.count == block.txs.count else {
            throw DriverFault.unexpected(
                "\(answer.txResults.count) results for \(block.txs.count) transactions")
        }
        lastAnswer = answer
        appHash = answer.appHash
        return try answer.serializedBytes()
    }

    /// The mempool is quiet while the application commits.
    package func commit() throws {
        _ = try check([])
        guard case .commit = try consensus.call(.commit(CometAbciRequestCommit())) else {
            throw DriverFault.unexpected("no answer to Commit")
        }
    }
}

extension CometAbciRequestFinalizeBlock {
    /// A block as consensus decides it: `time` in seconds since 1970, its hash made up from both.
    package init(
        height: Int64, time: Int64, txs: [Bytes], proposer: Bytes = [],
        votes: [CometAbciVoteInfo] = []
    ) {
        self.init()
        self.height = height
        self.time.seconds = time
        self.txs = txs.map { Data($0) }
        proposerAddress = Data(proposer)
        decidedLastCommit.votes = votes
        hash = Data(Hash.sha256(Bytes("\(height) \(time)".utf8) + txs.flatMap { $0 }))
    }
}
