import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

/// Random faults among random delegations: nothing is made, nothing lost, nobody stops the chain.
@Suite("properties of slashing")
struct SlashPropertyTests {
    /// How hard the chain is.
    struct Rules: Sendable, CustomTestStringConvertible {
        let seed: UInt64
        let doubleSign: Dec
        let downtime: Dec
        let places: UInt32

        var testDescription: String { "seed \(seed)" }
    }

    static let rules = [
        Rules(seed: 1, doubleSign: Dec(5, places: 2), downtime: Dec(1, places: 4), places: 100),
        Rules(seed: 2, doubleSign: Dec(333_333, places: 6), downtime: Dec(1, places: 1), places: 3),
        Rules(seed: 3, doubleSign: Dec(999, places: 3), downtime: Dec(7, places: 2), places: 4),
        Rules(seed: 4, doubleSign: .one, downtime: Dec(5, places: 1), places: 2),
        Rules(seed: 5, doubleSign: Dec(1, places: 18), downtime: Dec(1, places: 18), places: 5),
        Rules(seed: 6, doubleSign: Dec(123_456_789, places: 9), downtime: .zero, places: 5),
    ]

    /// One run of the chain.
    private struct Run {
        let chain: TestChain
        var numbers: SeededNumbers
        var operators: [TestKey] = [.validator, .a, .b, .c]
        var fresh: UInt8 = 100
        var burned = Int256.zero
        /// Powers of the set that signed each of the last heights.
        var history: [(height: Int64, powers: [Bytes: Int64])] = []

        init(_ rules: Rules) throws {
            numbers = SeededNumbers(seed: rules.seed)
            chain = try TestChain { genesis in
                genesis.staking.params.maxValidators = rules.places
                genesis.staking.params.minCommissionRate = Dec.zero.wireText
                genesis.slashing.params.signedBlocksWindow = 10
                genesis.slashing.params.downtimeJailDuration.seconds = 30
                genesis.slashing.params.slashFractionDoubleSign = .init(
                    rules.doubleSign.wireText.utf8)
                genesis.slashing.params.slashFractionDowntime = .init(
                    rules.downtime.wireText.utf8)
                // Who finds no place now may come later.
                let others = [TestKey.a, .b, .c].prefix(Int(rules.places) - 1)
                for (number, key) in others.enumerated() {
                    try genesis.add(
                        Genesis.Validator(
                            account: key.address,
                            consensusKey: Bytes(repeating: UInt8(30 + number), count: 32),
                            moniker: key.name, selfDelegation: Int256(7_000_001 + number * 3)))
                }
            }
        }

        private func validator(_ key: TestKey) -> ValidatorAddress {
            ValidatorAddress(key.address)
        }

        private mutating func message(by key: TestKey) -> Google_Protobuf_Any {
            let amount = UInt64.random(in: 1...9_000_000, using: &numbers)
            let (one, other) = (pick(), pick())
            switch Int.random(in: 0..<12, using: &numbers) {
            case 0, 1, 2: return TestMessage.delegate(amount, from: key, to: validator(one))
            case 3: return TestMessage.undelegate(amount, of: key, from: validator(one))
            case 4:
                return TestMessage.undelegate(
                    amount % 1_000 + 1, of: key, from: validator(one))
            case 5, 6:
                return TestMessage.redelegate(
                    amount / 2 + 1, of: key, from: validator(one), to: validator(other))
            case 7: return Messages.withdrawReward(of: key.address, from: validator(one))
            case 8:
                return TestMessage.cancelUnbonding(
                    amount % 900, of: key, from: validator(one),
                    height: chain.height - Int64.random(in: 0...9, using: &numbers))
            case 9: return create(by: key)
            case 10: return TestMessage.withdrawCommission(of: validator(key))
            default:
                var unjail = SlashingMsgUnjail()
                unjail.validatorAddr = validator(key).description
                return TestMessage.packed(unjail)
            }
        }

        private mutating func pick() -> TestKey {
            operators.randomElement(using: &numbers) ?? .validator
        }

        private mutating func create(by key: TestKey) -> Google_Protobuf_Any {
            fresh += 1
            return TestMessage.packed(GenesisTransactionTests.create(key, consensusKey: fresh))
        }

        mutating func block() throws -> BlockResult {
            var transactions: [Bytes] = []
            for key in TestKey.all where Bool.random(using: &numbers) {
                let message = message(by: key)
                transactions.append(try chain.transaction(message, by: key).bytes())
            }
            // Who does not sign mostly goes on not signing.
            if Int.random(in: 0..<9, using: &numbers) == 0 {
                let keys = chain.validators.next.keys.sorted { $0.lexicographicallyPrecedes($1) }
                chain.absent = Set(keys.filter { _ in Bool.random(using: &numbers) })
            }
            if Int.random(in: 0..<12, using: &numbers) == 0 { accuse() }
            let seconds = Int64.random(in: 1...25, using: &numbers)
            let block = try chain.block(transactions, after: seconds)
            history.append((chain.height, chain.validators.last))
            history.removeFirst(max(0, history.count - 12))
            for event in block.events where event.type == "burn" {
                let coins = try Coins(parsing: event.attributes[1].value)
                burned = try burned.adding(coins.amount(of: "uscrt"))
            }
            return block
        }

        /// Evidence of an offence at one of the last heights, by somebody who was in the set then.
        private mutating func accuse() {
            guard let past = history.randomElement(using: &numbers) else { return }
            let keys = past.powers.keys.sorted { $0.lexicographicallyPrecedes($1) }
            guard let key = keys.randomElement(using: &numbers), let power = past.powers[key]
            else { return }
            chain.misbehavior = [chain.doubleSign(key, at: past.height, power: power)]
        }
    }

    @Test("invariants hold after every block", arguments: rules)
    func conserves(_ rules: Rules) throws {
        var run = try Run(rules)
        let start = Int256(5_000_000_000_000_000_000 as UInt64)
        var (succeeded, slashes) = (0, 0)
        for _ in 0..<110 {
            let block = try run.block()
            succeeded += block.txResults.filter(\.isSuccess).count
            slashes += block.events.filter { $0.type == "slash" }.count
            // The chain looks at its invariants itself, after every block.
            for result in block.txResults where result.code == 111_222 {
                Issue.record("a panic: \(result.log)")
            }
        }
        #expect(succeeded > 60)
        #expect(slashes > 1)
        let supply = try start.adding(run.chain.minted.all).subtracting(run.burned)
        try Invariants(run.chain.state).check(supply: supply)
        // Everything that waits comes to its end.
        for _ in 0..<4 { try run.chain.block(after: 100) }
        try Invariants(run.chain.state).check()
    }

    @Test("the same faults give the same bytes")
    func deterministic() throws {
        func changes() throws -> [StateChange] {
            var run = try Run(Self.rules[1])
            for _ in 0..<60 { _ = try run.block() }
            return run.chain.state.changes
        }
        #expect(try changes() == changes())
    }
}
