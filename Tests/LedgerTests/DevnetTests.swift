import SecretBase
import SecretChain
import SecretStorage
import Testing

@testable import SecretLedger

/// Orders of a local chain's developer.
struct DevnetTests {
    static let alice = Genesis.localAccounts[0].address
    private let chain: TestChain

    init() throws { chain = try TestChain() }

    private func order(
        _ coins: [Coin], of address: Address = alice, on state: StateBranch
    ) throws -> Result<[Event], DevnetRefusal> {
        try chain.ledger.carryOut(
            .setBalances(coins, of: address), header: chain.header, state: state)
    }

    private func amounts(
        _ denom: String, of address: Address = alice, in state: StateBranch
    ) throws -> (balance: Int256, supply: Int256) {
        let context = LedgerContext(
            state: state, header: chain.header, parameters: try LedgerParameters(reading: state))
        return (
            try context.bank.balance(of: address, denom), try context.bank.supply(of: denom)
        )
    }

    @Test("a balance is what was ordered, and the supply follows it up and down")
    func setsBalances() throws {
        let state = chain.branch()
        for (denom, amount) in [("denom", 100), ("denom", 7), ("uscrt", 5), ("denom", 0)] {
            let before = try amounts(denom, in: state)
            let events = try order(
                [try Coin(denom: denom, amount: Int256(amount))], on: state
            ).get()
            #expect(events.map(\.type) == ["devnet_set_balance"])
            let after = try amounts(denom, in: state)
            #expect(after.balance == Int256(amount))
            #expect(
                try after.supply.subtracting(before.supply)
                    == after.balance.subtracting(before.balance))
        }
        #expect(try amounts("denom", in: state).supply == .zero)
        let context = LedgerContext(
            state: state, header: chain.header, parameters: try LedgerParameters(reading: state))
        #expect(try context.read(BankKeys.owner(Self.alice, of: "denom")) == nil)
        let uscrt = Int256(4_100_000_000_000_000_005 as UInt64)
        try Invariants(state).check(supply: uscrt)
    }

    @Test("an account that was never seen exists afterwards")
    func makesAccounts() throws {
        let state = chain.branch()
        let stranger = try Address(bytes: Bytes(repeating: 9, count: 20))
        _ = try order([try Coin(denom: "foo", amount: 3)], of: stranger, on: state).get()
        let context = LedgerContext(
            state: state, header: chain.header, parameters: try LedgerParameters(reading: state))
        #expect(try context.auth.exists(stranger))
        #expect(try amounts("foo", of: stranger, in: state).balance == 3)
    }

    @Test("modules' accounts, names said twice and supplies beyond measure change nothing")
    func refuses() throws {
        let state = chain.branch()
        let pool = Address(module: "bonded_tokens_pool")
        let coin = try Coin(denom: "foo", amount: 3)
        #expect(
            try order([coin], of: pool, on: state) == .failure(.moduleAccount(pool)))
        #expect(try order([coin, coin], on: state) == .failure(.duplicate(denom: "foo")))
        let most = try #require(
            Int256("115792089237316195423570985008687907853269984665640564039457584007913129639935")
        )
        _ = try order([try Coin(denom: "foo", amount: most)], on: state).get()
        let bob = Genesis.localAccounts[1].address
        let result = try order(
            [try Coin(denom: "bar", amount: 1), coin], of: bob, on: state)
        guard case .failure(.overflow) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(try amounts("bar", of: bob, in: state).supply == .zero)
        #expect(try amounts("foo", in: state).supply == most)
    }

    @Test("the same order gives the same state")
    func isDeterministic() throws {
        let coins = try ["zzz", "aaa", "mmm"].map { try Coin(denom: $0, amount: 4) }
        let branches = try (0..<2).map { _ in
            let branch = chain.branch()
            _ = try order(coins, on: branch).get()
            return branch.changes.map(\.key)
        }
        #expect(branches[0] == branches[1])
        #expect(!branches[0].isEmpty)
    }
}
