import SecretBase
import SecretWire
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct UnknownFieldsTests {
    struct TransactionVector: Decodable {
        let name: String
        let txHex: String
    }

    static func transaction() throws -> Bytes {
        let all = try Vectors.load("wire/transaction.json", of: TransactionVector.self)
        return try Hex.decode(try #require(all.first).txHex)
    }

    /// The transaction with its parts changed.
    static func changed(
        body: (inout Bytes) -> Void = { _ in }, authInfo: (inout Bytes) -> Void = { _ in }
    ) throws -> Bytes {
        let raw = try WireTxRaw(serializedBytes: try transaction())
        var bodyBytes = Bytes(raw.bodyBytes)
        var authInfoBytes = Bytes(raw.authInfoBytes)
        body(&bodyBytes)
        authInfo(&authInfoBytes)
        var again = WireTxRaw()
        again.bodyBytes.append(contentsOf: bodyBytes)
        again.authInfoBytes.append(contentsOf: authInfoBytes)
        again.signatures = raw.signatures
        return try again.serializedBytes()
    }

    static func body(holding typeURL: String, _ message: Bytes) throws -> Bytes {
        var body = WireTxBody()
        body.messages = [AnyPacking.pack(typeURL: typeURL, message)]
        return try body.serializedBytes()
    }

    @Test("a good transaction passes, and its parts are found")
    func good() throws {
        let bytes = try Self.transaction()
        let layout = try UnknownFields.checkTransaction(bytes)
        let raw = try WireTxRaw(serializedBytes: bytes)
        #expect(Bytes(bytes[layout.body]) == Bytes(raw.bodyBytes))
        #expect(Bytes(bytes[layout.authInfo]) == Bytes(raw.authInfoBytes))
        #expect(layout.signatures.map { Bytes(bytes[$0]) } == raw.signatures.map { Bytes($0) })
    }

    @Test("every truncation but those between two fields is refused")
    func truncations() throws {
        let bytes = try Self.transaction()
        let layout = try UnknownFields.checkTransaction(bytes)
        let whole: Set<Int> = [0, layout.body.upperBound, layout.authInfo.upperBound]
        for count in 0..<bytes.count {
            let part = Bytes(bytes.prefix(count))
            if whole.contains(count) {
                #expect(throws: Never.self) { try UnknownFields.checkTransaction(part) }
            } else {
                #expect(throws: WireError.self) { try UnknownFields.checkTransaction(part) }
            }
        }
    }

    @Test("one byte too many is refused")
    func oneByteMore() throws {
        let bytes = try Self.transaction()
        for byte in UInt8.min...UInt8.max {
            #expect(throws: WireError.self) { try UnknownFields.checkTransaction(bytes + [byte]) }
        }
    }

    @Test("any single changed byte either passes or is refused, and never stops the process")
    func mutations() throws {
        let bytes = try Self.transaction()
        var refused = 0
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                if (try? UnknownFields.checkTransaction(changed)) == nil { refused += 1 }
            }
        }
        #expect(refused > 500)
    }

    @Test("unknown fields are refused in the outer message, the body and the auth info")
    func unknown() throws {
        let bytes = try Self.transaction()
        #expect(
            throws: WireError.unknownField(type: "*tx.TxRaw", number: 5, wireType: "bytes")
        ) { try UnknownFields.checkTransaction(bytes + [0x2a, 0x00]) }
        let inBody = try Self.changed(body: { $0 += [0x20, 0x01] })
        #expect(
            throws: WireError.unknownField(type: "*tx.TxBody", number: 4, wireType: "varint")
        ) { try UnknownFields.checkTransaction(inBody) }
        let inAuthInfo = try Self.changed(authInfo: { $0 += [0x25, 0, 0, 0, 0] })
        #expect(
            throws: WireError.unknownField(type: "*tx.AuthInfo", number: 4, wireType: "fixed32")
        ) { try UnknownFields.checkTransaction(inAuthInfo) }
    }

    @Test("the chain's text names the message, the number and the wire type")
    func text() throws {
        let bytes = try Self.changed(body: { $0 += [0x20, 0x01] })
        let error = #expect(throws: WireError.self) { try UnknownFields.checkTransaction(bytes) }
        #expect(
            error?.description == #"errUnknownField "*tx.TxBody": {TagNum: 4, WireType:"varint"}"#)
    }

    @Test("fields whose number has bit 11 are passed over in the body only")
    func nonCritical() throws {
        // Numbers 1024, 2046 and 3072, and 1100 within a message of the body.
        for tag in [Bytes([0x82, 0x40]), [0xf2, 0x7f], [0x82, 0xc0, 0x01]] {
            let field = tag + [0x00]
            let inBody = try Self.changed(body: { $0 += field })
            #expect(throws: Never.self) { try UnknownFields.checkTransaction(inBody) }
            let inAuthInfo = try Self.changed(authInfo: { $0 += field })
            #expect(throws: WireError.self) { try UnknownFields.checkTransaction(inAuthInfo) }
        }
        let inMessage = try Self.body(
            holding: "/cosmos.bank.v1beta1.MsgSend", [0x82, 0x40, 0x00])
        #expect(throws: Never.self) {
            try UnknownFields.check(
                inMessage, as: "cosmos.tx.v1beta1.TxBody", allowNonCritical: true)
        }
        #expect(throws: WireError.self) {
            try UnknownFields.check(
                inMessage, as: "cosmos.tx.v1beta1.TxBody", allowNonCritical: false)
        }
        // 2048 has bit 12, not bit 11.
        let critical = try Self.changed(body: { $0 += [0x82, 0x80, 0x01, 0x00] })
        #expect(throws: WireError.self) { try UnknownFields.checkTransaction(critical) }
    }

    @Test("unknown fields are found through Any, at every depth")
    func throughAny() throws {
        let send = try Self.body(holding: "/cosmos.bank.v1beta1.MsgSend", [0x20, 0x01])
        #expect(
            throws: WireError.unknownField(type: "*types.MsgSend", number: 4, wireType: "varint")
        ) {
            try UnknownFields.check(send, as: "cosmos.tx.v1beta1.TxBody", allowNonCritical: true)
        }
        var exec = Bytes()
        exec += [0x12]
        let inner =
            try AnyPacking.pack(
                typeURL: "/cosmos.bank.v1beta1.MsgSend", [0x1a, 0x02, 0x18, 0x00]
            ).serializedBytes() as Bytes
        exec += [UInt8(inner.count)] + inner
        let nested = try Self.body(holding: "/cosmos.authz.v1beta1.MsgExec", exec)
        #expect(
            throws: WireError.unknownField(type: "*types.Coin", number: 3, wireType: "varint")
        ) {
            try UnknownFields.check(nested, as: "cosmos.tx.v1beta1.TxBody", allowNonCritical: true)
        }
    }

    @Test("a type URL that the schema lacks is named")
    func unresolvable() throws {
        for url in ["/cosmos.bank.v1beta1.MsgSendX", "cosmos.bank.v1beta1.MsgSend", "/", "", "//"] {
            let body = try Self.body(holding: url, [])
            #expect(throws: WireError.unresolvable(url)) {
                try UnknownFields.check(
                    body, as: "cosmos.tx.v1beta1.TxBody", allowNonCritical: true)
            }
        }
    }

    @Test("a known field in a wrong encoding is refused")
    func wireTypes() {
        #expect(
            throws: WireError.mismatchedWireType(
                type: "*types.Coin", number: 1, got: "varint", want: "bytes")
        ) {
            try UnknownFields.check(
                [0x08, 0x01], as: "cosmos.base.v1beta1.Coin", allowNonCritical: false)
        }
    }

    @Test(
        "broken encodings are refused",
        arguments: [
            "0b",  // a group begins
            "0c",  // a group ends
            "0d00000000",  // a string as fixed32
            "00",  // field number 0
            "0aff",  // a length that does not end
            "0affffffffffffffffff01",  // 2^64 - 1 bytes
            "0affffffffffffffffff7f",  // more than 64 bits
            "0affffffffffffffffffff01",  // eleven bytes
            "0a01ff",  // not UTF-8
            "0a02c080",  // over-long UTF-8
            "f8ffffffff0100",  // a field number beyond 2^29
        ])
    func broken(_ hex: String) throws {
        let bytes = try Hex.decode(hex)
        #expect(throws: WireError.self) {
            try UnknownFields.check(bytes, as: "cosmos.base.v1beta1.Coin", allowNonCritical: false)
        }
    }

    @Test("long text that is UTF-8 passes, and one bad byte at any place does not")
    func text8() throws {
        var text = Bytes("žluťoučký kůň, long enough for eight bytes at once".utf8)
        let ascii = Bytes("exactly some sixteen-byte ascii words".utf8)
        for good in [text, ascii] {
            #expect(throws: Never.self) {
                try UnknownFields.check(
                    [0x0a, UInt8(good.count)] + good, as: "cosmos.base.v1beta1.Coin",
                    allowNonCritical: false)
            }
        }
        for place in ascii.indices {
            text = ascii
            text[place] = 0xff
            let bytes = [0x0a, UInt8(text.count)] + text
            #expect(throws: WireError.self) {
                try UnknownFields.check(
                    bytes, as: "cosmos.base.v1beta1.Coin", allowNonCritical: false)
            }
        }
    }

    @Test("Any within Any has an end")
    func depth() throws {
        func nested(_ count: Int) throws -> Bytes {
            var message = Bytes()
            for _ in 0..<count {
                let packed: Bytes = try AnyPacking.pack(
                    typeURL: "/cosmos.authz.v1beta1.MsgExec", message
                ).serializedBytes()
                message = [0x12] + GatewayJSONTests.length(packed) + packed
            }
            return message
        }
        let type = "cosmos.authz.v1beta1.MsgExec"
        #expect(throws: Never.self) {
            try UnknownFields.check(try nested(10), as: type, allowNonCritical: false)
        }
        #expect(throws: WireError.self) {
            try UnknownFields.check(try nested(11), as: type, allowNonCritical: false)
        }
    }

    @Test(
        "every transaction of the real clients passes",
        .enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"))
    func realTransactions() throws {
        let vectors = try SharedVectors.client(kind: "tx")
        #expect(vectors.count > 30)
        for vector in vectors {
            let bytes = try Hex.decode(try #require(vector.expect["tx_bytes"]?.string))
            #expect(throws: Never.self, "\(vector.id)") {
                try UnknownFields.checkTransaction(bytes)
            }
        }
    }
}
