import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

/// What blocks do with transactions, good and bad.
@Suite("delivery")
struct DeliverTests {
    let chain: TestChain
    private let a = TestKey.a.address
    private let b = TestKey.b.address
    private let start = Int256(1_000_000_000_000_000_000 as UInt64)

    init() throws { chain = try TestChain() }

    @Test("a send moves coins, costs the fee and takes the sequence on")
    func send() throws {
        let result = try chain.deliver(
            chain.transaction(TestMessage.send(10, from: .a, to: b), by: .a))
        #expect(result.isSuccess && result.log.isEmpty)
        #expect(try chain.balance(a) == start.subtracting(5010))
        #expect(try chain.balance(b) == start.adding(10))
        #expect(try chain.feesCollected() == 5000)
        #expect(try chain.account(a).sequence == 1)
        #expect(try chain.account(a).hasPubKey)
        let data = try AbciTxMsgData(serializedBytes: result.data)
        #expect(data.data.isEmpty)
        #expect(data.msgResponses.map(\.typeURL) == ["/cosmos.bank.v1beta1.MsgSendResponse"])
    }

    @Test("a failed message still costs the fee and the sequence, and undoes the ones before it")
    func failedMessage() throws {
        let result = try chain.deliver(
            chain.transaction(
                [
                    TestMessage.send(10, from: .a, to: b),
                    TestMessage.send(2_000_000_000_000_000_000, from: .a, to: b),
                ], by: .a))
        #expect(result.code == 5 && result.codespace == "sdk")
        #expect(
            result.log == "failed to execute message; message index: 1: spendable balance "
                + "999999999999994990uscrt is smaller than 2000000000000000000uscrt: "
                + "insufficient funds")
        #expect(result.data.isEmpty)
        #expect(result.events.map(\.type) == Self.anteEvents)
        #expect(try chain.balance(a) == start.subtracting(5000))
        #expect(try chain.balance(b) == start)
        #expect(try chain.account(a).sequence == 1)
    }

    static let anteEvents = [
        "coin_spent", "coin_received", "transfer", "message", "tx", "tx", "tx",
    ]

    @Test("what fails before the messages changes nothing")
    func failedAnte() throws {
        var transaction = try chain.transaction(TestMessage.send(10, from: .a, to: b), by: .a)
        transaction.signers[0].signature = Bytes(repeating: 1, count: 64)
        let (branch, empty) = (chain.branch(), chain.branch())
        let result = try chain.ledger.executeBlock(
            [transaction.bytes()], header: chain.header, state: branch)
        #expect(result.txResults.map(\.code) == [4])
        _ = try chain.ledger.executeBlock([Bytes](), header: chain.header, state: empty)
        #expect(branch.changes == empty.changes)
    }

    @Test("gas runs out in the messages: the fee is gone, the message is undone")
    func outOfGas() throws {
        var transaction = try chain.transaction(TestMessage.send(10, from: .a, to: b), by: .a)
        let enough = try chain.check(transaction).gasUsed
        transaction.gas = enough + 500
        let result = try chain.deliver(transaction)
        #expect(result.code == 11 && result.codespace == "sdk")
        #expect(
            result.log.hasPrefix("out of gas in location: "))
        #expect(
            result.log.hasSuffix(
                "; gasWanted: \(enough + 500), gasUsed: \(result.gasUsed): out of gas"))
        #expect(result.gasUsed > result.gasWanted)
        #expect(result.events.map(\.type) == Self.anteEvents)
        #expect(try chain.balance(b) == start)
        #expect(try chain.balance(a) == start.subtracting(5000))
    }

    @Test("gas runs out in the ante checks: nothing is charged")
    func outOfGasBefore() throws {
        var transaction = try chain.transaction(TestMessage.send(10, from: .a, to: b), by: .a)
        transaction.gas = 1000
        let result = try chain.deliver(transaction)
        #expect(result.code == 11)
        #expect(result.log.hasPrefix("out of gas in location: txSize; gasWanted: 1000, gasUsed: "))
        #expect(result.events.isEmpty)
        #expect(try chain.balance(a) == start)
    }

    @Test("a block's gas ends the block: the transaction that passes it fails, the next is not run")
    func blockGas() throws {
        let probe = try chain.transaction(TestMessage.send(1, from: .a, to: b), by: .a)
        let used = try chain.deliver(probe).gasUsed
        let chain = try TestChain { $0.blockGasMax = Int64(used + used / 2) }
        let senders: [TestKey] = [.a, .b, .c]
        let transactions = try senders.map { key in
            var transaction = try chain.transaction(
                TestMessage.send(1, from: key, to: TestKey.d.address), by: key)
            transaction.gas = used + used / 2
            return try transaction.bytes()
        }
        let results = try chain.block(transactions).txResults
        #expect(results.map(\.code) == [0, 11, 11])
        #expect(results[1].log.hasPrefix("out of gas in location: block gas meter; "))
        #expect(results[2].log == "no block gas left to run tx: out of gas")
        #expect(results[2].gasUsed == 0)
        // Fees of the second were taken before its messages met the end of the block's gas.
        #expect(try chain.feesCollected() == 10_000)
    }

    @Test("two transactions of one sender in one block follow each other")
    func sameSender() throws {
        var second = try chain.transaction(TestMessage.send(2, from: .a, to: b), by: .a)
        let first = try second.bytes()
        second.signers[0].sequence = 1
        let results = try chain.block([first, second.bytes(), first]).txResults
        #expect(results.map(\.code) == [0, 0, 32])
        #expect(try chain.balance(b) == start.adding(4))
    }

    @Test("a multisig signs with amino JSON, threshold and order held")
    func multisig() throws {
        let keys = try (1...3).map { try TestKey(number: UInt8($0)) }
        let group = PublicKey.multisig(threshold: 2, keys: keys.map(\.publicKey))
        let owner = Address(publicKey: group)
        try chain.deliver(
            chain.transaction(TestMessage.send(1_000_000, from: .a, to: owner), by: .a))
        for (signing, code): ([Int], UInt32) in [([0, 2], 0), ([1], 4), ([0, 1, 2], 0)] {
            let account = try chain.account(owner)
            let bytes = try MultisigTransaction(
                keys: keys, group: group, signing: signing, sequence: account.sequence,
                accountNumber: account.accountNumber,
                message: Messages.send(TestMessage.coins(1), from: owner, to: b)
            ).bytes()
            let result = try #require(try chain.block([bytes]).txResults.first)
            #expect(result.code == code)
            let shown = result.events.filter { $0.type == "tx" && $0.has("signature") }
            if code == 0 {
                #expect(shown.count == signing.count + 1)
            } else {
                #expect(
                    result.log == "signature verification failed; please verify account number "
                        + "(\(account.accountNumber)), sequence (1) and chain-id (secretdev-1): "
                        + "signature size is incorrect 1: unauthorized")
            }
        }
    }

    @Test("sequences, fees and events are the same, however often a block is run")
    func deterministic() throws {
        let transactions = try [TestKey.a, .b, .c].map { key in
            try chain.transaction(
                TestMessage.send(7, from: key, to: TestKey.d.address), by: key
            ).bytes()
        }
        func run() throws -> (BlockResult, [StateChange]) {
            let branch = chain.branch()
            let result = try chain.ledger.executeBlock(
                transactions, header: chain.header, state: branch)
            return (result, branch.changes)
        }
        let (first, second) = (try run(), try run())
        #expect(first.0 == second.0)
        #expect(first.1 == second.1)
        #expect(!first.1.isEmpty)
    }
}
