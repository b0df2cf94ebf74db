import SecretBase
package import SecretWire

/// A node behind CometBFT's JSON-RPC: one call, one answer.
package struct RPCClient: Sendable {
    /// The node's address.
    package let url: NodeURL
    private let transport: HTTPTransport

    /// Nothing is opened or loaded before the first call.
    package init(
        _ url: NodeURL, limits: TransportLimits = TransportLimits(),
        userAgent: String = "secretctl"
    ) {
        self.url = url
        transport = HTTPTransport(limits: limits, userAgent: userAgent)
    }

    /// What `method` gives.
    ///
    /// Throws `ClientError`: `.unreachable` where nothing was sent, `.unanswered` where no whole
    /// answer came, `.answered` with the node's own words, `.garbage` for no JSON-RPC.
    package func call(
        _ method: String, _ parameters: [JSONValue.Member] = []
    ) async throws -> JSONValue {
        let request: JSONValue = [
            "jsonrpc": "2.0", "id": .number("1"), "method": .string(method),
            "params": .object(parameters),
        ]
        let answer: HTTPAnswer
        do throws(HTTPFault) {
            answer = try await transport.perform(
                HTTPRequest(url: url.description + "/", body: request.bytes()))
        } catch {
            throw error.ofQuestion(to: url, method, limit: transport.answerBytesMax)
        }
        return try result(of: answer, method)
    }

    private func result(
        of answer: HTTPAnswer, _ method: String
    ) throws(ClientError) -> JSONValue {
        if (300..<400).contains(answer.status) {
            throw .redirected(path: method, to: answer.redirect ?? "an unnamed place")
        }
        let json = try? JSONValue(
            parsing: answer.body, limits: .init(bytes: transport.answerBytesMax))
        if let error = json?["error"], error != .null {
            let data = error["data"]?.string ?? ""
            throw .answered(
                status: answer.status, code: nil,
                message: data.isEmpty ? error["message"]?.string ?? "an error" : data,
                path: method)
        }
        guard answer.status == 200 else {
            throw .answered(status: answer.status, code: nil, message: "no reason", path: method)
        }
        guard let result = json?["result"] else {
            throw .garbage(path: method, why: "wanted a result of JSON-RPC")
        }
        return result
    }
}

extension HTTPFault {
    /// What it means for a question, which changes nothing at the node.
    func ofQuestion(to url: NodeURL, _ path: String, limit: Int) -> any Error {
        switch self {
        case .broken(let why, false): ClientError.unreachable(url: "\(url)", why: why)
        case .broken(let why, true): ClientError.unanswered(url: "\(url)", why: why)
        case .tooLong: ClientError.tooLong(path: path, limit: limit)
        case .cancelled: CancellationError()
        case .noLibrary(let why): ClientError.noTransport(why)
        }
    }
}
