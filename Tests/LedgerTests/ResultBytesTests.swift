import SecretBase
import SecretLedger
import SecretWire
import SwiftProtobuf
import Testing

struct ResultBytesTests {
    private static let results = [
        TxResult(),
        TxResult(code: 5, codespace: "sdk", log: "insufficient funds: ü"),
        TxResult(
            data: [1, 2, 3], gasWanted: .max, gasUsed: 1 << 40,
            events: [
                Event("", [Event.Attribute("", "")]), Event("empty", [Event.Attribute]()),
                Event("tx", ["fee": "5000uscrt", "fee_payer": "secret1…"]),
                Event("long", ["value": String(repeating: "x", count: 20_000), "": "b"]),
                Event("many", (0..<300).map { Event.Attribute("key\($0)", "\($0 * $0)") }),
            ]),
    ]

    @Test(arguments: results)
    func `a result's bytes are those of its wire form`(_ result: TxResult) throws {
        let bytes: Bytes = try result.wire.serializedBytes()
        #expect(result.wireBytes == bytes)
    }

    @Test(arguments: results)
    func `what is hashed is the deterministic part`(_ result: TxResult) throws {
        var bare = CometAbciExecTxResult()
        (bare.code, bare.data) = (result.wire.code, result.wire.data)
        (bare.gasWanted, bare.gasUsed) = (result.wire.gasWanted, result.wire.gasUsed)
        let bytes: Bytes = try bare.serializedBytes()
        #expect(result.hashedBytes == bytes)
    }
}
