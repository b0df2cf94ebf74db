internal import NIOCore
internal import SecretBase
internal import SecretStorage
internal import SecretWire
internal import Synchronization

/// What one client wants to be told of.
struct Subscription: Sendable {
    /// Names the messages: that of the request.
    let id: RPCIdentifier
    /// As the client wrote it.
    let text: String
    let query: SearchQuery
    /// Height of the chain when it was made; what was before is not told.
    let since: Int64

    /// The frame that tells of an event; all but its beginning is shared with other subscribers.
    func message(_ event: ChainEvent) -> [ByteBuffer] {
        let start =
            "{\"jsonrpc\":\"2.0\",\"id\":\(id.json.text(.escaped)),\"result\":{\"query\":"
            + JSONValue.string(text).text(.escaped)
        return SocketFrame.parts(.text, Bytes(start.utf8), rest: event.tail)
    }
}

/// The subscriptions of one websocket.
final class Subscriptions: Sendable {
    private struct State {
        var subscriptions: [Subscription] = []
        /// Whether somebody tells of them already.
        var isTold = false
    }

    private let state = Mutex(State())

    /// In the order in which they were made.
    var all: [Subscription] { state.withLock { $0.subscriptions } }

    /// A query as subscriptions are made and ended with.
    static func query(_ text: String) throws(RPCRefusal) -> SearchQuery {
        do { return try SearchQuery(parsing: text) } catch {
            switch error {
            case .tooLong: throw RPCRefusal(error.description)
            case .syntax(let what): throw RPCRefusal("failed to parse query: \(what)")
            }
        }
    }

    /// Whether this is the connection's first. Throws in the engine's words.
    func add(
        _ text: String, id: RPCIdentifier, after height: Int64, max: Int
    ) throws(RPCRefusal) -> Bool {
        guard state.withLock({ $0.subscriptions.count < max }) else {
            throw RPCRefusal("max_subscriptions_per_client \(max) reached")
        }
        let query = try Self.query(text)
        let isFirst: Bool? = state.withLock { state in
            guard !state.subscriptions.contains(where: { $0.query == query }) else { return nil }
            state.subscriptions.append(
                Subscription(id: id, text: text, query: query, since: height))
            defer { state.isTold = true }
            return !state.isTold
        }
        guard let isFirst else { throw RPCRefusal("already subscribed") }
        return isFirst
    }

    func remove(_ query: SearchQuery) throws(RPCRefusal) {
        let isThere = state.withLock { state in
            let before = state.subscriptions.count
            state.subscriptions.removeAll { $0.query == query }
            return state.subscriptions.count < before
        }
        guard isThere else { throw RPCRefusal("subscription not found") }
    }

    /// `forgetting`: nobody tells of them any more, the next is the first again.
    func removeAll(forgetting: Bool = false) throws(RPCRefusal) {
        let isThere = state.withLock { state in
            if forgetting { state.isTold = false }
            defer { state.subscriptions = [] }
            return !state.subscriptions.isEmpty
        }
        guard isThere else { throw RPCRefusal("subscription not found") }
    }
}
