import SecretBase
import SecretLedger
import SecretWire

/// Refusals as the gateway words them.
///
/// Source: chain specification §4.14.
enum RESTErrors {
    static func answer(_ error: QueryError) -> WebAnswer {
        WebAnswer(
            status: status(of: error.code), body: body(error.code.rawValue, error.message))
    }

    /// A path or method that the gateway does not know.
    static let unknownPath = WebAnswer(status: 501, body: body(12, "Not Implemented"))

    /// A request whose body was not read to its end.
    static func unread(_ status: Int) -> Bytes {
        switch status {
        case 413: body(8, "request body is too large")
        case 408: body(4, "request body did not arrive in time")
        default: body(3, "request body cannot be read")
        }
    }

    static func body(_ code: Int, _ message: String) -> Bytes {
        let error: JSONValue = [
            "code": .number("\(code)"), "message": .string(message), "details": [],
        ]
        return error.bytes(.escaped)
    }

    static func status(of code: QueryError.Code) -> Int {
        switch code {
        case .cancelled: 408
        case .unknown, .internal, .dataLoss: 500
        case .invalidArgument, .failedPrecondition, .outOfRange: 400
        case .deadlineExceeded: 504
        case .notFound: 404
        case .alreadyExists, .aborted: 409
        case .permissionDenied: 403
        case .unauthenticated: 401
        case .resourceExhausted: 429
        case .unimplemented: 501
        case .unavailable: 503
        }
    }
}
