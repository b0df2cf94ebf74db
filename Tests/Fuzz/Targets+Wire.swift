import SecretBase
import SecretWire

extension FuzzTarget {
    private static let send = """
        {"@type":"/cosmos.bank.v1beta1.MsgSend","from_address":"secret1ap26","to_address":"b","amount":\
        [{"denom":"uscrt","amount":"1"}]}
        """
    private static let transaction = """
        {"body":{"messages":[\(send)],"memo":"m","timeout_height":"0","extension_options":[]},\
        "auth_info":{"signer_infos":[{"public_key":{"@type":"/cosmos.crypto.secp256k1.PubKey",\
        "key":"AAAA"},"mode_info":{"single":{"mode":"SIGN_MODE_DIRECT"}},"sequence":"3"}],\
        "fee":{"amount":[],"gas_limit":"200000","payer":"","granter":""}},"signatures":["AA=="]}
        """

    /// JSON, and the transcoder that speaks every encoding.
    static func wire() throws -> [FuzzTarget] {
        let type = "cosmos.tx.v1beta1.Tx"
        let bytes = try GatewayJSON.decode(Bytes(transaction.utf8), as: type)
        return [
            FuzzTarget(
                "json",
                texts: [send, "[1,-2.5e+3,true,null,\"\\u00e9\\ud83d\\ude00\"]", "{}", "\"\""]
            ) { text in
                guard let value = try accepted({ try JSONValue(parsing: Bytes(text.utf8)) }) else {
                    return false
                }
                try FuzzFault.unlessEqual(try JSONValue(parsing: value.bytes()), value)
                return true
            },
            FuzzTarget("gateway-json", texts: [transaction]) { text in
                guard
                    let wire = try accepted({ try GatewayJSON.decode(Bytes(text.utf8), as: type) })
                else { return false }
                // What was read from JSON can be written as JSON, and means the same then.
                guard let shown = try accepted({ try GatewayJSON.encode(wire, as: type) }) else {
                    throw FuzzFault(description: "decoded, but not encoded again")
                }
                try FuzzFault.unlessEqual(try GatewayJSON.decode(shown, as: type), wire)
                return true
            },
            FuzzTarget("gateway-wire", seeds: [bytes]) { bytes in
                try accepted { try GatewayJSON.encode(bytes, as: type) } != nil
            },
            FuzzTarget("amino-wire", seeds: [bytes]) { bytes in
                try accepted { try AminoJSON.encode(bytes, as: type) } != nil
            },
            FuzzTarget("unknown-fields", seeds: [bytes]) { bytes in
                try accepted {
                    try UnknownFields.check(bytes, as: type, allowNonCritical: false)
                } != nil
            },
            FuzzTarget("adr-027", seeds: [bytes]) { bytes in
                try accepted { try TxRawRules.checkADR027(bytes) } != nil
            },
        ]
    }
}
