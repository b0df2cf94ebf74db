import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@Suite("simulation")
struct SimulateTests {
    let chain: TestChain

    init() throws { chain = try TestChain() }

    private func simulate(_ transaction: TestTransaction) throws -> TxResult {
        try chain.ledger.simulate(
            PreparedTransaction(transaction.bytes()), state: chain.state, header: chain.header)
    }

    private func send() throws -> TestTransaction {
        var transaction = try chain.transaction(
            TestMessage.send(10, from: .a, to: TestKey.b.address), by: .a)
        transaction.signers[0].signature = Bytes(repeating: 0, count: 64)
        return transaction
    }

    @Test("runs everything without a valid signature, and keeps nothing")
    func simulates() throws {
        let before = chain.state.changes
        let result = try simulate(send())
        #expect(result.isSuccess)
        #expect(result.gasWanted == .max)
        #expect(result.events.count == 12)
        let data = try AbciTxMsgData(serializedBytes: result.data)
        #expect(data.msgResponses.count == 1)
        #expect(chain.state.changes == before)
    }

    @Test("its gas is what the block then uses, and is enough as the limit")
    func gas() throws {
        // Only the first block has new coins beside the fees when its transactions run.
        try chain.block()
        try chain.block()
        let result = try simulate(send())
        var transaction = try chain.transaction(
            TestMessage.send(10, from: .a, to: TestKey.b.address), by: .a)
        transaction.gas = result.gasUsed + 100
        let delivered = try chain.deliver(transaction)
        #expect(delivered.isSuccess)
        #expect(delivered.gasUsed <= result.gasUsed)
        #expect(delivered.gasUsed + 100 > result.gasUsed)
    }

    @Test("fee and gas may be absent; a missing key and signature are paid for all the same")
    func incomplete() throws {
        var transaction = try send()
        transaction.fee = []
        transaction.gas = 0
        let full = try simulate(transaction)
        #expect(full.isSuccess)
        transaction.signers[0].shownKey = nil
        transaction.signers[0].signature = []
        let bare = try simulate(transaction)
        #expect(bare.isSuccess)
        #expect(bare.gasUsed + 100 > full.gasUsed)
    }

    @Test("compares the sequence")
    func sequence() throws {
        var transaction = try send()
        transaction.signers[0].sequence = 3
        let result = try simulate(transaction)
        #expect(result.code == 32)
        #expect(
            result.log == "account sequence mismatch, expected 0, got 3: incorrect account sequence"
        )
    }

    @Test("tells what a message would fail with, and how much gas it took")
    func failure() throws {
        let message = TestMessage.send(
            2_000_000_000_000_000_000, from: .a, to: TestKey.b.address)
        var transaction = try send()
        transaction.messages = [message]
        let result = try simulate(transaction)
        #expect(result.code == 5)
        #expect(result.log.hasPrefix("failed to execute message; message index: 0: "))
        #expect(result.gasUsed > 0)
    }
}
