import SecretBase
import SecretWire
import Testing

@Suite struct TxRawRulesTests {
    @Test(
        "refuses what ADR-027 refuses, in the chain's words",
        arguments: [
            ("08ff01", "expected 2 wire type, got 0"),
            ("0d00000000", "expected 2 wire type, got 5"),
            ("12000a00", "txRaw must follow ADR-027, got tagNum 1 after tagNum 2"),
            ("0a000a00", "txRaw must follow ADR-027, got tagNum 1 after tagNum 1"),
            ("1a001200", "txRaw must follow ADR-027, got tagNum 2 after tagNum 3"),
            (
                "0a810000",
                "length prefix varint for tagNum 1 is not as short as possible, read 2, only need 1"
            ),
            (
                "0a808080808000",
                "length prefix varint for tagNum 1 is not as short as possible, read 6, only need 1"
            ),
            ("0a", "invalid length; unexpected EOF"),
            ("0a01", "invalid length; unexpected EOF"),
            ("0a80", "invalid length; unexpected EOF"),
            ("80", "invalid length; unexpected EOF"),
            ("0affffffffffffffffff7f", "invalid length; variable length integer overflow"),
            ("02", "invalid length; invalid field number"),
        ])
    func refuses(_ hex: String, _ text: String) throws {
        let bytes = try Hex.decode(hex)
        #expect(throws: WireError.notCanonical(text)) { try TxRawRules.checkADR027(bytes) }
    }

    @Test("several signatures, and none, are canonical")
    func good() throws {
        let layout = try TxRawRules.checkADR027(try Hex.decode("0a0101120102" + "1a0103" + "1a00"))
        #expect(layout.body == 2..<3)
        #expect(layout.authInfo == 5..<6)
        #expect(layout.signatures == [8..<9, 11..<11])
        #expect(try TxRawRules.checkADR027([]) == TransactionLayout())
    }
}
