import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire
import Testing

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("properties")
struct PropertyTests {
    /// Blocks of sends, delegations and undelegations, some of which cannot succeed.
    private func run(seed: UInt64, blocks: Int) throws -> [StateChange] {
        var numbers = SeededNumbers(seed: seed)
        let chain = try TestChain { genesis in
            for (number, key) in [TestKey.a, .b].enumerated() {
                try genesis.add(
                    Genesis.Validator(
                        account: key.address,
                        consensusKey: Bytes(repeating: UInt8(30 + number), count: 32),
                        moniker: key.name, selfDelegation: 7_000_000))
            }
        }
        let validators = [TestKey.validator, .a, .b].map { ValidatorAddress($0.address) }
        func supply() throws -> Int256 {
            try Int256(5_000_000_000_000_000_000 as UInt64).adding(chain.minted.all)
        }
        var succeeded = 0
        for _ in 0..<blocks {
            var transactions: [Bytes] = []
            for key in TestKey.all where Bool.random(using: &numbers) {
                let amount = UInt64.random(in: 1...9_000_000, using: &numbers)
                let validator = validators.randomElement(using: &numbers) ?? chain.validator
                let other = TestKey.all.randomElement(using: &numbers) ?? key
                let message =
                    switch Int.random(in: 0..<8, using: &numbers) {
                    case 0: TestMessage.send(amount, from: key, to: other.address)
                    case 1: TestMessage.delegate(amount, from: key, to: validator)
                    case 2: TestMessage.undelegate(amount, of: key, from: validator)
                    case 3:
                        TestMessage.redelegate(
                            amount, of: key, from: validator,
                            to: validators.randomElement(using: &numbers) ?? validator)
                    case 4: Messages.withdrawReward(of: key.address, from: validator)
                    case 5: TestMessage.withdrawCommission(of: ValidatorAddress(key.address))
                    case 6:
                        TestMessage.cancelUnbonding(
                            amount % 900, of: key, from: validator,
                            height: chain.height - Int64.random(in: 0...9, using: &numbers))
                    default: TestMessage.undelegate(1_000, of: key, from: validator)
                    }
                transactions.append(try chain.transaction(message, by: key).bytes())
            }
            let seconds = Int64.random(in: 1...60, using: &numbers)
            let block = try chain.block(transactions, after: seconds)
            succeeded += block.txResults.filter(\.isSuccess).count
        }
        try Invariants(chain.state).check(supply: supply())
        #expect(succeeded > blocks / 3)
        return chain.state.changes
    }

    @Test(
        "nothing is made but by minting, and nothing lost, in hundreds of blocks",
        arguments: [1, 2, 3] as [UInt64])
    func conserves(seed: UInt64) throws {
        _ = try run(seed: seed, blocks: 150)
    }

    @Test("the same blocks give the same bytes")
    func deterministic() throws {
        #expect(try run(seed: 7, blocks: 40) == run(seed: 7, blocks: 40))
    }
}
