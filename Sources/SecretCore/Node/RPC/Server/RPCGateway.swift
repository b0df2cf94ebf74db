internal import SecretBase
internal import SecretWire

/// From an HTTP request to calls and back, without the sockets. Source: chain.md §5.1.
struct RPCGateway: Sendable {
    private let methods: any RPCCaller
    private let limits: RPCLimits

    init(methods: any RPCCaller, limits: RPCLimits) {
        self.methods = methods
        self.limits = limits
    }

    /// Never throws: whatever goes wrong is an answer too.
    func answer(_ request: WebRequest) async -> WebAnswer {
        switch request.path {
        case "/", "": return await posted(request)
        case "/websocket": return Self.text(400, "Bad Request\n")
        default: break
        }
        guard let method = RPCMethod(rawValue: String(request.path.dropFirst())) else {
            return Self.text(404, "404 page not found\n")
        }
        return await asked(method, request)
    }

    /// A body that was not read to its end.
    static func unread(_ why: String) -> WebAnswer {
        let error = RPCError.badRequest("error reading request body: \(why)")
        return WebAnswer(
            status: 400, body: RPCReply(id: nil, result: .failure(error)).bytes)
    }

    /// `GET /block?height=5`.
    private func asked(_ method: RPCMethod, _ request: WebRequest) async -> WebAnswer {
        guard !method.isForSocketsOnly else { return Self.refusal(.unknownMethod, status: 404) }
        var query = URLText.parameters(request.query) ?? []
        if request.header("content-type")?.hasPrefix("application/x-www-form-urlencoded") ?? false {
            let form = String(decoding: request.body, as: UTF8.self)
            query += URLText.parameters(form[...]) ?? []
        }
        do {
            let arguments = try RPCArguments(query: query, for: method)
            let result = try await call(method, arguments)
            let reply = RPCReply(id: .uri, result: .success(result))
            return Self.good(reply.bytes, isLasting: method.isLasting(arguments))
        } catch let error as RPCArgumentError {
            return Self.refusal(
                .badParameters("error converting http params to arguments: \(error)"), status: 500)
        } catch {
            return Self.refusal(.failed("\(error)"), status: 500)
        }
    }

    /// One request or a list of them; without a body, what there is to ask.
    private func posted(_ request: WebRequest) async -> WebAnswer {
        guard !request.body.isEmpty else { return Self.endpoints }
        let requests: [RPCRequest?]
        do { requests = try RPCBody(parsing: request.body, limits: limits).requests } catch {
            // A list that is too long is understood, and refused as a whole.
            let status = error.code == RPCError.notJSON("").code ? 500 : 200
            return WebAnswer(
                status: status, body: RPCReply(id: nil, result: .failure(error)).bytes)
        }
        var replies: [RPCReply] = []
        var isLasting = true
        for case let request? in requests {
            let (reply, lasts) = await answer(request)
            replies.append(reply)
            isLasting = isLasting && lasts
        }
        switch replies.count {
        case 0: return WebAnswer(status: 200, body: [])
        case 1: return Self.good(replies[0].bytes, isLasting: isLasting)
        default:
            return Self.good(
                JSONValue.array(replies.map(\.json)).bytes(.escaped), isLasting: isLasting)
        }
    }

    private func answer(_ request: RPCRequest) async -> (RPCReply, isLasting: Bool) {
        func failure(_ error: RPCError) -> (RPCReply, Bool) {
            (RPCReply(id: request.id, result: .failure(error)), false)
        }
        guard let method = RPCMethod(rawValue: request.method), !method.isForSocketsOnly else {
            return failure(.unknownMethod)
        }
        do {
            let arguments = try RPCArguments(request.parameters, for: method)
            let result = try await call(method, arguments)
            return (
                RPCReply(id: request.id, result: .success(result)), method.isLasting(arguments)
            )
        } catch let error as RPCArgumentError {
            return failure(
                .badParameters("error converting json params to arguments: \(error)"))
        } catch {
            return failure(.failed("\(error)"))
        }
    }

    private func call(_ method: RPCMethod, _ arguments: RPCArguments) async throws -> JSONValue {
        try await methods.call(method, arguments)
    }

    private static func good(_ body: Bytes, isLasting: Bool) -> WebAnswer {
        WebAnswer(
            status: 200, body: body,
            headers: isLasting ? [("Cache-Control", "public, max-age=86400")] : [])
    }

    private static func refusal(_ error: RPCError, status: Int) -> WebAnswer {
        WebAnswer(status: status, body: RPCReply(id: .uri, result: .failure(error)).bytes)
    }

    private static func text(_ status: Int, _ text: String) -> WebAnswer {
        WebAnswer(
            status: status, contentType: "text/plain; charset=utf-8", body: Bytes(text.utf8))
    }

    /// A page for people who look with a browser.
    private static let endpoints: WebAnswer = {
        var page = "<html><body><br>Available endpoints:<br>"
        let methods = RPCMethod.allCases.sorted { $0.rawValue < $1.rawValue }
        for method in methods where method.parameters.isEmpty {
            page += "<a href=\"/\(method.rawValue)\">/\(method.rawValue)</a></br>"
        }
        page += "<br>Endpoints that require arguments:<br>"
        for method in methods where !method.parameters.isEmpty {
            let query = method.parameters.map { $0.name + "=_" }.joined(separator: "&amp;")
            let link = "/\(method.rawValue)?\(query)"
            page += "<a href=\"\(link)\">\(link)</a></br>"
        }
        page += "</body></html>"
        return WebAnswer(status: 200, contentType: "text/html", body: Bytes(page.utf8))
    }()
}

/// Whoever carries calls out.
protocol RPCCaller: Sendable {
    /// The method's result. What it throws is told to the caller as it describes itself.
    func call(_ method: RPCMethod, _ arguments: RPCArguments) async throws -> JSONValue
}
