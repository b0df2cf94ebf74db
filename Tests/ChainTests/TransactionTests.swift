import Foundation
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@Suite("Reading transactions")
struct TransactionTests {
    private func sample(_ id: String = "send_direct") throws -> Bytes {
        let vector = try #require(try KnownAnswer.all(["tx"]).first { $0.id == id })
        return try vector.expect.hex("tx_bytes")
    }

    @Test("every truncation is refused or is another transaction, and nothing crashes")
    func truncations() throws {
        let bytes = try sample()
        let whole = try Transaction(decoding: bytes)
        for count in 0..<bytes.count {
            guard let shorter = try? Transaction(decoding: Bytes(bytes[..<count])) else { continue }
            // What is left may be whole fields; then parts are missing.
            #expect(shorter.signatures.count < whole.signatures.count)
            #expect(shorter.hash != whole.hash)
        }
    }

    @Test("one byte too many is refused")
    func oneByteTooMany() throws {
        let bytes = try sample()
        for byte: UInt8 in [0, 0x0a, 0x12, 0x1a, 0x22, 0xff] {
            #expect(throws: TransactionError.self) { try Transaction(decoding: bytes + [byte]) }
        }
    }

    @Test("parts out of order are refused with the chain's words")
    func order() throws {
        let transaction = try Transaction(decoding: sample())
        let swapped =
            field(2, transaction.authInfoBytes) + field(1, transaction.bodyBytes)
            + field(3, transaction.signatures[0])
        #expect(
            throws: TransactionError.undecodable(
                "txRaw must follow ADR-027, got tagNum 1 after tagNum 2")
        ) { try Transaction(decoding: swapped) }
    }

    @Test("unknown fields are refused everywhere but as non-critical ones of the body")
    func unknownFields() throws {
        let transaction = try Transaction(decoding: sample())
        let extra = { (number: UInt64) in field(number, [1]) }
        let build = { (body: Bytes, info: Bytes) in
            field(1, transaction.bodyBytes + body) + field(2, transaction.authInfoBytes + info)
                + field(3, transaction.signatures[0])
        }
        #expect(throws: TransactionError.self) { try Transaction(decoding: build(extra(4), [])) }
        #expect(throws: TransactionError.self) { try Transaction(decoding: build([], extra(4))) }
        #expect(throws: TransactionError.self) {
            try Transaction(decoding: build([], extra(1024)))
        }
        let tolerated = try Transaction(decoding: build(extra(1024), []))
        #expect(tolerated.body.memo == transaction.body.memo)
        #expect(throws: ChainError.self) {
            try tolerated.aminoSignBytes(chainID: "c", accountNumber: 0, sequence: 0)
        }
    }

    @Test("a message of a type that the network does not have is refused")
    func unknownMessage() throws {
        var body = WireTxBody()
        body.messages = [AnyPacking.pack(typeURL: "/nobody.Knows", [])]
        let raw = field(1, try body.serializedBytes()) + field(2, try WireAuthInfo.empty())
        #expect(throws: TransactionError.undecodable("unable to resolve type URL /nobody.Knows")) {
            try Transaction(decoding: raw)
        }
    }

    @Test("no bytes at all are a transaction without messages, as on the chain")
    func empty() throws {
        let transaction = try Transaction(decoding: [])
        #expect(transaction.body.messages.isEmpty)
        #expect(try transaction.signers.get().isEmpty)
        #expect(transaction.feePayer == nil)
    }

    @Test("signers come in order of appearance, the payer last, nobody twice")
    func signers() throws {
        let (one, two, three) = (try account(1), try account(2), try account(3))
        let draft = TransactionDraft(
            messages: [
                Messages.send(.none, from: two, to: one), Messages.send(.none, from: one, to: two),
                Messages.send(.none, from: two, to: three),
            ], payer: three)
        let transaction = try Transaction(
            decoding: field(1, draft.bodyBytes())
                + field(2, try WireAuthInfo.with { $0.fee = draft.wireFee }.serializedBytes()))
        #expect(try transaction.signers.get() == [two, one, three])
        #expect(transaction.feePayer == three)
    }

    @Test("operators, raw address bytes and the inputs of a multi-send are signers too")
    func unusualSigners() throws {
        let one = try account(1)
        let unjail = AnyPacking.pack(
            typeURL: "/cosmos.slashing.v1beta1.MsgUnjail",
            field(1, Bytes(ValidatorAddress(one).description.utf8)))
        let messages = [
            unjail, Messages.withdrawCommission(of: ValidatorAddress(one)),
            Messages.execute(try account(9), sealed: [1], by: one),
            try Messages.multiSend([(to: try account(2), amount: .none)], from: one),
        ]
        for message in messages {
            let body = try TransactionDraft(messages: [message]).bodyBytes()
            #expect(try Transaction(decoding: field(1, body)).signers.get() == [one])
        }
    }

    @Test("a bad signer does not make a transaction unreadable, it is reported by itself")
    func badSigner() throws {
        var send = BankMsgSend()
        send.fromAddress = "cosmos1ap26qrlp8mcq2pg6r47w43l0y8zkqm8ax3lnlx"
        let body = try TransactionDraft(messages: [AnyPacking.pack(send)]).bodyBytes()
        #expect(throws: AddressError.self) {
            try Transaction(decoding: field(1, body)).signers.get()
        }
        send.fromAddress = ""
        let nobody = try TransactionDraft(messages: [AnyPacking.pack(send)]).bodyBytes()
        #expect(throws: AddressError.empty) {
            try Transaction(decoding: field(1, nobody)).signers.get()
        }
    }

    @Test("random damage never crashes, and never leaves the hash as it was")
    func damage() throws {
        let bytes = try sample("multisend_direct")
        let hash = try Transaction(decoding: bytes).hash
        for index in bytes.indices {
            for change: UInt8 in [1, 0x80, 0xff] {
                var damaged = bytes
                damaged[index] ^= change
                if let read = try? Transaction(decoding: damaged) { #expect(read.hash != hash) }
            }
        }
    }

    private func account(_ number: UInt8) throws -> Address {
        try Address(bytes: Bytes(repeating: number, count: 20))
    }
}

extension WireAuthInfo {
    fileprivate static func empty() throws -> Bytes { try WireAuthInfo().serializedBytes() }
}

/// A length-delimited field.
func field(_ number: UInt64, _ bytes: Bytes) -> Bytes {
    varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
}

func varint(_ value: UInt64) -> Bytes {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7f) | 0x80] + varint(value >> 7)
}
