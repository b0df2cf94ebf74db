import SecretBase
import SecretChain
import SecretLedger
import SecretWire
import Testing

/// The events that clients and indexers live on, to the letter.
@Suite("events")
struct EventTests {
    let chain: TestChain
    private let a = TestKey.a.address.description
    private let b = TestKey.b.address.description
    private let collector = Address(module: "fee_collector").description

    init() throws { chain = try TestChain() }

    private func lines(_ events: some Sequence<Event>) -> [String] {
        events.map { event in
            event.type + " "
                + event.attributes.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        }
    }

    @Test("a send's events, in order")
    func send() throws {
        let transaction = try chain.transaction(
            TestMessage.send(10, from: .a, to: TestKey.b.address), by: .a)
        let bytes = try transaction.bytes()
        let result = try #require(try chain.block([bytes]).txResults.first)
        // The signature is the last field of the transaction.
        let signature = Base64.encode(bytes.suffix(64))
        #expect(
            lines(result.events) == [
                "coin_spent spender=\(a) amount=5000uscrt",
                "coin_received receiver=\(collector) amount=5000uscrt",
                "transfer recipient=\(collector) sender=\(a) amount=5000uscrt",
                "message sender=\(a)",
                "tx fee=5000uscrt fee_payer=\(a)",
                "tx acc_seq=\(a)/0",
                "tx signature=\(signature)",
                "message action=/cosmos.bank.v1beta1.MsgSend sender=\(a) module=bank msg_index=0",
                "coin_spent spender=\(a) amount=10uscrt msg_index=0",
                "coin_received receiver=\(b) amount=10uscrt msg_index=0",
                "transfer recipient=\(b) sender=\(a) amount=10uscrt msg_index=0",
                "message sender=\(a) msg_index=0",
            ])
        #expect(result.wire.events.allSatisfy { $0.attributes.allSatisfy(\.index) })
    }

    @Test("without a fee there are no coins on the way, and the fee is empty")
    func noFee() throws {
        var transaction = try chain.transaction(
            TestMessage.send(10, from: .a, to: TestKey.b.address), by: .a)
        transaction.fee = []
        let result = try chain.deliver(transaction)
        #expect(
            lines(result.events.prefix(2)) == [
                "tx fee= fee_payer=\(a)", "tx acc_seq=\(a)/0",
            ])
    }

    @Test("each message's events carry its index")
    func indices() throws {
        let message = TestMessage.send(10, from: .a, to: TestKey.b.address)
        let result = try chain.deliver(chain.transaction([message, message], by: .a))
        let indices = result.events.dropFirst(7).map { $0.attributes.last?.value }
        #expect(indices == Array(repeating: "0", count: 5) + Array(repeating: "1", count: 5))
    }

    @Test("a delegation's and an undelegation's events")
    func staking() throws {
        let validator = chain.validator.description
        let bonded = Address(module: "bonded_tokens_pool").description
        let loose = Address(module: "not_bonded_tokens_pool").description
        var result = try chain.deliver(
            chain.transaction(
                TestMessage.delegate(500, from: .a, to: chain.validator), by: .a))
        let prefix = "message action=/cosmos.staking.v1beta1."
        #expect(
            lines(result.events.dropFirst(7)) == [
                prefix + "MsgDelegate sender=\(a) module=staking msg_index=0",
                "coin_spent spender=\(a) amount=500uscrt msg_index=0",
                "coin_received receiver=\(bonded) amount=500uscrt msg_index=0",
                "delegate validator=\(validator) delegator=\(a) amount=500uscrt "
                    + "new_shares=500.000000000000000000 msg_index=0",
            ])
        result = try chain.deliver(
            chain.transaction(
                TestMessage.undelegate(200, of: .a, from: chain.validator), by: .a))
        #expect(
            lines(result.events.dropFirst(7)) == [
                prefix + "MsgUndelegate sender=\(a) module=staking msg_index=0",
                "withdraw_rewards amount=0stake validator=\(validator) delegator=\(a) "
                    + "msg_index=0",
                "coin_spent spender=\(bonded) amount=200uscrt msg_index=0",
                "coin_received receiver=\(loose) amount=200uscrt msg_index=0",
                "transfer recipient=\(loose) sender=\(bonded) amount=200uscrt msg_index=0",
                "message sender=\(bonded) msg_index=0",
                "unbond validator=\(validator) delegator=\(a) amount=200uscrt "
                    + "completion_time=2026-01-01T00:01:40Z msg_index=0",
            ])
        func endings(_ block: BlockResult) -> [String] {
            lines(block.events).filter { $0.hasSuffix("mode=EndBlock") }
        }
        #expect(endings(try chain.block(after: 89)) == [])
        #expect(
            endings(try chain.block(after: 1)) == [
                "coin_spent spender=\(loose) amount=200uscrt mode=EndBlock",
                "coin_received receiver=\(a) amount=200uscrt mode=EndBlock",
                "complete_unbonding amount=200uscrt validator=\(validator) delegator=\(a) "
                    + "mode=EndBlock",
            ])
    }
}
