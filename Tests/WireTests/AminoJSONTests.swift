import SecretBase
import SecretWire
import SwiftProtobuf
import TestSupport
import Testing

struct AminoVector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let type: String
    let wireHex: String
    let amino: String
    var testDescription: String { name }
}

@Suite struct AminoJSONTests {
    static let vectors: [AminoVector] =
        (try? Vectors.load("wire/amino.json", of: AminoVector.self)) ?? []

    @Test func theVectorsAreThere() { #expect(Self.vectors.count > 5) }

    @Test("prints what the chain signs", arguments: vectors)
    func encodes(_ vector: AminoVector) throws {
        let value = try AminoJSON.value(
            typeURL: "/" + vector.type, try Hex.decode(vector.wireHex))
        #expect(String(decoding: AminoJSON.canonical(value), as: UTF8.self) == vector.amino)
    }

    @Test("an absent message that must be printed cannot be signed")
    func absent() {
        #expect(throws: WireError.self) {
            try AminoJSON.encode([], as: "cosmos.staking.v1beta1.MsgDelegate")
        }
    }

    @Test("a chosen member of a oneof is wrapped, an unset oneof is null")
    func oneofs() throws {
        let type = "cosmos.staking.v1beta1.StakeAuthorization"
        let unset = try AminoJSON.encode([], as: type)
        #expect(String(decoding: unset, as: UTF8.self) == #"{"Validators":null}"#)
        let chosen = try AminoJSON.encode([0x12, 0x03, 0x0a, 0x01, 0x61, 0x20, 0x01], as: type)
        #expect(
            String(decoding: chosen, as: UTF8.self)
                == #"{"Validators":{"type":"cosmos-sdk/StakeAuthorization/AllowList","#
                + #""value":{"allow_list":{"address":["a"]}}},"authorization_type":1}"#)
    }

    @Test("text is escaped as Go does")
    func escapes() {
        let value: JSONValue = [
            "z": "<>&\u{2028}\u{2029}\u{7f}é\n\r\t\u{8}\u{c}\u{1f}\"\\/", "a": 1,
        ]
        #expect(
            String(decoding: AminoJSON.canonical(value), as: UTF8.self)
                == #"{"a":1,"z":"\u003c\u003e\u0026\u2028\u2029"# + "\u{7f}é"
                + #"\n\r\t\b\f\u001f\"\\/"}"#)
    }

    /// The document that these clients signed, rebuilt from the bytes that they sent.
    @Test(
        "rebuilds every amino document that real clients signed",
        .enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"))
    func clientDocuments() throws {
        var count = 0
        for vector in try SharedVectors.client(kind: "tx") {
            guard let wanted = vector.expect["sign_doc_json"]?.string else { continue }
            let document = try Self.document(
                body: try Hex.decode(try #require(vector.expect["body_bytes"]?.string)),
                authInfo: try Hex.decode(try #require(vector.expect["auth_info_bytes"]?.string)),
                like: try JSONValue(parsing: Bytes(wanted.utf8)))
            #expect(document == wanted, "\(vector.id)")
            count += 1
        }
        #expect(count > 15)
    }

    @Test(
        "rebuilds the chain's own amino document",
        .enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"))
    func chainDocument() throws {
        let direct = try #require(try SharedVectors.chain("tx_direct"))
        let wanted = try #require(try SharedVectors.chain("tx_amino")?["sign_json"]?.string)
        let document = try Self.document(
            body: try Hex.decode(try #require(direct["body"]?.string)),
            authInfo: try Hex.decode(try #require(direct["auth_info"]?.string)),
            like: try JSONValue(parsing: Bytes(wanted.utf8)))
        #expect(document == wanted)
    }

    /// Account number, sequence and chain id are not in the bytes, so they come from `like`.
    static func document(body: Bytes, authInfo: Bytes, like: JSONValue) throws -> String {
        let content = try WireTxBody(serializedBytes: body)
        let fee = try WireAuthInfo(serializedBytes: authInfo).fee
        let messages = try content.messages.map {
            try AminoJSON.value(typeURL: $0.typeURL, Bytes($0.value))
        }
        var feeMembers: [JSONValue.Member] = [
            .init(
                "amount",
                .array(
                    fee.amount.map { ["amount": .string($0.amount), "denom": .string($0.denom)] })),
            .init("gas", .string("\(fee.gasLimit)")),
        ]
        if !fee.granter.isEmpty { feeMembers.append(.init("granter", .string(fee.granter))) }
        if !fee.payer.isEmpty { feeMembers.append(.init("payer", .string(fee.payer))) }
        var members: [JSONValue.Member] = [
            .init("account_number", like["account_number"] ?? .null),
            .init("sequence", like["sequence"] ?? .null),
            .init("chain_id", like["chain_id"] ?? .null),
            .init("memo", .string(content.memo)), .init("fee", .object(feeMembers)),
            .init("msgs", .array(messages)),
        ]
        if content.timeoutHeight != 0 {
            members.append(.init("timeout_height", .string("\(content.timeoutHeight)")))
        }
        return String(decoding: AminoJSON.canonical(.object(members)), as: UTF8.self)
    }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .number("\(value)") }
}
