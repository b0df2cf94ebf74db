import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// A chain whose accounts do what comes into their heads, whose validators miss blocks and sign
/// twice, and whose rules the proposals change. The same seed gives the same chain.
struct Economy {
    /// How hard the chain is.
    struct Rules: Sendable, CustomTestStringConvertible {
        let seed: UInt64
        var doubleSign = Dec(5, places: 2)
        var downtime = Dec(1, places: 4)
        /// The most validators of a set, until a proposal changes it.
        var places: UInt32 = 4
        /// Whether proposals are made.
        var hasGovernment = true
        /// Whether coins are given to a validator's delegators in the middle of a block.
        var hasGifts = true

        var testDescription: String { "seed \(seed)" }
    }

    var chain: TestChain
    let rules: Rules
    var numbers: SeededNumbers
    let keys: [TestKey]
    private var fresh: UInt8 = 100
    /// Powers of the sets that signed the last heights.
    private var history: [(height: Int64, powers: [Bytes: Int64])] = []
    private(set) var succeeded: [String: Int] = [:]
    private(set) var told: [String: Int] = [:]

    init(_ rules: Rules) throws {
        self.rules = rules
        numbers = SeededNumbers(seed: rules.seed)
        let more = try (1...6).map { try TestKey(number: $0) }
        keys = TestKey.all + more
        chain = try TestChain { genesis in
            for key in more {
                try genesis.add(
                    Genesis.Balance(owner: key.address, coins: TestMessage.coins(1_000_000_000)))
            }
            genesis.staking.params.maxValidators = rules.places
            genesis.slashing.params.signedBlocksWindow = 10
            genesis.slashing.params.downtimeJailDuration.seconds = 30
            genesis.slashing.params.slashFractionDoubleSign = rules.doubleSign.data
            genesis.slashing.params.slashFractionDowntime = rules.downtime.data
            genesis.distribution.params.minimumRestakeThreshold =
                Dec(1_000_000 as UInt64).wireText
            for (number, key) in [TestKey.a, .b].prefix(Int(rules.places) - 1).enumerated() {
                try genesis.add(
                    Genesis.Validator(
                        account: key.address,
                        consensusKey: Bytes(repeating: UInt8(30 + number), count: 32),
                        moniker: key.name, selfDelegation: Int256(70_000_001 + number * 3)))
            }
        }
        // Shorter than a genesis may have it, so that there is much of it.
        var parameters = try DistributionParams(
            stored: chain.state.get(DistributionKeys.parameters) ?? [], "parameters")
        parameters.restakePeriod = "20"
        chain.state.set(try parameters.stored(), for: DistributionKeys.parameters)
    }

    /// Lets one block pass.
    @discardableResult
    mutating func block() throws -> BlockResult {
        var transactions: [Bytes] = []
        for key in keys where Int.random(in: 0..<4, using: &numbers) == 0 {
            let message = try message(by: key)
            var transaction = try chain.transaction(message, by: key)
            transaction.gas = 2_000_000
            transaction.fee = [("uscrt", "25000")]
            transactions.append(try transaction.bytes())
        }
        // Who does not sign mostly goes on not signing.
        if Int.random(in: 0..<12, using: &numbers) == 0 {
            let all = chain.validators.next.keys.sorted { $0.lexicographicallyPrecedes($1) }
            chain.absent = Set(all.filter { _ in Int.random(in: 0..<3, using: &numbers) == 0 })
        }
        if Int.random(in: 0..<25, using: &numbers) == 0 { accuse() }
        let block = try chain.block(
            transactions, after: Int64.random(in: 1...25, using: &numbers))
        history.append((chain.height, chain.validators.last))
        history.removeFirst(max(0, history.count - 12))
        for result in block.txResults {
            #expect(result.code != 111_222, "a panic: \(result.log)")
            guard result.isSuccess else { continue }
            let action = result.events.first { $0.has("action") }?.attributes.first?.value ?? ""
            succeeded[action.split(separator: ".").last.map(String.init) ?? "", default: 0] += 1
        }
        for event in block.events { told[event.type, default: 0] += 1 }
        return block
    }

    /// Evidence of an offence at one of the last heights, by somebody who was in the set then.
    private mutating func accuse() {
        guard let past = history.randomElement(using: &numbers) else { return }
        let all = past.powers.keys.sorted { $0.lexicographicallyPrecedes($1) }
        guard let key = all.randomElement(using: &numbers), let power = past.powers[key]
        else { return }
        chain.misbehavior = [chain.doubleSign(key, at: past.height, power: power)]
    }

    // MARK: What somebody may want

    mutating func pick() -> TestKey { keys.randomElement(using: &numbers) ?? .validator }

    /// An operator, mostly of a validator that exists.
    private mutating func someValidator() throws -> ValidatorAddress {
        let known = try chain.state.entries(KeyRange(prefix: StakingKeys.validators))
        guard Int.random(in: 0..<20, using: &numbers) > 0,
            let one = known.randomElement(using: &numbers)
        else { return ValidatorAddress(pick().address) }
        return try Validator(stored: one.value).address
    }

    private mutating func message(by key: TestKey) throws -> Google_Protobuf_Any {
        let amount = UInt64.random(in: 1...20_000_000, using: &numbers)
        let (one, other) = (try someValidator(), try someValidator())
        switch Int.random(in: 0..<(rules.hasGovernment ? 26 : 19), using: &numbers) {
        case 0...3: return TestMessage.delegate(amount, from: key, to: one)
        case 4: return TestMessage.undelegate(amount, of: key, from: one)
        case 5: return TestMessage.undelegate(amount % 1_000 + 1, of: key, from: one)
        case 6, 7: return TestMessage.redelegate(amount / 3 + 1, of: key, from: one, to: other)
        case 8, 9: return Messages.withdrawReward(of: key.address, from: one)
        case 10: return try cancel(by: key) ?? TestMessage.undelegate(amount, of: key, from: one)
        case 11:
            fresh = fresh &+ 1
            return TestMessage.packed(GenesisTransactionTests.create(key, consensusKey: fresh))
        case 12: return TestMessage.withdrawCommission(of: ValidatorAddress(key.address))
        case 13:
            var unjail = SlashingMsgUnjail()
            unjail.validatorAddr = ValidatorAddress(key.address).description
            return TestMessage.packed(unjail)
        case 14:
            var wire = DistributionMsgSetWithdrawAddress()
            wire.delegatorAddress = key.address.description
            wire.withdrawAddress = pick().address.description
            return TestMessage.packed(wire)
        case 15:
            var wire = DistributionMsgSetAutoRestake()
            wire.delegatorAddress = key.address.description
            wire.validatorAddress = one.description
            wire.enabled = Int.random(in: 0..<4, using: &numbers) > 0
            return TestMessage.packed(wire)
        case 16: return gift(amount, by: key, to: one)
        case 17: return TestMessage.send(amount, from: key, to: pick().address)
        case 18: return all(of: key, at: one)
        default: return try government(by: key, amount)
        }
    }

    /// Back to the validator what is still on its way out.
    private mutating func cancel(by key: TestKey) throws -> Google_Protobuf_Any? {
        let prefix = StakingKeys.unbondings(of: key.address)
        guard
            let found = try chain.state.entries(KeyRange(prefix: prefix))
                .randomElement(using: &numbers)
        else { return nil }
        let wire = try StakingUnbondingDelegation(stored: found.value, "unbonding")
        guard let entry = wire.entries.randomElement(using: &numbers),
            let balance = UInt64(entry.balance), balance > 0
        else { return nil }
        let amount = Bool.random(using: &numbers) ? balance : balance / 2 + 1
        return TestMessage.cancelUnbonding(
            amount, of: key, from: try ValidatorAddress(wire.validatorAddress),
            height: entry.creationHeight)
    }

    private func gift(
        _ amount: UInt64, by key: TestKey, to validator: ValidatorAddress
    ) -> Google_Protobuf_Any {
        if rules.hasGifts {
            var wire = DistributionMsgDepositValidatorRewardsPool()
            wire.depositor = key.address.description
            wire.validatorAddress = validator.description
            wire.amount = TestMessage.coins(amount).wire
            return TestMessage.packed(wire)
        }
        var wire = DistributionMsgFundCommunityPool()
        wire.depositor = key.address.description
        wire.amount = TestMessage.coins(amount).wire
        return TestMessage.packed(wire)
    }

    /// Everything that the key has at the validator, or more.
    private mutating func all(
        of key: TestKey, at validator: ValidatorAddress
    ) -> Google_Protobuf_Any {
        let amount = UInt64.random(in: 1_000_000...200_000_000, using: &numbers)
        return Bool.random(using: &numbers)
            ? TestMessage.undelegate(amount, of: key, from: validator)
            : TestMessage.delegate(amount, from: key, to: validator)
    }
}
