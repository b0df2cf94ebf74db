import SecretBase
import SecretWire
import SwiftProtobuf
import Testing

@Suite struct SchemaTests {
    @Test("knows messages by full name and by type URL, and nothing near them")
    func names() {
        let schema = Schema.network
        #expect(schema.message("cosmos.bank.v1beta1.MsgSend")?.aminoName == "cosmos-sdk/MsgSend")
        #expect(schema.message(typeURL: "/cosmos.bank.v1beta1.MsgSend") != nil)
        #expect(schema.message(typeURL: "cosmos.bank.v1beta1.MsgSend") == nil)
        #expect(schema.message("cosmos.bank.v1beta1.MsgSen") == nil)
        #expect(schema.message("cosmos.tx.v1beta1.ModeInfo.Multi") != nil)
    }

    @Test("every reference between messages leads to the message that it names")
    func references() throws {
        for shape in Schema.network.messages {
            #expect(Schema.network.messages[shape.index] === shape)
            for field in shape.fields where field.kind == .message {
                #expect(Schema.network.messages.indices.contains(field.typeIndex), "\(shape.name)")
            }
            if let signer = shape.signer { #expect(shape.field(named: signer) != nil) }
        }
        let body = try #require(Schema.network.message("cosmos.tx.v1beta1.TxBody"))
        let messages = try #require(body.field(1))
        #expect(Schema.network.messages[messages.typeIndex].name == "google.protobuf.Any")
    }

    @Test("methods know their messages")
    func methods() throws {
        for method in Schema.network.methods {
            #expect(Schema.network.message(method.input) != nil, "\(method.path)")
            #expect(Schema.network.message(method.output) != nil, "\(method.path)")
        }
        let balance = try #require(
            Schema.network.method("/cosmos.bank.v1beta1.Query/Balance"))
        #expect(balance.input == "cosmos.bank.v1beta1.QueryBalanceRequest")
    }

    @Test("every route binds fields that the request has")
    func routes() throws {
        #expect(Schema.network.routes.count > 120)
        for route in Schema.network.routes {
            let input = try #require(Schema.network.message(route.method.input))
            for case .field(let name) in route.segments {
                #expect(input.field(named: name) != nil, "\(route.template)")
            }
        }
        let route = try #require(
            Schema.network.routes.first {
                $0.template == "/cosmos/bank/v1beta1/balances/{address}/by_denom"
            })
        #expect(route.segments.suffix(2) == [.field("address"), .literal("by_denom")])
    }

    @Test("Any is packed and unpacked under the network's type URLs")
    func packing() throws {
        var coin = WireCoin()
        coin.denom = "uscrt"
        let packed = try AnyPacking.pack(coin)
        #expect(packed.typeURL == "/cosmos.base.v1beta1.Coin")
        #expect(try AnyPacking.unpack(packed, as: WireCoin.self) == coin)
        #expect(try AnyPacking.unpack(packed, as: WireFee.self) == nil)
    }
}
