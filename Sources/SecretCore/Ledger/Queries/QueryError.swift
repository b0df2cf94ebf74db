/// A refused query, as a gRPC status: code and message.
///
/// Three transports show it three ways. gRPC shows it as it is. The ABCI query path turns it into
/// a code of codespace `sdk` and a log (`abciCode`, `abciLog`). REST on Secret goes through the
/// ABCI path (gRPC concurrency is off), so its callers see `overREST`.
/// Source: chain specification 0.13, 4.1, 4.14.
package struct QueryError: Error, Hashable, Sendable {
    /// The gRPC status codes.
    package enum Code: Int, Sendable {
        case cancelled = 1
        case unknown = 2
        case invalidArgument = 3
        case deadlineExceeded = 4
        case notFound = 5
        case alreadyExists = 6
        case permissionDenied = 7
        case resourceExhausted = 8
        case failedPrecondition = 9
        case aborted = 10
        case outOfRange = 11
        case unimplemented = 12
        case `internal` = 13
        case unavailable = 14
        case dataLoss = 15
        case unauthenticated = 16

        /// The name that gRPC libraries print, e.g. `NotFound`.
        package var name: String {
            switch self {
            case .cancelled: "Canceled"
            case .unknown: "Unknown"
            case .invalidArgument: "InvalidArgument"
            case .deadlineExceeded: "DeadlineExceeded"
            case .notFound: "NotFound"
            case .alreadyExists: "AlreadyExists"
            case .permissionDenied: "PermissionDenied"
            case .resourceExhausted: "ResourceExhausted"
            case .failedPrecondition: "FailedPrecondition"
            case .aborted: "Aborted"
            case .outOfRange: "OutOfRange"
            case .unimplemented: "Unimplemented"
            case .internal: "Internal"
            case .unavailable: "Unavailable"
            case .dataLoss: "DataLoss"
            case .unauthenticated: "Unauthenticated"
            }
        }
    }

    package let code: Code
    package let message: String
    /// True for an error the chain's handler returns without a gRPC status, such as a bad address.
    package let isPlain: Bool
    /// True for an error that a module of the chain registers, with its own text.
    package let isRegistered: Bool

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
        (isPlain, isRegistered) = (false, false)
    }

    /// An error that a module registers; such errors are `Unknown` over gRPC.
    package init(registered message: String) {
        code = .unknown
        self.message = message
        (isPlain, isRegistered) = (false, true)
    }

    /// An error without a gRPC status; gRPC itself calls such an error `Unknown`.
    package init(plain message: String) {
        code = .unknown
        self.message = message
        (isPlain, isRegistered) = (true, false)
    }

    /// The code, of codespace `sdk`, that the ABCI query path answers with.
    package var abciCode: UInt32 {
        if isPlain { return 18 }
        return switch code {
        case .notFound: 22
        case .invalidArgument, .failedPrecondition: 18
        case .unauthenticated: 4
        default: 6
        }
    }

    /// The log that the ABCI query path answers with.
    package var abciLog: String {
        let text =
            isPlain || isRegistered
            ? message : "rpc error: code = \(code.name) desc = \(message)"
        return switch abciCode {
        case 22: "\(text): key not found"
        case 18: "\(text): invalid request"
        case 4: "\(text): unauthorized"
        default: "\(text): unknown request"
        }
    }

    /// What REST shows of this error after its way through the ABCI query path.
    package var overREST: QueryError {
        // Clients read these texts, and have always read them without the path's own words.
        if isRegistered { return self }
        return switch abciCode {
        case 22: QueryError(.notFound, abciLog)
        case 18: QueryError(.invalidArgument, abciLog)
        case 4: QueryError(.unauthenticated, abciLog)
        default: QueryError(.unknown, abciLog)
        }
    }
}
