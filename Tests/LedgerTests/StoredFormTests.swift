import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What lies in the stores, byte by byte, where the app hash depends on it.
@Suite("stored forms")
struct StoredFormTests {
    private let chain: TestChain

    init() throws { chain = try TestChain() }

    private func context() throws -> LedgerContext {
        LedgerContext(
            state: chain.branch(), header: chain.header,
            parameters: try LedgerParameters(reading: chain.state))
    }

    @Test("the power of the set is a message with a text in it")
    func power() throws {
        // 10^17 uscrt are 10^11 of power.
        #expect(
            try chain.state.get(StakingKeys.lastTotalPower)
                == [0x0a, 0x0c] + Bytes("100000000000".utf8))
        #expect(try context().staking.lastTotalPower() == 100_000_000_000)
    }

    @Test("what a block changed in the set is kept until the next, be it nothing")
    func updates() throws {
        let value = try #require(try chain.state.get(StakingKeys.lastUpdates))
        let updates = try StakingValidatorUpdates(serializedBytes: value).updates
        #expect(updates.map(\.power) == [100_000_000_000])
        #expect(updates.map { Bytes($0.pubKey.ed25519) } == [TestChain.consensusKey])
        try chain.block()
        #expect(try chain.state.get(StakingKeys.lastUpdates) == [])
    }

    @Test("governance says which coins may be sent, and the default holds for the others")
    func sendEnabled() throws {
        let context = try context()
        func set(_ denoms: [(String, Bool)], usual: [String] = []) throws {
            var wire = BankMsgSetSendEnabled()
            wire.authority = ModuleAccounts.gov.text
            wire.sendEnabled = denoms.map { denom, enabled in
                var entry = BankSendEnabled()
                entry.denom = denom
                entry.enabled = enabled
                return entry
            }
            wire.useDefaultFor = usual
            _ = try SetSendEnabledMessage(decoding: wire.serializedBytes()).run(in: context)
        }
        let coins = TestMessage.coins(1)
        try set([("uscrt", false), ("uother", true)])
        #expect(try context.state.get(BankKeys.sendEnabled("uscrt")) == [])
        #expect(try context.state.get(BankKeys.sendEnabled("uother")) == [0x08, 0x01])
        #expect(throws: LedgerFault.self) { try context.bank.checkSendEnabled(coins) }
        try set([], usual: ["uscrt"])
        #expect(try context.state.get(BankKeys.sendEnabled("uscrt")) == nil)
        try context.bank.checkSendEnabled(coins)
        #expect(throws: LedgerFault.self) { try set([("uscrt", true), ("uscrt", false)]) }
        #expect(throws: LedgerFault.self) { try set([], usual: ["!"]) }
    }

    @Test("nobody but governance says so")
    func stranger() throws {
        var wire = BankMsgSetSendEnabled()
        wire.authority = TestKey.a.address.description
        let result = try chain.deliver(
            chain.transaction(TestMessage.pack(wire), by: .a))
        #expect(result.code == 13 && result.codespace == "gov")
    }

    @Test("gov deposits nothing: what it holds is other people's")
    func ownDeposit() throws {
        var wire = GovMsgSubmitProposal()
        wire.initialDeposit = TestMessage.coins(20_000_000).wire
        wire.proposer = TestKey.a.address.description
        (wire.title, wire.summary, wire.metadata) = ("t", "s", "m")
        #expect(
            try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .a)).isSuccess)
        let context = try context()
        #expect(throws: LedgerFault.self) {
            try context.gov.deposit(
                TestMessage.coins(20_000_000), from: ModuleAccounts.gov, for: 1)
        }
    }
}
