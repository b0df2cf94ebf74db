package import SecretBase
import SecretChain
package import SecretWire

/// A chain behind a node's REST interface (LCD).
///
/// Answers are read leniently: fields that a newer node adds are ignored, fields that are needed
/// and absent are `ClientError.garbage`.
package struct LCDClient: ChainPort {
    /// The node's address.
    package let url: NodeURL
    private let transport: HTTPTransport

    /// Nothing is opened or loaded before the first question.
    package init(
        _ url: NodeURL, limits: TransportLimits = TransportLimits(),
        userAgent: String = "secretctl"
    ) {
        self.url = url
        transport = HTTPTransport(limits: limits, userAgent: userAgent)
    }

    package func get(_ path: String, query: [QueryItem]) async throws -> JSONValue {
        try await question(HTTPRequest(url: url.url(path, query)), path)
    }

    /// A GET that is answered from the state at `height`.
    package func get(
        _ path: String, query: [QueryItem] = [], at height: Height
    ) async throws -> JSONValue {
        let header = "x-cosmos-block-height: \(height)"
        return try await question(HTTPRequest(url: url.url(path, query), header: header), path)
    }

    /// A POST that changes nothing.
    func ask(_ path: String, _ body: JSONValue) async throws -> JSONValue {
        try await question(HTTPRequest(url: url.url(path, []), body: body.bytes()), path)
    }

    /// A POST with a header of its own, `Name: value`, to a door that is not the network's.
    package func post(
        _ path: String, _ body: JSONValue, header: String
    ) async throws -> JSONValue {
        try await question(
            HTTPRequest(url: url.url(path, []), body: body.bytes(), header: header), path)
    }

    /// Asks again, twice, where the connection breaks at once or a gateway has lost its node for a
    /// moment: a question changes nothing. What cannot be reached at all is not tried again, and
    /// neither is what timed out.
    private func question(
        _ request: HTTPRequest, _ path: String
    ) async throws -> JSONValue {
        let clock = ContinuousClock()
        let start = clock.now
        for pause in Self.questionPauses {
            do {
                return try await asked(request, path)
            } catch let error as ClientError where error.isPassing {
                guard clock.now - start < Self.againWithin else { throw error }
                try await Task.sleep(for: pause)
            }
        }
        return try await asked(request, path)
    }

    private static let questionPauses: [Duration] = [.milliseconds(100), .milliseconds(400)]
    private static let againWithin: Duration = .seconds(2)

    private func asked(_ request: HTTPRequest, _ path: String) async throws -> JSONValue {
        let answer: HTTPAnswer
        do throws(HTTPFault) {
            answer = try await transport.perform(request)
        } catch {
            throw error.ofQuestion(to: url, path, limit: transport.answerBytesMax)
        }
        return try read(answer, path)
    }

    package func broadcast(_ transaction: Bytes) async throws -> BroadcastResult {
        let path = "/cosmos/tx/v1beta1/txs"
        let hash = TransactionHash(of: transaction)
        let body: JSONValue = [
            "tx_bytes": .string(Base64.encode(transaction)), "mode": "BROADCAST_MODE_SYNC",
        ]
        let unknown = { ClientError.unknownOutcome(hash: "\(hash)", why: $0) }
        let answer: HTTPAnswer
        do throws(HTTPFault) {
            answer = try await transport.perform(
                HTTPRequest(url: url.url(path, []), body: body.bytes()))
        } catch {
            switch error {
            case .broken(let why, false): throw ClientError.unreachable(url: "\(url)", why: why)
            case .broken(let why, true): throw unknown(why)
            case .tooLong: throw unknown("\(tooLong(path))")
            case .cancelled(let wasSent):
                throw wasSent ? unknown("interrupted") : CancellationError() as any Error
            case .noLibrary(let why): throw ClientError.noTransport(why)
            }
        }
        // A gateway that lost the node cannot know what became of the transaction.
        if [502, 503, 504].contains(answer.status) { throw unknown("HTTP \(answer.status)") }
        if answer.status >= 300 { _ = try read(answer, path) }
        do {
            return try BroadcastResult(reading: try read(answer, path), path: path, hash: hash)
        } catch {
            throw unknown("\(error)")
        }
    }

    private func tooLong(_ path: String) -> ClientError {
        .tooLong(path: path, limit: transport.answerBytesMax)
    }

    /// The JSON of a good answer; throws the node's own error for another.
    private func read(_ answer: HTTPAnswer, _ path: String) throws(ClientError) -> JSONValue {
        if (300..<400).contains(answer.status) {
            throw .redirected(path: path, to: answer.redirect ?? "an unnamed place")
        }
        let json = try? JSONValue(
            parsing: answer.body, limits: .init(bytes: transport.answerBytesMax))
        guard answer.status == 200 else {
            let message = json?["message"]?.string ?? json?["error"]?.string
            throw .answered(
                status: answer.status, code: json?["code"]?.numberText.flatMap { Int($0) },
                message: message ?? Self.start(of: answer.body), path: path)
        }
        guard let json else {
            throw .garbage(path: path, why: "not JSON: \(Self.start(of: answer.body))")
        }
        return json
    }

    /// The beginning of a text that is no JSON, on one line and without control characters.
    private static func start(of body: Bytes) -> String {
        let text = String(decoding: body.prefix(120), as: UTF8.self)
        let visible = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : String(scalar)
        }
        return visible.isEmpty ? "an empty body" : visible.joined()
    }
}

extension ClientError {
    /// A moment later the same question may have an answer.
    fileprivate var isPassing: Bool {
        switch self {
        case .unanswered: true
        case .answered(let status, _, _, _): [429, 502, 503, 504].contains(status)
        default: false
        }
    }
}
