internal import SecretBase
internal import SecretWire

/// One call: `{"jsonrpc":"2.0","id":1,"method":"block","params":{"height":"5"}}`.
struct RPCRequest: Hashable, Sendable {
    let id: RPCIdentifier
    let method: String
    /// An object, or a list by position; nil where there are none.
    let parameters: JSONValue?

    /// Nil for a notification: a request without an id, of which nothing is told.
    init?(_ json: JSONValue) throws(RPCError) {
        guard json.members != nil else {
            throw .notJSON("error unmarshaling request: wanted an object")
        }
        guard let id = try RPCIdentifier.read(json["id"]) else { return nil }
        guard let method = json["method"]?.string else {
            throw .notJSON("error unmarshaling request: method is no string")
        }
        self.id = id
        self.method = method
        let parameters = json["params"]
        self.parameters = parameters == .null ? nil : parameters
    }
}

/// What a POST holds: one request or several.
struct RPCBody: Sendable {
    /// In their order; nil for a notification.
    let requests: [RPCRequest?]

    /// Throws the error that answers the whole body. `countMax` bounds a list.
    init(parsing body: Bytes, limits: RPCLimits) throws(RPCError) {
        let json: JSONValue
        do { json = try JSONValue(parsing: body, limits: limits.json) } catch {
            throw .notJSON("error unmarshaling request: \(error)")
        }
        guard let list = json.array else {
            requests = [try RPCRequest(json)]
            return
        }
        guard list.count <= limits.batch else {
            throw .badRequest(
                "batch request exceeds maximum (\(limits.batch)) allowed number of requests")
        }
        var requests: [RPCRequest?] = []
        for element in list { requests.append(try RPCRequest(element)) }
        self.requests = requests
    }
}
