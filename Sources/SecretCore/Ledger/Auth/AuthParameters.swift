import SecretBase
import SecretWire

/// Source: cosmos-sdk `x/auth/types/params.go`.
extension AuthParams {
    /// The chain's words for what is wrong, nil when nothing is.
    var problem: String? {
        if txSigLimit == 0 { return "invalid tx signature limit: 0" }
        if sigVerifyCostEd25519 == 0 { return "invalid ED25519 signature verification cost: 0" }
        if sigVerifyCostSecp256K1 == 0 {
            return "invalid SECK256k1 signature verification cost: 0"
        }
        if maxMemoCharacters == 0 { return "invalid max memo characters: 0" }
        return txSizeCostPerByte == 0 ? "invalid tx size cost per byte: 0" : nil
    }
}

extension AuthMsgUpdateParams: ParameterUpdate {
    static var key: Bytes { AuthKeys.parameters }
    var refusal: Refusal? { Self.unregistered(params.problem) }
}
