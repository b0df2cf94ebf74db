import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What would stop the consensus engine for good never comes out of a block. `TestChain` looks at
/// every update as the engine does.
@Suite("validator set")
struct ValidatorSetTests {
    private static let others: [TestKey] = [.a, .b]

    private func chain(
        _ change: (inout Genesis) throws -> Void = { _ in }
    ) throws -> TestChain {
        try TestChain { genesis in
            for (index, key) in Self.others.enumerated() {
                try genesis.add(
                    Genesis.Validator(
                        account: key.address,
                        consensusKey: Bytes(repeating: UInt8(40 + index), count: 32),
                        moniker: key.name, selfDelegation: 5_000_000))
            }
            try change(&genesis)
        }
    }

    private func undelegateAll(
        _ chain: TestChain, _ key: TestKey, _ uscrt: UInt64
    ) throws -> Bytes {
        try chain.transaction(
            TestMessage.undelegate(uscrt, of: key, from: ValidatorAddress(key.address)), by: key
        ).bytes()
    }

    @Test("where everybody leaves at once, the strongest stays until somebody comes")
    func keepsTheLast() throws {
        let chain = try chain()
        try chain.block()
        let block = try chain.block([
            undelegateAll(chain, .validator, 100_000_000_000_000_000),
            undelegateAll(chain, .a, 5_000_000), undelegateAll(chain, .b, 5_000_000),
        ])
        #expect(block.txResults.map(\.isSuccess) == [true, true, true])
        #expect(block.validatorUpdates.map(\.power) == [0, 0])
        #expect(chain.validators.later == [TestChain.consensusKey: 100_000_000_000])
        func kept() throws -> Validator? {
            try Invariants(chain.state).validators.first { $0.address == chain.validator }
        }
        #expect(try kept()?.isBonded == true && kept()?.isJailed == true)
        try Invariants(chain.state).check()
        // The others are gone, this one stays though nobody has anything with it.
        try chain.block(after: 90)
        #expect(try Invariants(chain.state).validators.map(\.address) == [chain.validator])
        try Invariants(chain.state).check()
        let message = try TestMessage.pack(GenesisTransactionTests.create(.c, consensusKey: 50))
        let next = try chain.block([chain.transaction(message, by: .c).bytes()])
        #expect(next.validatorUpdates.map(\.power) == [5, 0])
        #expect(try kept()?.status == .unbonding)
        try chain.block(after: 90)
        #expect(try kept() == nil)
        try Invariants(chain.state).check()
    }

    @Test("the last validator stays when it signs twice or not at all")
    func lastOfAll() throws {
        let chain = try TestChain { genesis in
            genesis.slashing.params.signedBlocksWindow = 10
        }
        try chain.block()
        chain.absent = [TestChain.consensusKey]
        for _ in 0..<15 { try chain.block() }
        var validator = try Invariants(chain.state).validators[0]
        #expect(validator.isJailed && validator.isBonded)
        chain.misbehavior = [
            chain.doubleSign(TestChain.consensusKey, at: 3, power: 100_000_000_000)
        ]
        try chain.block()
        validator = try Invariants(chain.state).validators[0]
        #expect(validator.isBonded)
        #expect(validator.tokens < 95_000_000_000_000_000)
        try Invariants(chain.state).check()
        for _ in 0..<3 { try chain.block() }
        try Invariants(chain.state).check()
    }

    @Test("nobody has more than its share of the most power that the engine counts")
    func power() throws {
        let all = try #require(Int256("9000000000000000000000000"))
        let chain = try TestChain { genesis in
            genesis.staking.params.maxValidators = 4
            let coins = Coins(try Coin(denom: "uscrt", amount: all))
            for index in 1...3 as ClosedRange<UInt8> {
                let account = Address(module: "rich \(index)")
                try genesis.add(.init(owner: account, coins: coins))
                try genesis.add(
                    Genesis.Validator(
                        account: account, consensusKey: Bytes(repeating: 60 + index, count: 32),
                        moniker: "rich", selfDelegation: all))
            }
        }
        let share = (Int64.max / 8) / 4
        #expect(chain.genesisUpdates.map(\.power) == [share, share, share, 100_000_000_000])
        for _ in 0..<4 { #expect(try chain.block().validatorUpdates.isEmpty) }
    }

    @Test("more tokens than the engine has numbers for are refused in the transaction")
    func tooMuch() throws {
        let chain = try chain { genesis in
            let huge = try #require(Int256("1" + String(repeating: "0", count: 40)))
            let coins = Coins(try Coin(denom: "uscrt", amount: huge))
            try genesis.add(.init(owner: Address(module: "huge"), coins: coins))
            genesis.bank.balances[2].coins = coins.wire
        }
        let huge = try Coin(parsing: "1" + String(repeating: "0", count: 39) + "uscrt")
        let message = Messages.delegate(huge, from: TestKey.b.address, to: chain.validator)
        let result = try chain.deliver(chain.transaction(message, by: .b))
        #expect(result.code == 111_222)
        try Invariants(chain.state).check()
    }

    @Test("who is no longer among the strongest leaves, and comes back when a place is free")
    func places() throws {
        let chain = try chain { $0.staking.params.maxValidators = 3 }
        let create = try TestMessage.pack(
            GenesisTransactionTests.create(.c, consensusKey: 50, uscrt: 6_000_000))
        var block = try chain.block([chain.transaction(create, by: .c).bytes()])
        #expect(block.validatorUpdates.map(\.power) == [6, 0])
        // Equal power: the lower operator address is in.
        let (low, high) =
            ValidatorAddress(TestKey.a.address).bytes.lexicographicallyPrecedes(
                ValidatorAddress(TestKey.b.address).bytes) ? (40, 41) : (41, 40)
        #expect(chain.validators.later[Bytes(repeating: UInt8(low), count: 32)] == 5)
        #expect(chain.validators.later[Bytes(repeating: UInt8(high), count: 32)] == nil)
        try Invariants(chain.state).check()
        block = try chain.block([
            chain.transaction(
                TestMessage.undelegate(
                    6_000_000, of: .c, from: ValidatorAddress(TestKey.c.address)), by: .c
            ).bytes()
        ])
        #expect(block.validatorUpdates.map(\.power) == [5, 0])
        try Invariants(chain.state).check()
    }

    @Test("a key that was freed can be taken by another operator, without a gap in the set")
    func reusedKey() throws {
        let chain = try chain { $0.staking.params.unbondingTime.seconds = 1 }
        var block = try chain.block([undelegateAll(chain, .a, 5_000_000)])
        #expect(block.validatorUpdates.map(\.power) == [0])
        #expect(try Invariants(chain.state).validators.count == 3)
        try chain.block(after: 5)
        #expect(try Invariants(chain.state).validators.count == 2)
        let create = try TestMessage.pack(GenesisTransactionTests.create(.c, consensusKey: 40))
        block = try chain.block([chain.transaction(create, by: .c).bytes()])
        #expect(block.validatorUpdates.map(\.power) == [5])
        for _ in 0..<5 { try chain.block() }
        try Invariants(chain.state).check()
    }
}
