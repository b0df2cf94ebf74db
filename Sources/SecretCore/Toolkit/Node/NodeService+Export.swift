internal import SecretBase
internal import SecretLedger
internal import SecretNode
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

extension NodeService {
    /// The genesis of a chain that goes on where the one in the home stood after the block of
    /// `height`; nil for the last. Nothing is changed.
    ///
    /// Throws `NodeError.noChain`, `.homeHeld` while a node runs, `GenesisError` with the path of
    /// what has no place in a genesis, `StorageError` for a height that is not kept.
    public func exportGenesis(at height: Int64?) throws -> NodeExport {
        guard home.hasChain else { throw NodeError.noChain(directory: home.root) }
        let lock = try HomeLock(on: home)
        defer { withExtendedLifetime(lock) {} }
        guard let chainID = try ChainDatabase.chainID(at: home.chainFile) else {
            throw NodeError.noChain(directory: home.root)
        }
        try requireChain(chainID)
        let database = try ChainDatabase(
            opening: home.chainFile, chainID: chainID, stores: Store.layout, pruning: .standard)
        let genesis = try database.read { snapshot in
            let latest = snapshot.committed?.height ?? 0
            let height = height ?? latest
            let state = try snapshot.state(at: height)
            guard let block = try snapshot.block(at: height) else {
                throw StorageError.noState(height: height, latest: latest)
            }
            let time = try CometHeader(serializedBytes: block.header).time
            return try Ledger(LedgerConfiguration(chainID: chainID)).exportGenesis(
                from: state,
                after: BlockHeaderInfo(
                    chainID: chainID, height: height,
                    time: Timestamp(seconds: time.seconds, nanos: Int64(time.nanos))))
        }
        try database.close()
        return NodeExport(
            chainID: chainID, initialHeight: genesis.initialHeight,
            genesis: try GenesisFile(genesis).json)
    }
}

/// `node export`. As text it is the genesis file itself.
public struct NodeExport: Answer {
    let chainID: String
    let initialHeight: Int64
    let genesis: JSONValue

    public var fields: AnswerValue {
        [
            "chain_id": .text(chainID), "initial_height": .integer(initialHeight),
            "genesis": .raw(genesis.text()),
        ]
    }

    public func text(in style: TextStyle) -> String { genesis.text(.indented(2)) }
}
