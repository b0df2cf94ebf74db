/// Every message, enumeration, method and route of the network, read once from the descriptors
/// that `scripts/generate-wire.sh` embeds.
package struct Schema: Sendable {
    /// The network's own schema. Read at first use; whoever never asks never pays.
    package static let network = Schema(descriptors: SchemaDescriptors.base64)

    /// Each at the place that its `index` says.
    package let messages: [MessageShape]
    /// Each at the place that a field's `typeIndex` says.
    package let enumerations: [EnumShape]
    /// In the order of the files.
    package let methods: [Method]
    /// In the order of the files; where two have one path, the later counts.
    package let routes: [Route]
    private let messageIndex: [String: Int]
    private let methodIndex: [String: Int]

    /// One remote procedure.
    package struct Method: Sendable {
        /// The gRPC path, e.g. `/cosmos.bank.v1beta1.Query/Balance`.
        package let path: String
        /// Full name of the request.
        package let input: String
        /// Full name of the answer.
        package let output: String

        /// Full name of the service, e.g. `cosmos.bank.v1beta1.Query`.
        package var service: String {
            String(path.dropFirst().prefix { $0 != "/" })
        }

        /// The name within the service, e.g. `Balance`.
        package var name: String { String(path.dropFirst(service.utf8.count + 2)) }
    }

    /// One REST path of a method.
    package struct Route: Sendable {
        /// How a route is called.
        package enum Verb: String, Sendable { case get = "GET", post = "POST" }

        /// A part of the path between slashes.
        package enum Segment: Sendable, Equatable {
            case literal(String)
            /// Binds the request field of this name.
            case field(String)
        }

        /// GET or POST.
        package let verb: Verb
        /// As in the schema, e.g. `/cosmos/bank/v1beta1/balances/{address}`.
        package let template: String
        /// The template's parts, slashes left out.
        package let segments: [Segment]
        /// Whom the route calls.
        package let method: Method
    }

    init(
        messages: [MessageShape], enumerations: [EnumShape], methods: [Method], routes: [Route]
    ) {
        self.messages = messages
        self.enumerations = enumerations
        self.methods = methods
        self.routes = routes
        messageIndex = Dictionary(
            messages.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        methodIndex = Dictionary(
            methods.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The message of this full name, e.g. `cosmos.bank.v1beta1.MsgSend`.
    package func message(_ name: String) -> MessageShape? {
        messageIndex[name].map { messages[$0] }
    }

    /// The message of a type URL, which is a slash and the full name and nothing else.
    package func message(typeURL: String) -> MessageShape? {
        typeURL.utf8.first == UInt8(ascii: "/") ? message(String(typeURL.dropFirst())) : nil
    }

    /// Throws `.unresolvable` when the schema has no such message.
    package func requireMessage(_ name: String) throws(WireError) -> MessageShape {
        guard let shape = message(name) else { throw .unresolvable("/" + name) }
        return shape
    }

    /// The method of a gRPC path, e.g. `/cosmos.bank.v1beta1.Query/Balance`.
    package func method(_ path: String) -> Method? {
        methodIndex[path].map { methods[$0] }
    }
}
