import SecretBase
import SecretWire

/// Source: cosmos-sdk `x/bank/types/params.go`.
extension BankParams {
    /// The chain's words for what is wrong, nil when nothing is.
    var problem: String? {
        sendEnabled.isEmpty
            ? nil : "use of send_enabled in params is no longer supported"
    }
}

extension BankMsgUpdateParams: ParameterUpdate {
    static var key: Bytes { BankKeys.parameters }
    var refusal: Refusal? { Self.unregistered(params.problem) }
}
