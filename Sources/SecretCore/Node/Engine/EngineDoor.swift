internal import SecretBase
internal import SecretWire

/// How the node's engine is, beside the network's routes: what no REST path of the network says.
///
/// `GET /secretctl/node/v1/engine` → `{"engine": …, "state": …, "finding": …}`; the state is one
/// word (`running`, `catching_up`, `halted`, `diverged`, `silent`), the finding null when all is well.
package struct EngineDoor: Sendable {
    package static let path = "/secretctl/node/v1/engine"

    private let engine: String
    private let health: @Sendable () -> EngineHealth

    /// `health` is asked anew each time, and answers at once.
    init(engine: String, health: @escaping @Sendable () -> EngineHealth) {
        self.engine = engine
        self.health = health
    }

    static func serves(_ path: Substring) -> Bool { path == Self.path[...] }

    func answer(_ request: WebRequest) -> WebAnswer {
        guard request.method == "GET" || request.method == "HEAD" else {
            return RESTErrors.unknownPath
        }
        let health = health()
        let answer: JSONValue = [
            "engine": .string(engine), "state": .string(health.word),
            "finding": health.finding.map { .string($0) } ?? .null,
        ]
        return WebAnswer(status: 200, body: answer.bytes())
    }
}
