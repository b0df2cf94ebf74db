/// The errors of codespace `gov` that this ledger gives. Source: cosmos-sdk
/// `x/gov/types/errors.go`.
enum GovError: UInt32, RegisteredError {
    case inactiveProposal = 3
    case invalidContent = 5
    case invalidType = 6
    case invalidVote = 7
    case noHandler = 9
    case unroutableMessage = 10
    case noMessages = 11
    case invalidMessage = 12
    case invalidSigner = 13
    case metadataTooLong = 15
    case depositTooSmall = 16
    case invalidProposer = 18
    case votingPeriodEnded = 20
    case invalidProposal = 21
    case summaryTooLong = 22
    case invalidDepositDenom = 23

    static let codespace = "gov"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .inactiveProposal: "inactive proposal"
        case .invalidContent: "invalid proposal content"
        case .invalidType: "invalid proposal type"
        case .invalidVote: "invalid vote option"
        case .noHandler: "no handler exists for proposal type"
        case .unroutableMessage: "proposal message not recognized by router"
        case .noMessages: "no messages proposed"
        case .invalidMessage: "invalid proposal message"
        case .invalidSigner: "expected gov account as only signer for proposal message"
        case .metadataTooLong: "metadata too long"
        case .depositTooSmall: "minimum deposit is too small"
        case .invalidProposer: "invalid proposer"
        case .votingPeriodEnded: "voting period already ended"
        case .invalidProposal: "invalid proposal"
        case .summaryTooLong: "summary too long"
        case .invalidDepositDenom: "invalid deposit denom"
        }
    }
}
