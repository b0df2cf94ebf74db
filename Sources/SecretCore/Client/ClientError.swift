public import SecretBase

/// Why a question to a node, or a transaction for it, came to nothing.
public enum ClientError: Failure, Equatable {
    /// No connection: nothing was sent.
    case unreachable(url: String, why: String)
    /// A question left and no whole answer came. Questions change nothing.
    case unanswered(url: String, why: String)
    /// A transaction may have left and no answer came.
    case unknownOutcome(hash: String, why: String)
    /// Not in a block when the wait ended.
    case notIncluded(hash: String, seconds: Int)
    /// The node answered with an error: HTTP status, gRPC code where it said one, its text.
    case answered(status: Int, code: Int?, message: String, path: String)
    /// The node's answer cannot be understood.
    case garbage(path: String, why: String)
    /// The answer is longer than the limit.
    case tooLong(path: String, limit: Int)
    /// The node sends us elsewhere, where we do not go.
    case redirected(path: String, to: String)
    /// The URL is none that we talk to.
    case badURL(String, why: String)
    /// The system has no libcurl.
    case noTransport(String)
    /// The node is of another chain.
    case wrongChain(wanted: String, got: String)

    public var code: String {
        switch self {
        case .unreachable: "unreachable"
        case .unanswered: "unanswered"
        case .unknownOutcome: "unknown_outcome"
        case .notIncluded: "not_included"
        case .answered(_, let code, _, _): code == 5 ? "not_found" : "node_error"
        case .garbage: "bad_answer"
        case .tooLong: "answer_too_long"
        case .redirected: "redirected"
        case .badURL: "bad_url"
        case .noTransport: "no_transport"
        case .wrongChain: "wrong_chain"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .unreachable, .unanswered: .unreachable
        case .unknownOutcome, .notIncluded: .unknownOutcome
        case .answered(let status, let code, _, _):
            switch (status, code) {
            case (404, _), (_, 5): .missing
            case (400, _), (_, 3): .usage
            default: .failed
            }
        case .garbage, .tooLong, .redirected, .noTransport: .failed
        case .badURL: .usage
        case .wrongChain: .refused
        }
    }

    public var description: String {
        switch self {
        case .unreachable(let url, let why): "\(url) cannot be reached: \(why); nothing was sent"
        case .unanswered(let url, let why): "\(url) gave no whole answer: \(why)"
        case .unknownOutcome(let hash, let why):
            "transaction \(hash) was sent and no answer came: \(why)"
        case .notIncluded(let hash, let seconds):
            "transaction \(hash) is in no block after \(seconds) seconds"
        case .answered(let status, _, let message, let path):
            "\(path): the node answers \(status): \(message)"
        case .garbage(let path, let why): "\(path): the answer cannot be read: \(why)"
        case .tooLong(let path, let limit): "\(path): the answer is longer than \(limit) bytes"
        case .redirected(let path, let to): "\(path): the node sends us to \(to)"
        case .badURL(let url, let why): "node URL \(url.debugDescription): \(why)"
        case .noTransport(let why): "libcurl.so.4 cannot be loaded: \(why)"
        case .wrongChain(let wanted, let got): "wanted chain \(wanted), the node is of \(got)"
        }
    }

    public var hint: String? {
        switch self {
        case .unreachable(let url, _) where url.contains("//127.0.0.1"):
            "is the node running ('secretctl node run'), and is the address right: "
                + "--node takes its REST, --join its RPC?"
        case .unreachable:
            "is the node running, and is the address right: --node takes its REST, --join its RPC?"
        case .unknownOutcome(let hash, _), .notIncluded(let hash, _):
            "`secretctl tx resume \(hash)` finds out, and sends the same bytes again if need be"
        case .redirected: "give the address that the node redirects to as --node"
        case .noTransport: "install the package libcurl4 (libcurl4t64 on newer systems)"
        case .wrongChain: "give the right --node, or the --chain-id that you mean"
        default: nil
        }
    }

    public var transactionHash: String? {
        switch self {
        case .unknownOutcome(let hash, _), .notIncluded(let hash, _): hash
        default: nil
        }
    }
}
