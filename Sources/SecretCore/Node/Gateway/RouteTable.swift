import SecretWire

/// Finds the method behind a REST path. Built once from the schema; words win over placeholders.
struct RouteTable: Sendable {
    /// A method and what the path's placeholders hold, still percent-encoded.
    struct Match {
        let method: Schema.Method
        let bindings: [(field: String, value: Substring)]
    }

    private final class Node: Sendable {
        let words: [Substring: Node]
        let placeholder: Node?
        /// The method that ends here, and its placeholders' fields in order.
        let method: (method: Schema.Method, fields: [String])?
        /// True where the placeholder before the end may hold slashes, as a denomination does.
        let takesRest: Bool

        init(_ routes: [(rest: ArraySlice<Schema.Route.Segment>, route: Schema.Route)]) {
            var words: [Substring: [(ArraySlice<Schema.Route.Segment>, Schema.Route)]] = [:]
            var behind: [(ArraySlice<Schema.Route.Segment>, Schema.Route)] = []
            var ending: Schema.Route?
            for (rest, route) in routes {
                switch rest.first {
                case .literal(let word):
                    words[Substring(word), default: []].append(
                        (rest.dropFirst(), route))
                case .field: behind.append((rest.dropFirst(), route))
                // Of two methods with one path the later wins, as in the gateway.
                case nil: ending = route
                }
            }
            self.words = words.mapValues { Node($0.map { (rest: $0.0, route: $0.1) }) }
            placeholder =
                behind.isEmpty
                ? nil : Node(behind.map { (rest: $0.0, route: $0.1) })
            method = ending.map { route in
                (
                    route.method,
                    route.segments.compactMap { segment in
                        if case .field(let name) = segment { name } else { nil }
                    }
                )
            }
            takesRest = ending.map { $0.segments.last == .field("denom") } ?? false
        }
    }

    private let get: Node
    private let post: Node

    init(_ schema: Schema) {
        func node(_ verb: Schema.Route.Verb) -> Node {
            Node(schema.routes.filter { $0.verb == verb }.map { ($0.segments[...], $0) })
        }
        get = node(.get)
        post = node(.post)
    }

    /// `path` begins with a slash and is still percent-encoded.
    func match(_ verb: Schema.Route.Verb, _ path: Substring) -> Match? {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var bound: [Substring] = []
        guard let found = Self.find(verb == .get ? get : post, parts[...], &bound),
            let method = found.method
        else { return nil }
        return Match(
            method: method.method,
            bindings: zip(method.fields, bound).map { (field: $0, value: $1) })
    }

    private static func find(
        _ node: Node, _ parts: ArraySlice<Substring>, _ bound: inout [Substring]
    ) -> Node? {
        guard let part = parts.first else { return node.method == nil ? nil : node }
        if let next = node.words[part], let found = find(next, parts.dropFirst(), &bound) {
            return found
        }
        guard let next = node.placeholder, !part.isEmpty else { return nil }
        let count = bound.count
        bound.append(part)
        if let found = find(next, parts.dropFirst(), &bound) { return found }
        bound.removeLast(bound.count - count)
        guard next.takesRest, let last = parts.last else { return nil }
        bound.append(part.base[part.startIndex..<last.endIndex])
        return next
    }
}
