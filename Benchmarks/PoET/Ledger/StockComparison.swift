import Foundation
import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire

/// The ledger without engagement beside one that only measures it, under absence, jailing and a
/// double sign. What stock staking keeps and tells must be the same to the byte.
struct StockComparison {
    /// What was compared, and what differed.
    struct Outcome {
        var blocks = 0
        var updates = 0
        var updateDifferences = 0
        var hashDifferences = 0
        var stateDifferences = 0
        /// Entries of the engagement store where it is switched off, and where it only measures.
        var entriesOff = 0
        var entriesOn = 0
        /// Blocks after which some power was not ⌊T / 10^6⌋.
        var powerDifferences = 0
        var jailed = 0
    }

    private static let members = 8
    /// Of the engagement store, which no network has.
    private static let poetStore = Store.poet.rawValue

    static func run(_ laboratory: Laboratory) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "poet-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = laboratory.random("S13")
        let stakes = (0..<members).map { _ in
            UInt64(1_000_000_000 + random.below(9_000_000_000))
        }
        let off = try makeRig(stakes, mode: .off)
        let on = try makeRig(stakes, mode: .observe)
        let trees = try (
            HashedState(folder.appending(path: "off.sqlite")),
            HashedState(folder.appending(path: "on.sqlite"))
        )
        var outcome = Outcome()
        var duties = stakes.map { _ in 1_000_000 }
        for block in 1...laboratory.count(400, quick: 40) {
            if block % 25 == 0 { duties[random.below(members)] = random.below(2) * 1_000_000 }
            let flags = duties.map { random.happens($0) ? LastVote.Flag.commit : .absent }
            let faults =
                block == 30
                ? [off.doubleSign(1, at: 28, power: off.later[1])] : []
            try compare(off, on, trees, (flags, faults), block: block, &outcome)
        }
        outcome.stateDifferences =
            try off.contents() == on.contents(without: poetStore) ? 0 : 1
        outcome.entriesOff = try off.contents().filter { $0.key.first == poetStore }.count
        outcome.entriesOn = try on.contents().filter { $0.key.first == poetStore }.count
        outcome.jailed = off.later.filter { $0 == 0 }.count
        return outcome
    }

    private static func makeRig(_ stakes: [UInt64], mode: PoetMode) throws -> LedgerRig {
        try LedgerRig(stakes: stakes) { genesis, _ in
            genesis.slashing.params.signedBlocksWindow = 20
            guard mode != .off else { return }
            var parameters = ModelParameters()
            (parameters.window, parameters.epoch) = (20, 5)
            genesis.poet = try LedgerComparison.genesis(parameters, mode: mode, ages: false)
        }
    }

    private static func compare(
        _ off: LedgerRig, _ on: LedgerRig, _ trees: (HashedState, HashedState),
        _ told: (flags: [LastVote.Flag], faults: [Misbehavior]), block: Int,
        _ outcome: inout Outcome
    ) throws {
        let plain = try off.block(told.flags, misbehavior: told.faults)
        let measured = try on.block(told.flags, misbehavior: told.faults)
        outcome.blocks += 1
        outcome.updates += plain.result.validatorUpdates.count
        if plain.result.validatorUpdates != measured.result.validatorUpdates {
            outcome.updateDifferences += 1
        }
        // The first block's changes come with the genesis.
        let first = (off.state.changes, on.state.changes)
        let hash = try trees.0.take(block == 1 ? first.0 : plain.changes)
        let other = try trees.1.take(
            (block == 1 ? first.1 : measured.changes).filter { $0.key.first != poetStore })
        if hash != other { outcome.hashDifferences += 1 }
        let tokens = try off.tokens()
        let isStock = off.later.indices.allSatisfy {
            off.later[$0] == 0 || UInt128(off.later[$0]) == tokens[$0] / 1_000_000
        }
        if !isStock { outcome.powerDifferences += 1 }
    }
}

/// A state's app hash, block by block.
private final class HashedState {
    private let writer: ChainWriter

    init(_ file: URL) throws {
        let database = try ChainDatabase(
            opening: file.path(percentEncoded: false), chainID: "poet-1", stores: Store.layout,
            pruning: .standard)
        writer = try ChainWriter(database: database)
    }

    /// The app hash, in hex, after a block that changed this.
    func take(_ changes: [StateChange]) throws -> String {
        let staged = try writer.stage(changes, height: (writer.committed?.height ?? 0) + 1)
        let block = StoredBlock(
            height: staged.height, hash: [], appHash: staged.appHash, header: [], commit: [],
            validators: [], results: [], transactionCount: 0)
        try writer.commit(block, staged: staged, transactions: [])
        return Hex.encode(staged.appHash)
    }
}
