public import SecretBase

extension PublicKey {
    /// The amino form: registered prefix, then the length and bytes, or a multisig's fields.
    ///
    /// Source: chain specification §1.2, §1.5.
    public var amino: Bytes {
        switch self {
        case .secp256k1(let bytes): [0xEB, 0x5A, 0xE9, 0x87, UInt8(bytes.count)] + bytes
        case .ed25519(let bytes): [0x16, 0x24, 0xDE, 0x64, UInt8(bytes.count)] + bytes
        case .multisig(let threshold, let keys):
            keys.reduce(into: [0x22, 0xC1, 0xF7, 0xE2] + Self.thresholdField(threshold)) {
                $0.appendField(2, $1.amino)
            }
        }
    }

    private static func thresholdField(_ threshold: UInt32) -> Bytes {
        var field: Bytes = []
        field.appendField(1, UInt64(threshold))
        return field
    }

    /// `{"type":…,"value":…}` in compact canonical JSON, as sign documents and files hold it.
    public var aminoJSON: String {
        switch self {
        case .secp256k1(let bytes): Self.typed("tendermint/PubKeySecp256k1", bytes)
        case .ed25519(let bytes): Self.typed("tendermint/PubKeyEd25519", bytes)
        case .multisig(let threshold, let keys):
            """
            {"type":"tendermint/PubKeyMultisigThreshold","value":{"pubkeys":[\
            \(keys.map(\.aminoJSON).joined(separator: ","))],"threshold":"\(threshold)"}}
            """
        }
    }

    private static func typed(_ name: String, _ bytes: Bytes) -> String {
        #"{"type":"\#(name)","value":"\#(Base64.encode(bytes))"}"#
    }

    /// The chain's JSON as `secretcli keys show` and the REST gateway print it, with `@type`.
    public var gatewayJSON: String {
        switch self {
        case .secp256k1(let bytes), .ed25519(let bytes):
            #"{"@type":"\#(typeURL)","key":"\#(Base64.encode(bytes))"}"#
        case .multisig(let threshold, let keys):
            """
            {"@type":"\(typeURL)","threshold":\(threshold),"public_keys":[\
            \(keys.map(\.gatewayJSON).joined(separator: ","))]}
            """
        }
    }
}
