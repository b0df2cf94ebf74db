internal import SecretBase
internal import SecretWire

/// The answer to one request.
struct RPCReply: Sendable {
    /// Nil where the request could not be read far enough.
    let id: RPCIdentifier?
    let result: Result<JSONValue, RPCError>

    /// `{"jsonrpc":"2.0","id":1,"result":{…}}`, escaped as Go's encoder does.
    var json: JSONValue {
        var members = [JSONValue.Member("jsonrpc", "2.0")]
        if let id { members.append(.init("id", id.json)) }
        switch result {
        case .success(let value): members.append(.init("result", value))
        case .failure(let error):
            var parts: [JSONValue.Member] = [
                .init("code", .number("\(error.code)")), .init("message", .string(error.message)),
            ]
            if !error.data.isEmpty { parts.append(.init("data", .string(error.data))) }
            members.append(.init("error", .object(parts)))
        }
        return .object(members)
    }

    var bytes: Bytes { json.bytes(.escaped) }
}
