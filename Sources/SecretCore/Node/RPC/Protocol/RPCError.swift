/// A refused call, as JSON-RPC words it. Source: chain.md §5.1.
package struct RPCError: Error, Hashable, Sendable {
    package let code: Int
    package let message: String
    /// The cause; empty where the message says all.
    package let data: String

    /// The request is no JSON, or no request.
    static func notJSON(_ why: String) -> RPCError {
        RPCError(code: -32700, message: "Parse error. Invalid JSON", data: why)
    }

    static func badRequest(_ why: String) -> RPCError {
        RPCError(code: -32600, message: "Invalid Request", data: why)
    }

    static let unknownMethod = RPCError(code: -32601, message: "Method not found", data: "")

    static func badParameters(_ why: String) -> RPCError {
        RPCError(code: -32602, message: "Invalid params", data: why)
    }

    /// What a method throws, whatever is behind it.
    static func failed(_ why: String) -> RPCError {
        RPCError(code: -32603, message: "Internal error", data: why)
    }

    /// The server ends what it had promised, such as a subscription.
    static func server(_ why: String) -> RPCError {
        RPCError(code: -32000, message: "Server error", data: why)
    }
}

/// Why a method gives no result, in the engine's own words.
struct RPCRefusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
