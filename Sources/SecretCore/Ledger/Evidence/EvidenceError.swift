/// The errors of codespace `evidence`. Source: cosmos-sdk `x/evidence/types/errors.go`.
enum EvidenceError: UInt32, RegisteredError {
    case noHandler = 2
    case invalid = 3
    case exists = 5

    static let codespace = "evidence"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .noHandler: "unregistered handler for evidence type"
        case .invalid: "invalid evidence"
        case .exists: "evidence already exists"
        }
    }
}
