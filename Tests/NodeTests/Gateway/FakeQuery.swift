import SecretBase
import SecretLedger
import SecretNode
import SecretWire
import Synchronization

/// A query port that answers what it is told, and remembers what it was asked.
final class FakeQuery: QueryPort {
    struct Question: Sendable {
        let path: String
        let request: Bytes
        let height: Int64?
    }

    private let asked = Mutex<[Question]>([])
    private let reply: @Sendable (Question) throws(QueryError) -> Bytes

    init(_ reply: @escaping @Sendable (Question) throws(QueryError) -> Bytes) {
        self.reply = reply
    }

    /// Answers every question with the empty message.
    convenience init() { self.init { _ in [] } }

    func answer(
        _ path: String, request: Bytes, height: Int64?
    ) async throws(QueryError) -> QueryAnswer {
        let question = Question(path: path, request: request, height: height)
        asked.withLock { $0.append(question) }
        return QueryAnswer(response: try reply(question), height: height ?? 12)
    }

    var questions: [Question] { asked.withLock { $0 } }

    /// The last request as gateway JSON.
    func lastRequest() throws -> String {
        guard let question = questions.last, let method = Schema.network.method(question.path)
        else { return "nothing was asked" }
        return String(
            decoding: try GatewayJSON.encode(question.request, as: method.input), as: UTF8.self)
    }
}
