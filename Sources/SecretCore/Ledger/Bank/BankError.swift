/// The errors of codespace `bank`. Source: chain specification §3.2.
enum BankError: UInt32, RegisteredError {
    case noInputs = 2
    case noOutputs = 3
    case inputOutputMismatch = 4
    case sendDisabled = 5
    case duplicateEntry = 8
    case multipleSenders = 9

    static let codespace = "bank"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .noInputs: "no inputs to send transaction"
        case .noOutputs: "no outputs to send transaction"
        case .inputOutputMismatch: "sum inputs != sum outputs"
        case .sendDisabled: "send transactions are disabled"
        case .duplicateEntry: "duplicate entry"
        case .multipleSenders: "multiple senders not allowed"
        }
    }
}
