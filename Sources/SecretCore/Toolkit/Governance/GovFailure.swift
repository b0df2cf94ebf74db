public import SecretBase

/// Why a proposal's command does not do what was asked. Nothing was sent.
public enum GovFailure: Failure, Equatable {
    case noProposal(UInt64)
    /// `what` it takes no more of: votes, deposits.
    case closed(UInt64, what: String, status: String)
    case badVote(String, why: String)
    case badFile(String, why: String)
    case notEnoughTime(UInt64, left: String, wanted: String)

    public var code: String {
        switch self {
        case .noProposal: "unknown_proposal"
        case .closed: "proposal_closed"
        case .badVote: "bad_vote"
        case .badFile: "bad_proposal"
        case .notEnoughTime: "too_late"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .noProposal: .missing
        case .closed, .notEnoughTime: .checkFailed
        case .badVote, .badFile: .usage
        }
    }

    public var description: String {
        switch self {
        case .noProposal(let id): "the chain has no proposal \(id)"
        case .closed(let id, let what, let status):
            "proposal \(id) takes no \(what): it is \(status)"
        case .badVote(let text, let why): "'\(text)' is no vote: \(why)"
        case .badFile(let name, let why): "\(name): \(why)"
        case .notEnoughTime(let id, let left, let wanted):
            "voting on proposal \(id) ends in \(left), wanted \(wanted) at least"
        }
    }

    public var hint: String? {
        switch self {
        case .noProposal: "'secretctl gov list' shows them"
        case .badVote: "yes, no, abstain, no_with_veto, or weights such as yes=0.7,no=0.3"
        case .closed, .badFile, .notEnoughTime: nil
        }
    }
}
