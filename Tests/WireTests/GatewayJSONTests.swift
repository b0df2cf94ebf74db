import Foundation
import SecretBase
import SecretWire
import TestSupport
import Testing

/// One message, as bytes and as gateway JSON.
struct GatewayVector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let type: String
    let wireHex: String
    let json: String
    var testDescription: String { name }

    func wire() throws -> Bytes { try Hex.decode(wireHex) }
}

@Suite struct GatewayJSONTests {
    static let vectors: [GatewayVector] =
        (try? Vectors.load("wire/gateway.json", of: GatewayVector.self)) ?? []

    @Test func theVectorsAreThere() { #expect(Self.vectors.count > 20) }

    @Test("prints what the network's gateway prints", arguments: vectors)
    func encodes(_ vector: GatewayVector) throws {
        let json = try GatewayJSON.encode(try vector.wire(), as: vector.type)
        #expect(String(decoding: json, as: UTF8.self) == vector.json)
    }

    @Test("reads what it prints", arguments: vectors)
    func roundTrip(_ vector: GatewayVector) throws {
        let wire = try GatewayJSON.decode(Bytes(vector.json.utf8), as: vector.type)
        let again = try GatewayJSON.encode(wire, as: vector.type)
        #expect(String(decoding: again, as: UTF8.self) == vector.json)
    }

    @Test("reads camelCase as it reads snake_case", arguments: vectors)
    func camelCase(_ vector: GatewayVector) throws {
        let json = try JSONValue(parsing: Bytes(vector.json.utf8))
        let snake = try GatewayJSON.decode(json, as: vector.type)
        #expect(try GatewayJSON.decode(Self.camelCased(json), as: vector.type) == snake)
    }

    static func camelCased(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(members.map { JSONValue.Member(camelCased($0.name), camelCased($0.value)) })
        case .array(let elements): .array(elements.map(camelCased))
        default: value
        }
    }

    static func camelCased(_ name: String) -> String {
        let parts = name.split(separator: "_")
        return String(parts[0])
            + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    @Test("no truncation of a message brings the encoder down", arguments: vectors)
    func truncated(_ vector: GatewayVector) throws {
        let wire = try vector.wire()
        for count in 0..<wire.count {
            // A cut between two fields leaves a shorter, whole message.
            guard let json = try? GatewayJSON.encode(Bytes(wire.prefix(count)), as: vector.type)
            else { continue }
            #expect(throws: Never.self) { try JSONValue(parsing: json) }
        }
    }

    @Test("no truncation of JSON is a document", arguments: vectors)
    func truncatedJSON(_ vector: GatewayVector) {
        let text = Bytes(vector.json.utf8)
        for count in 0..<text.count {
            #expect(throws: WireError.self) {
                try GatewayJSON.decode(Bytes(text.prefix(count)), as: vector.type)
            }
        }
        #expect(throws: WireError.self) {
            try GatewayJSON.decode(text + [UInt8(ascii: "}")], as: vector.type)
        }
    }

    @Test("a field in a wrong encoding is refused")
    func wrongWireType() {
        #expect(throws: WireError.self) {
            try GatewayJSON.encode([0x08, 0x01], as: "cosmos.base.v1beta1.Coin")
        }
    }

    @Test("a field that the schema lacks is left out of the JSON")
    func unknownField() throws {
        let json = try GatewayJSON.encode([0x98, 0x06, 0x01], as: "cosmos.base.v1beta1.Coin")
        #expect(String(decoding: json, as: UTF8.self) == #"{"denom":"","amount":"0"}"#)
    }

    @Test("a repeated singular message is merged, and of a oneof the last member counts")
    func merging() throws {
        // ModeInfo{single{1}} ‖ ModeInfo{multi{}}: the second member wins.
        let json = try GatewayJSON.encode(
            try Hex.decode("0a020801" + "1200"), as: "cosmos.tx.v1beta1.ModeInfo")
        #expect(
            String(decoding: json, as: UTF8.self) == #"{"multi":{"bitarray":null,"mode_infos":[]}}"#
        )
        // QueryBalanceResponse{balance{denom}} ‖ {balance{amount}}.
        let balance = try GatewayJSON.encode(
            try Hex.decode("0a030a0161" + "0a03120135"),
            as: "cosmos.bank.v1beta1.QueryBalanceResponse")
        #expect(
            String(decoding: balance, as: UTF8.self) == #"{"balance":{"denom":"a","amount":"5"}}"#)
    }

    @Test("an Any of an unknown type is named in the error")
    func unknownAny() {
        let packed = Bytes("\u{a}\u{4}/x.Y".utf8)
        #expect(throws: WireError.unresolvable("/x.Y")) {
            try GatewayJSON.encode(packed, as: "google.protobuf.Any")
        }
        #expect(throws: WireError.unresolvable("/x.Y")) {
            try GatewayJSON.decode(Bytes(#"{"@type":"/x.Y"}"#.utf8), as: "google.protobuf.Any")
        }
    }

    @Test("messages within messages have an end")
    func nesting() {
        var wire = Bytes()
        for _ in 0..<100 {
            var outer = Bytes("\u{a}\u{1d}/cosmos.authz.v1beta1.MsgExec".utf8)
            let inner: Bytes = wire.isEmpty ? [] : [0x12] + Self.length(wire) + wire
            outer += [0x12] + Self.length(inner) + inner
            wire = outer
        }
        #expect(throws: WireError.self) {
            try GatewayJSON.encode(wire, as: "google.protobuf.Any")
        }
    }

    static func length(_ bytes: Bytes) -> Bytes {
        var rest = bytes.count
        var out = Bytes()
        while rest >= 0x80 {
            out.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        return out + [UInt8(rest)]
    }

    @Test(
        "refuses what does not fit the message",
        arguments: [
            (#"{"denom":5}"#, "cosmos.base.v1beta1.Coin"),
            (#"{"amount":"1.5"}"#, "cosmos.base.v1beta1.Coin"),
            (#"{"amount":""}"#, "cosmos.base.v1beta1.Coin"),
            (#"{"other":"x"}"#, "cosmos.base.v1beta1.Coin"),
            (#"[]"#, "cosmos.base.v1beta1.Coin"),
            (#"{"limit":-1}"#, "cosmos.base.query.v1beta1.PageRequest"),
            (#"{"limit":"18446744073709551616"}"#, "cosmos.base.query.v1beta1.PageRequest"),
            (#"{"limit":1.5}"#, "cosmos.base.query.v1beta1.PageRequest"),
            (#"{"key":"*"}"#, "cosmos.base.query.v1beta1.PageRequest"),
            (#"{"count_total":"true"}"#, "cosmos.base.query.v1beta1.PageRequest"),
            (#"{"count_total":true,"countTotal":true}"#, "cosmos.base.query.v1beta1.PageRequest"),
            (#"{"mode":"BROADCAST_MODE_NONE"}"#, "cosmos.tx.v1beta1.BroadcastTxRequest"),
            (#"{"single":{},"multi":{}}"#, "cosmos.tx.v1beta1.ModeInfo"),
            (#"{"unbonding_time":"5"}"#, "cosmos.staking.v1beta1.Params"),
            (#"{"min_commission_rate":"0.0000000000000000001"}"#, "cosmos.staking.v1beta1.Params"),
            (#"{"sender":"cosmos1"}"#, "secret.compute.v1beta1.MsgExecuteContract"),
            (#"{"sender":"x"}"#, "secret.compute.v1beta1.MsgExecuteContract"),
        ])
    func misfits(_ json: String, _ type: String) {
        #expect(throws: WireError.self) { try GatewayJSON.decode(Bytes(json.utf8), as: type) }
    }

    @Test(
        "accepts the spellings that clients use",
        arguments: [
            (#"{"txBytes":"AAE=","mode":"BROADCAST_MODE_SYNC"}"#, "0a0200011002"),
            (#"{"tx_bytes":"AAE","mode":2}"#, "0a0200011002"),
            (#"{"tx_bytes":"AAE=","mode":"2"}"#, "0a0200011002"),
            (#"{"mode":null,"tx_bytes":""}"#, ""),
        ])
    func spellings(_ json: String, _ hex: String) throws {
        let wire = try GatewayJSON.decode(
            Bytes(json.utf8), as: "cosmos.tx.v1beta1.BroadcastTxRequest")
        #expect(Hex.encode(wire) == hex)
    }

    @Test("a bit array may be written as marks")
    func bitArray() throws {
        let type = "cosmos.crypto.multisig.v1beta1.CompactBitArray"
        #expect(
            try GatewayJSON.decode(Bytes(#""xx_""#.utf8), as: type)
                == GatewayJSON.decode(
                    Bytes(#"{"extra_bits_stored":3,"elems":"wA=="}"#.utf8), as: type))
    }

    @Test(
        "whole answers of a real chain survive both ways",
        .enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"))
    func realAnswers() throws {
        let file = SharedVectors.folder.appending(path: "client-vectors.json")
        let vectors = try JSONValue(parsing: Bytes(try Data(contentsOf: file)))["vectors"]?.array
        let bodies = vectors?.filter { $0["kind"] == "tx_decode" }
            .compactMap { $0["input"]?["http_body"] }
        #expect(bodies?.count == 3)
        for json in bodies ?? [] {
            let type = "cosmos.tx.v1beta1.GetTxResponse"
            let again = try JSONValue(
                parsing: try GatewayJSON.encode(try GatewayJSON.decode(json, as: type), as: type))
            #expect(again.sorted.text() == json.sorted.text())
        }
    }
}
