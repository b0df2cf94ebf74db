import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("staking")
struct StakingTests {
    let chain: TestChain
    private let a = TestKey.a.address
    private let start = Int256(1_000_000_000_000_000_000 as UInt64)

    init() throws { chain = try TestChain() }

    private func deliver(_ message: Google_Protobuf_Any) throws -> TxResult {
        try chain.deliver(chain.transaction(message, by: .a))
    }

    private func delegation() throws -> StakingDelegationResponse {
        var request = StakingQueryDelegationRequest()
        request.delegatorAddr = a.description
        request.validatorAddr = chain.validator.description
        let response: StakingQueryDelegationResponse = try chain.query(
            "/cosmos.staking.v1beta1.Query/Delegation", request)
        return response.delegationResponse
    }

    private func unbonding() throws -> StakingUnbondingDelegation {
        var request = StakingQueryUnbondingDelegationRequest()
        request.delegatorAddr = a.description
        request.validatorAddr = chain.validator.description
        let response: StakingQueryUnbondingDelegationResponse = try chain.query(
            "/cosmos.staking.v1beta1.Query/UnbondingDelegation", request)
        return response.unbond
    }

    @Test("the genesis validator is bonded with its self-delegation")
    func genesis() throws {
        #expect(
            chain.genesisUpdates == [
                ValidatorUpdate(publicKey: TestChain.consensusKey, power: 100_000_000_000)
            ])
        let validator = try Invariants(chain.state).validators[0]
        #expect(validator.status == .bonded)
        #expect(validator.tokens == Int256(100_000_000_000_000_000 as UInt64))
        #expect(
            try chain.balance(TestKey.validator.address)
                == Int256(900_000_000_000_000_000 as UInt64))
        try Invariants(chain.state).check()
    }

    @Test("a delegation is worth what was delegated, and raises the validator's power")
    func delegate() throws {
        let message = TestMessage.delegate(3_000_000, from: .a, to: chain.validator)
        let result = try chain.block([chain.transaction(message, by: .a).bytes()])
        #expect(result.txResults.map(\.code) == [0])
        #expect(result.validatorUpdates.map(\.power) == [100_000_000_003])
        let delegation = try delegation()
        #expect(delegation.balance.amount == "3000000")
        #expect(Dec(wireText: delegation.delegation.shares) == Dec(3_000_000 as UInt64))
        #expect(try chain.balance(a) == start.subtracting(3_005_000))
        #expect(try chain.block().validatorUpdates.isEmpty)
        try Invariants(chain.state).check()
    }

    @Test("an undelegation comes back after the unbonding time, not before")
    func undelegate() throws {
        _ = try deliver(TestMessage.delegate(1_000, from: .a, to: chain.validator))
        let result = try deliver(TestMessage.undelegate(400, of: .a, from: chain.validator))
        #expect(result.isSuccess)
        let data = try AbciTxMsgData(serializedBytes: result.data)
        let response = try StakingMsgUndelegateResponse(
            serializedBytes: Bytes(try #require(data.msgResponses.first).value))
        let due = chain.time.adding(seconds: 90)
        #expect(response.completionTime.seconds == due.seconds)
        #expect(response.amount.amount == "400" && response.amount.denom == "uscrt")
        let entry = try #require(try unbonding().entries.first)
        #expect(entry.balance == "400" && entry.initialBalance == "400")
        #expect(entry.creationHeight == 2 && entry.unbondingID == 1)
        #expect(try chain.ledger.nextMaturity(in: chain.state) == due)
        let before = try chain.balance(a)
        try chain.block(after: 89)
        #expect(try chain.balance(a) == before)
        try chain.block(after: 1)
        #expect(try chain.balance(a) == before.adding(400))
        #expect(throws: QueryError.self) { try unbonding() }
        #expect(try chain.ledger.nextMaturity(in: chain.state) == nil)
        try Invariants(chain.state).check()
    }

    @Test("undelegating twice in one block is one entry, in two blocks two")
    func mergedEntries() throws {
        _ = try deliver(TestMessage.delegate(1_000, from: .a, to: chain.validator))
        let message = TestMessage.undelegate(100, of: .a, from: chain.validator)
        try chain.deliver(chain.transaction([message, message], by: .a))
        #expect(try unbonding().entries.map(\.balance) == ["200"])
        _ = try deliver(message)
        #expect(try unbonding().entries.map(\.balance) == ["200", "100"])
        let before = try chain.balance(a)
        try chain.block(after: 1_000)
        #expect(try chain.balance(a) == before.adding(300))
    }

    @Test("taking everything back ends the delegation")
    func allBack() throws {
        _ = try deliver(TestMessage.delegate(1_000, from: .a, to: chain.validator))
        #expect(
            try deliver(TestMessage.undelegate(1_000, of: .a, from: chain.validator)).isSuccess)
        #expect(throws: QueryError.self) { try delegation() }
        try Invariants(chain.state).check()
    }

    @Test("seven undelegations may wait at a time")
    func maxEntries() throws {
        _ = try deliver(TestMessage.delegate(1_000, from: .a, to: chain.validator))
        let message = TestMessage.undelegate(1, of: .a, from: chain.validator)
        for _ in 0..<7 { #expect(try deliver(message).isSuccess) }
        let result = try deliver(message)
        #expect(result.code == 27 && result.codespace == "staking")
        #expect(
            result.log == "failed to execute message; message index: 0: too many unbonding "
                + "delegation entries for (delegator, validator) tuple")
    }

    @Test("stakes that make no sense are refused in the chain's words")
    func refused() throws {
        let stranger = ValidatorAddress(TestKey.b.address)
        let foreign = Messages.delegate(
            try Coin(denom: "other", amount: 1), from: a, to: chain.validator)
        let nothing = Messages.delegate(
            try Coin(denom: "uscrt", amount: 0), from: a, to: chain.validator)
        let much = 2_000_000_000_000_000_000 as UInt64
        let cases: [(Google_Protobuf_Any, UInt32, String, String)] = [
            (
                TestMessage.delegate(1, from: .a, to: stranger), 3, "staking",
                "validator does not exist"
            ),
            (
                foreign, 18, "sdk",
                "invalid coin denomination: got other, expected uscrt: invalid request"
            ),
            (nothing, 18, "sdk", "invalid delegation amount: invalid request"),
            (
                TestMessage.delegate(much, from: .a, to: chain.validator), 5, "sdk",
                "failed to delegate; 999999999999980000uscrt is smaller than \(much)uscrt: "
                    + "insufficient funds"
            ),
            (
                TestMessage.undelegate(1, of: .a, from: chain.validator), 19, "staking",
                "no delegation for (address, validator) tuple"
            ),
            (
                TestMessage.undelegate(1, of: .a, from: stranger), 3, "staking",
                "validator does not exist"
            ),
        ]
        for (message, code, codespace, log) in cases {
            let result = try deliver(message)
            #expect(result.code == code && result.codespace == codespace)
            #expect(result.log.hasSuffix(": \(log)"), "\(result.log)")
        }
        _ = try deliver(TestMessage.delegate(10, from: .a, to: chain.validator))
        let result = try deliver(TestMessage.undelegate(11, of: .a, from: chain.validator))
        #expect(result.code == 18)
        #expect(result.log.hasSuffix(": invalid shares amount: invalid request"))
    }

    @Test("a validator without its self-delegation leaves the set, unbonds and is unbonded")
    func leavesTheSet() throws {
        let chain = try TestChain { genesis in
            try genesis.add(
                Genesis.Validator(
                    account: TestKey.b.address, consensusKey: Bytes(repeating: 20, count: 32),
                    moniker: "b", selfDelegation: 1_000_000))
        }
        func validator() throws -> Validator? {
            try Invariants(chain.state).validators.first { $0.address == chain.validator }
        }
        let stake = TestMessage.delegate(5_000_000, from: .a, to: chain.validator)
        try chain.deliver(chain.transaction(stake, by: .a))
        let all = TestMessage.undelegate(
            100_000_000_000_000_000, of: .validator, from: chain.validator)
        let block = try chain.block([chain.transaction(all, by: .validator).bytes()])
        #expect(block.txResults.map(\.code) == [0])
        #expect(block.validatorUpdates.map(\.power) == [0])
        #expect(try validator()?.isJailed == true)
        #expect(try validator()?.status == .unbonding)
        try Invariants(chain.state).check()
        try chain.block(after: 90)
        #expect(try validator()?.status == .unbonded)
        try Invariants(chain.state).check()
        // The last delegator leaves; a validator nobody has shares in is gone.
        let rest = TestMessage.undelegate(5_000_000, of: .a, from: chain.validator)
        #expect(try chain.deliver(chain.transaction(rest, by: .a)).isSuccess)
        #expect(try validator() == nil)
        try chain.block(after: 90)
        try Invariants(chain.state).check()
    }

    @Test("of more validators than places the strongest are in the set")
    func ranking() throws {
        let chain = try TestChain { genesis in
            for (number, key) in [TestKey.a, .b, .c].enumerated() {
                try genesis.add(
                    Genesis.Validator(
                        account: key.address,
                        consensusKey: Bytes(repeating: UInt8(20 + number), count: 32),
                        moniker: key.name,
                        selfDelegation: Int256(UInt64(number + 1) * 1_000_000)))
            }
        }
        #expect(chain.genesisUpdates.map(\.power) == [100_000_000_000, 3, 2, 1])
        let validator = ValidatorAddress(TestKey.a.address)
        let message = TestMessage.delegate(9_000_000, from: .d, to: validator)
        let block = try chain.block([chain.transaction(message, by: .d).bytes()])
        #expect(block.validatorUpdates.map(\.power) == [10])
        #expect(block.validatorUpdates[0].publicKey == Bytes(repeating: 20, count: 32))
        try Invariants(chain.state).check()
    }
}
