/// What a call of a contract leaves: messages for the chain, words for the log, data for the caller.
public struct Response: Sendable {
    /// One word of the log. Encrypted for the caller unless it says otherwise.
    public struct Attribute: Sendable {
        public let name: Text
        public let value: Text
        public let isEncrypted: Bool

        public init(_ name: Text, _ value: Text, isEncrypted: Bool = true) {
            self.name = name
            self.value = value
            self.isEncrypted = isEncrypted
        }

        var json: JSON {
            ["key": JSON(name), "value": JSON(value), "encrypted": JSON(isEncrypted)]
        }
    }

    /// An event with a name of its own, `wasm-<name>` on the chain; version 1 only.
    public struct Event: Sendable {
        public let name: Text
        public let attributes: [Attribute]

        public init(_ name: Text, _ attributes: [Attribute]) {
            self.name = name
            self.attributes = attributes
        }

        var json: JSON {
            ["type": JSON(name), "attributes": JSON(attributes.map { $0.json })]
        }
    }

    /// When the chain calls the contract's `reply` with what became of a message.
    public enum ReplyOn: Sendable {
        case always, error, success, never

        var json: JSON {
            switch self {
            case .always: "always"
            case .error: "error"
            case .success: "success"
            case .never: "never"
            }
        }
    }

    /// A message, and what the contract wants to hear of it.
    public struct SubMessage: Sendable {
        public let message: Message
        public let id: UInt64
        public let replyOn: ReplyOn
        public let gasLimit: UInt64?

        public init(
            _ message: Message, id: UInt64 = 0, replyOn: ReplyOn = .never, gasLimit: UInt64? = nil
        ) {
            self.message = message
            self.id = id
            self.replyOn = replyOn
            self.gasLimit = gasLimit
        }
    }

    public var messages: [SubMessage] = []
    public var attributes: [Attribute] = []
    public var events: [Event] = []
    public var data: [UInt8]?

    public init() {}

    /// An answer of one JSON value as the response's data.
    public init(data: JSON) { self.data = data.bytes }

    public mutating func add(_ message: Message) { messages.append(SubMessage(message)) }

    /// Asks for `message`, and to be told of it in `reply`; version 1 only.
    public mutating func add(
        _ message: Message, id: UInt64, replyOn: ReplyOn, gasLimit: UInt64? = nil
    ) {
        messages.append(SubMessage(message, id: id, replyOn: replyOn, gasLimit: gasLimit))
    }

    public mutating func log(_ name: Text, _ value: Text) {
        attributes.append(Attribute(name, value))
    }

    /// As `log`, for everybody to read.
    public mutating func logPlain(_ name: Text, _ value: Text) {
        attributes.append(Attribute(name, value, isEncrypted: false))
    }

    /// As the interface writes it. `contract` is whose response it is.
    func json(from contract: Address) -> JSON {
        let data = data.map { JSON(base64: $0) } ?? .null
        #if V010
        return [
            "messages": JSON(messages.map { $0.message.json(from: contract) }),
            "log": JSON(attributes.map { $0.json }), "data": data,
        ]
        #else
        return [
            "messages": JSON(messages.map { $0.json(from: contract) }),
            "attributes": JSON(attributes.map { $0.json }), "events": JSON(events.map { $0.json }),
            "data": data,
        ]
        #endif
    }
}

extension Response.SubMessage {
    func json(from contract: Address) -> JSON {
        [
            "id": JSON(id), "msg": message.json(from: contract),
            "gas_limit": gasLimit.map { JSON($0) } ?? .null, "reply_on": replyOn.json,
        ]
    }
}

/// What became of a message that asked for a reply.
public struct Reply: Sendable {
    public enum Result: Sendable {
        /// The events' JSON, and the data that the message left.
        case success(events: [JSON], data: [UInt8]?)
        case failure(Text)
    }

    public let id: UInt64
    public let result: Result

    init(json: JSON) throws(ContractError) {
        id = try json.get("id")
        let (name, body) = try json.get("result", as: JSON.self).variant()
        switch name {
        case "ok":
            result = .success(
                events: try body.get("events"),
                data: try body.getIfPresent("data", as: Binary.self)?.bytes)
        case "error": result = .failure(try Text(json: body))
        default: throw .parsing(into: "Reply", "unknown variant `\(name)`")
        }
    }
}
