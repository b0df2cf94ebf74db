import SecretBase
import SecretChain
import SecretCrypto
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// A chain of four validators of equal stake, each of whose engagement counts.
struct PoetChain {
    let chain: TestChain
    /// The validators' accounts, and their consensus keys by index.
    static let owners: [TestKey] = [.validator, .b, .c, .d]
    static let keys = (0..<4).map { Bytes(repeating: UInt8(40 + $0), count: 32) }
    static let stake: UInt64 = 100_000_000

    /// Small windows, so that a test has seen all of one soon; no attestation wanted.
    static func params(_ mode: PoetMode) -> PoetParams {
        var params = PoetParams.usual
        params.mode = mode
        params.window = 20
        params.epoch = 5
        params.stepUp = 20_000
        params.stepDown = 50_000
        params.attestationFull = EngagementRules.never
        params.attestationZero = EngagementRules.never
        return params
    }

    init(
        _ params: PoetParams?, stakes: [UInt64] = Array(repeating: stake, count: 4),
        change: (inout Genesis) throws -> Void = { _ in }
    ) throws {
        chain = try TestChain { genesis in
            genesis = try Genesis(
                chainID: "secretdev-1", time: TestChain.start,
                balances: TestKey.all.map {
                    Genesis.Balance(owner: $0.address, coins: TestMessage.coins(1_000_000_000_000))
                },
                validators: zip(stakes, Self.owners).enumerated().map { index, one in
                    Genesis.Validator(
                        account: one.1.address, consensusKey: Self.keys[index],
                        moniker: one.1.name, selfDelegation: Int256(one.0))
                }, unbondingSeconds: 90, votingSeconds: 90, expeditedVotingSeconds: 15)
            if let params { genesis.poet = .beginning(params) }
            try change(&genesis)
        }
    }

    static func operatorAddress(_ index: Int) -> ValidatorAddress {
        ValidatorAddress(owners[index].address)
    }

    static func address(_ index: Int) -> Bytes { TestChain.address(keys[index]) }

    /// Runs blocks during which these validators are absent; gives the last.
    @discardableResult
    func run(_ count: Int, without absent: [Int] = []) throws -> BlockResult {
        chain.absent = Set(absent.map { Self.keys[$0] })
        var last = BlockResult()
        for _ in 0..<count { last = try chain.block() }
        return last
    }

    func context() throws -> LedgerContext {
        LedgerContext(
            state: chain.branch(), header: chain.header,
            parameters: try LedgerParameters(reading: chain.state))
    }

    /// Does something to the state that no transaction does.
    func change(_ body: (LedgerContext) throws -> Void) throws {
        let context = try context()
        try body(context)
        context.state.writeToParent()
    }

    func engagement(_ index: Int) throws -> PoetEngagement? {
        try context().poet.engagement(Self.address(index))
    }

    func multipliers() throws -> [UInt64?] {
        try (0..<4).map { try engagement($0)?.multiplier }
    }

    func credits() throws -> [UInt64?] { try (0..<4).map { try engagement($0)?.credit } }

    /// What consensus counts by now for each.
    func powers() -> [Int64?] { Self.keys.map { chain.validators.later[$0] } }

    func validator(_ index: Int) throws -> Validator {
        try context().staking.validator(Self.operatorAddress(index))
    }

    /// The state of every store but poet's.
    func stock() throws -> [Bytes: Bytes] {
        var all: [Bytes: Bytes] = [:]
        try chain.state.scan(KeyRange(from: [], to: nil)) { key, value in
            if key.first != Store.poet.rawValue { all[key] = value }
            return true
        }
        return all
    }

    func poetEntries() throws -> Int {
        try chain.state.entries(KeyRange(prefix: PoetKeys.all)).count
    }
}
