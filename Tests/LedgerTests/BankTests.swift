import SecretBase
import SecretChain
import SecretLedger
import SecretWire
import SwiftProtobuf
import Testing

@Suite("bank")
struct BankTests {
    let chain: TestChain
    private let a = TestKey.a.address
    private let b = TestKey.b.address
    private let start = Int256(1_000_000_000_000_000_000 as UInt64)

    init() throws { chain = try TestChain() }

    private func fails(
        _ message: some SwiftProtobuf.Message, _ code: UInt32, _ log: String,
        codespace: String = "sdk", _ location: SourceLocation = #_sourceLocation
    ) throws {
        let result = try chain.deliver(
            chain.transaction(TestMessage.pack(message), by: .a))
        #expect(result.code == code, sourceLocation: location)
        #expect(result.codespace == codespace, sourceLocation: location)
        #expect(
            result.log == "failed to execute message; message index: 0: " + log,
            sourceLocation: location)
    }

    private func send(to: String, _ coins: [(String, String)]) -> BankMsgSend {
        var message = BankMsgSend()
        message.fromAddress = a.description
        message.toAddress = to
        message.amount = coins.map(Self.coin)
        return message
    }

    private static func coin(_ denom: String, _ amount: String) -> WireCoin {
        var coin = WireCoin()
        coin.denom = denom
        coin.amount = amount
        return coin
    }

    @Test("a send that makes no sense is refused in the chain's words")
    func refusedSends() throws {
        try fails(
            send(to: "", [("uscrt", "1")]), 7,
            "invalid to address: empty address string is not allowed: invalid address")
        try fails(send(to: b.description, []), 10, ": invalid coins")
        try fails(send(to: b.description, [("uscrt", "0")]), 10, "0uscrt: invalid coins")
        try fails(send(to: b.description, [("uscrt", "-1")]), 10, "-1uscrt: invalid coins")
        try fails(
            send(to: b.description, [("uscrt", "1"), ("aaa", "1")]), 10,
            "1uscrt,1aaa: invalid coins")
        try fails(
            send(to: b.description, [("nothere", "1")]), 5,
            "spendable balance 0nothere is smaller than 1nothere: insufficient funds")
    }

    @Test("modules' accounts take nothing from users, but distribution's")
    func blocked() throws {
        for module in ["fee_collector", "bonded_tokens_pool", "gov", "mint", "compute"] {
            let address = Address(module: module).description
            try fails(
                send(to: address, [("uscrt", "1")]), 4,
                "\(address) is not allowed to receive funds: unauthorized")
        }
        let open = Address(module: "distribution")
        let result = try chain.deliver(
            chain.transaction(TestMessage.send(1, from: .a, to: open), by: .a))
        #expect(result.isSuccess)
    }

    @Test("coins make an account, with the next number")
    func newAccount() throws {
        let newcomer = try TestKey(number: 77)
        try chain.deliver(
            chain.transaction(TestMessage.send(9_000, from: .a, to: newcomer.address), by: .a))
        let account = try chain.account(newcomer.address)
        #expect(account.accountNumber == 11)
        #expect(account.sequence == 0 && !account.hasPubKey)
        let back = try chain.deliver(
            chain.transaction(TestMessage.send(1_000, from: newcomer, to: a), by: newcomer))
        #expect(back.isSuccess)
        #expect(try chain.balance(newcomer.address) == 3_000)
        #expect(try chain.account(newcomer.address).sequence == 1)
    }

    @Test("an upper-case address is the same address, shown in lower case")
    func upperCase() throws {
        let result = try chain.deliver(
            chain.transaction(
                TestMessage.pack(send(to: b.description.uppercased(), [("uscrt", "3")])), by: .a))
        #expect(result.isSuccess)
        #expect(try chain.balance(b) == start.adding(3))
        let received = result.events.last { $0.type == "coin_received" }
        #expect(received?.attributes.first?.value == b.description)
    }

    private func multiSend(
        _ inputs: [(String, String)], _ outputs: [(String, String)]
    ) -> BankMsgMultiSend {
        var message = BankMsgMultiSend()
        message.inputs = inputs.map { address, amount in
            var input = BankInput()
            input.address = address
            input.coins = [Self.coin("uscrt", amount)]
            return input
        }
        message.outputs = outputs.map { address, amount in
            var output = BankOutput()
            output.address = address
            output.coins = [Self.coin("uscrt", amount)]
            return output
        }
        return message
    }

    @Test("a multi-send pays everybody, in order")
    func multiSends() throws {
        let (c, d) = (TestKey.c.address, TestKey.d.address)
        let message = multiSend(
            [(a.description, "30")], [(c.description, "10"), (d.description, "20")])
        let result = try chain.deliver(chain.transaction(TestMessage.pack(message), by: .a))
        #expect(result.isSuccess)
        #expect(try chain.balance(c) == start.adding(10))
        #expect(try chain.balance(d) == start.adding(20))
        #expect(
            result.events.dropFirst(7).map(\.type) == [
                "message", "coin_spent", "message", "coin_received", "transfer", "coin_received",
                "transfer",
            ])
    }

    @Test("a multi-send that does not add up is refused")
    func refusedMultiSends() throws {
        let (from, to) = (a.description, b.description)
        try fails(
            multiSend([(from, "30")], [(to, "29")]), 4, "sum inputs != sum outputs",
            codespace: "bank")
        try fails(
            multiSend([(from, "30")], []), 3, "no outputs to send transaction", codespace: "bank")
        try fails(
            multiSend([(from, "3")], [("x", "3")]), 7,
            "invalid output address: decoding bech32 failed: invalid bech32 string length 1: "
                + "invalid address")
        let blocked = Address(module: "gov").description
        try fails(
            multiSend([(from, "3")], [(blocked, "3")]), 4,
            "\(blocked) is not allowed to receive funds: unauthorized")
    }
}
