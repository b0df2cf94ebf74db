import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("moving between validators")
struct RedelegationTests {
    let chain: TestChain
    private let first: ValidatorAddress
    private let second = ValidatorAddress(TestKey.b.address)
    private let third = ValidatorAddress(TestKey.c.address)

    init() throws {
        chain = try TestChain { genesis in
            for (number, key) in [TestKey.b, .c].enumerated() {
                try genesis.add(
                    Genesis.Validator(
                        account: key.address,
                        consensusKey: Bytes(repeating: UInt8(20 + number), count: 32),
                        moniker: key.name, selfDelegation: 5_000_000))
            }
        }
        first = chain.validator
        try chain.deliver(
            chain.transaction(TestMessage.delegate(1_000_000, from: .a, to: first), by: .a))
    }

    private func deliver(_ message: Google_Protobuf_Any) throws -> TxResult {
        try chain.deliver(chain.transaction(message, by: .a))
    }

    private func move(
        _ uscrt: UInt64, _ from: ValidatorAddress, _ to: ValidatorAddress
    ) throws -> TxResult {
        try deliver(TestMessage.redelegate(uscrt, of: .a, from: from, to: to))
    }

    private func entries() throws -> [StakingRedelegationEntryResponse] {
        var request = StakingQueryRedelegationsRequest()
        request.delegatorAddr = TestKey.a.address.description
        let answer: StakingQueryRedelegationsResponse = try chain.query(
            "/cosmos.staking.v1beta1.Query/Redelegations", request)
        return answer.redelegationResponses.flatMap(\.entries)
    }

    private func lines(_ events: some Sequence<Event>) -> [String] {
        events.map { event in
            ([event.type] + event.attributes.map { "\($0.key)=\($0.value)" })
                .joined(separator: " ")
        }
    }

    @Test("tokens are with the new validator at once, and bound to the old one for a while")
    func moves() throws {
        let result = try move(400, first, second)
        #expect(result.isSuccess)
        #expect(
            lines(result.events).last
                == "redelegate source_validator=\(first) destination_validator=\(second) "
                + "amount=400uscrt completion_time=2026-01-01T00:01:40Z msg_index=0")
        // Both are bonded: the tokens stay in their pool.
        let pool = Address(module: "bonded_tokens_pool").description
        #expect(!lines(result.events).contains { $0.contains(pool) })
        let entry = try #require(try entries().first)
        #expect(entry.balance == "400" && entry.redelegationEntry.initialBalance == "400")
        #expect(entry.redelegationEntry.creationHeight == 2)
        #expect(entry.redelegationEntry.sharesDst == Dec(400 as UInt64).wireText)
        try Invariants(chain.state).check()
        #expect(
            try chain.ledger.nextMaturity(in: chain.state) == TestChain.start.adding(seconds: 100))
        try chain.block(after: 89)
        #expect(try entries().count == 1)
        let block = try chain.block(after: 1)
        #expect(
            lines(block.events).last
                == "complete_redelegation amount=400uscrt delegator=\(TestKey.a.address) "
                + "source_validator=\(first) destination_validator=\(second) mode=EndBlock")
        #expect(try entries().isEmpty)
        #expect(try move(400, second, third).isSuccess)
        try Invariants(chain.state).check()
    }

    @Test("what makes no sense is refused in the chain's words")
    func refused() throws {
        func expect(_ result: TxResult, _ code: UInt32, _ text: String) {
            #expect(result.code == code && result.codespace == "staking", "\(result.log)")
            #expect(result.log.hasSuffix(": " + text), "\(result.log)")
        }
        let stranger = ValidatorAddress(TestKey.d.address)
        expect(try move(1, first, first), 29, "cannot redelegate to the same validator")
        expect(
            try move(1, first, stranger), 31, "redelegation destination validator not found")
        expect(try move(1, stranger, first), 3, "validator does not exist")
        expect(
            try move(1, second, first), 19, "no delegation for (address, validator) tuple")
        #expect(try move(10, first, second).isSuccess)
        expect(
            try move(1, second, third), 32,
            "redelegation to this validator already in progress; first redelegation to this "
                + "validator must complete before next redelegation")
        for _ in 0..<6 { #expect(try move(1, first, second).isSuccess) }
        expect(
            try move(1, first, second), 33,
            "too many redelegation entries for (delegator, src-validator, dst-validator) tuple")
        #expect(try entries().count == 7)
        try Invariants(chain.state).check()
    }

    @Test("an unbonding can be taken back, in part and whole, while it lasts")
    func cancels() throws {
        _ = try deliver(TestMessage.undelegate(500, of: .a, from: first))
        let height = chain.height
        func cancel(_ uscrt: UInt64, at height: Int64) throws -> TxResult {
            try deliver(
                TestMessage.cancelUnbonding(uscrt, of: .a, from: first, height: height))
        }
        let result = try cancel(200, at: height)
        #expect(
            lines(result.events).last
                == "cancel_unbonding_delegation amount=200uscrt validator=\(first) "
                + "delegator=\(TestKey.a.address) creation_height=\(height) msg_index=0")
        #expect(
            try cancel(301, at: height).log.hasSuffix(
                ": amount is greater than the unbonding delegation entry balance: "
                    + "invalid request"))
        let missing = try cancel(1, at: height + 1)
        #expect(missing.code == 38)
        #expect(
            missing.log.hasSuffix(
                ": unbonding delegation entry is not found at block height \(height + 1): "
                    + "not found"))
        #expect(try cancel(300, at: height).isSuccess)
        let gone = try cancel(1, at: height)
        #expect(gone.code == 1 && gone.codespace == "undefined")
        #expect(
            gone.log.hasSuffix(
                ": rpc error: code = NotFound desc = unbonding delegation with delegator "
                    + "\(TestKey.a.address) not found for validator \(first)"))
        var request = StakingQueryDelegationRequest()
        request.delegatorAddr = TestKey.a.address.description
        request.validatorAddr = first.description
        let delegation: StakingQueryDelegationResponse = try chain.query(
            "/cosmos.staking.v1beta1.Query/Delegation", request)
        #expect(delegation.delegationResponse.balance.amount == "1000000")
        try Invariants(chain.state).check()
    }
}
