internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretEnclave
internal import SecretWire

/// What contracts gave back for a transaction, opened as far as the sender's key opens it.
struct ContractOutput: Sendable {
    /// One attribute that a contract wrote.
    struct LogEntry: Sendable, Equatable {
        enum State: String, Sendable {
            /// It was sealed, and is opened here.
            case opened
            /// The contract wrote it for everybody.
            case plain
            /// It looks sealed, and does not open with our key.
            case sealed
        }

        let messageIndex: Int
        /// `wasm`, or `wasm-…` for a contract's own events.
        let type: String
        /// Who wrote it; empty where the event does not say.
        let contract: String
        let key: String
        let value: String
        let state: State
    }

    /// The answer to one message.
    struct Response: Sendable, Equatable {
        /// e.g. `/secret.compute.v1beta1.MsgExecuteContractResponse`.
        let type: String
        /// Of a new contract.
        var address: String?
        /// Of stored code.
        var codeID: UInt64?
        /// Nil where the contract gave none.
        var data: Bytes?
        /// The data did not open: they are as the chain has them.
        var isSealed = false
    }

    let responses: [Response]
    let logs: [LogEntry]

    /// - Parameter nonces: of our own sealed messages, by their index; nil for others.
    init(
        data: Bytes, events: [ChainEvent], nonces: [Bytes?], by identity: EncryptionIdentity?
    ) throws {
        responses = try Self.responses(data, nonces, identity)
        var logs: [LogEntry] = []
        for event in events where event.type == "wasm" || event.type.hasPrefix("wasm-") {
            // Without an index, in a chain of one message, there is no doubt whose it is.
            let index = event.value(of: "msg_index").flatMap { Int($0) } ?? 0
            let nonce = nonces.indices.contains(index) ? nonces[index] : nil
            let contract = event.value(of: "contract_address") ?? ""
            for attribute in event.attributes
            where !["msg_index", "contract_address"].contains(attribute.key) {
                logs.append(
                    Self.entry(attribute, in: event.type, index, contract, nonce, identity))
            }
        }
        self.logs = logs
    }

    private static func entry(
        _ attribute: ChainEvent.Attribute, in type: String, _ index: Int, _ contract: String,
        _ nonce: Bytes?, _ identity: EncryptionIdentity?
    ) -> LogEntry {
        var (key, value, state) = (attribute.key, attribute.value, LogEntry.State.plain)
        var openedKey: String?
        var openedValue: String?
        if let nonce, let identity {
            openedKey = try? identity.sealer.open(text: key, nonce: nonce)
            openedValue = try? identity.sealer.open(text: value, nonce: nonce)
        }
        if openedKey != nil || openedValue != nil {
            (key, value, state) = (openedKey ?? key, openedValue ?? value, .opened)
        } else if looksSealed(key), looksSealed(value) {
            state = .sealed
        }
        return LogEntry(
            messageIndex: index, type: type, contract: contract, key: key, value: value,
            state: state)
    }

    /// Base64 of at least a tag, as an enclave writes it.
    private static func looksSealed(_ text: String) -> Bool {
        text.utf8.count >= 24 && (try? Base64.decode(text)).map { $0.count >= 16 } ?? false
    }

    /// `TxMsgData`: the responses lie packed in field 2.
    private static func responses(
        _ data: Bytes, _ nonces: [Bytes?], _ identity: EncryptionIdentity?
    ) throws -> [Response] {
        var responses: [Response] = []
        var fields = FieldReader(data[...])
        while let field = try fields.next() {
            guard field.number == 2, case .bytes(let packed) = field.value else { continue }
            let index = responses.count
            responses.append(
                try response(packed, nonces.indices.contains(index) ? nonces[index] : nil, identity)
            )
        }
        return responses
    }

    private static func response(
        _ packed: ArraySlice<UInt8>, _ nonce: Bytes?, _ identity: EncryptionIdentity?
    ) throws -> Response {
        var (type, value): (String, ArraySlice<UInt8>) = ("", [])
        var fields = FieldReader(packed)
        while let field = try fields.next() {
            switch (field.number, field.value) {
            case (1, .bytes(let bytes)): type = String(decoding: bytes, as: UTF8.self)
            case (2, .bytes(let bytes)): value = bytes
            default: continue
            }
        }
        var response = Response(type: type)
        guard type.hasPrefix(computePrefix) else { return response }
        let dataField = type.hasSuffix("InstantiateContractResponse") ? 2 : 1
        var inner = FieldReader(value)
        while let field = try inner.next() {
            switch field.value {
            case .number(let number) where field.number == 1: response.codeID = number
            case .bytes(let bytes) where field.number == dataField:
                response.data = Bytes(bytes)
            case .bytes(let bytes) where field.number == 1:
                response.address = String(decoding: bytes, as: UTF8.self)
            default: continue
            }
        }
        guard let sealed = response.data, let nonce, let identity else { return response }
        if let opened = try? identity.sealer.open(answer: sealed, nonce: nonce) {
            response.data = opened
        } else {
            response.isSealed = true
        }
        return response
    }

    static let computePrefix = "/secret.compute.v1beta1."
}

extension ContractOutput.Response {
    var fields: [AnswerValue.Field] {
        ContractData(data).fields + [.init("data_sealed", .flag(isSealed))]
    }
}

extension ContractOutput.LogEntry {
    var answer: AnswerValue {
        [
            "key": .text(key), "value": .text(value), "type": .text(type),
            "contract": .text(contract), "msg_index": .integer(Int64(messageIndex)),
            "state": .text(state.rawValue),
        ]
    }

    /// For a person: what stays sealed is said.
    var line: String {
        let name = type == "wasm" ? "" : "\(type): "
        return state == .sealed ? "\(name)sealed for another key" : "\(name)\(key) = \(value)"
    }
}

/// Bytes that a contract answers with: JSON, text, or neither.
struct ContractData: Sendable {
    let bytes: Bytes?

    init(_ bytes: Bytes?) { self.bytes = bytes }

    /// The text, where it is UTF-8 without control characters but spaces and line ends.
    var text: String? {
        guard let bytes, let text = String(validating: bytes, as: UTF8.self),
            !text.unicodeScalars.contains(where: { $0.value < 0x20 && !$0.properties.isWhitespace })
        else { return nil }
        return text
    }

    /// The document, where the bytes are an object or a list in JSON.
    var json: JSONValue? {
        guard let bytes, let first = bytes.first(where: { !$0.isASCIISpace }),
            [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(first)
        else { return nil }
        return try? JSONValue(parsing: bytes)
    }

    var fields: [AnswerValue.Field] {
        [
            .init("data", .optional(bytes.map { Base64.encode($0) })),
            .init("data_hex", .optional(bytes.map { Hex.encode($0) })),
            .init("data_text", .optional(text)),
            .init("data_json", json.map { .raw($0.text()) } ?? .null),
        ]
    }

    /// For a person.
    var words: String {
        guard let bytes, !bytes.isEmpty else { return "" }
        if let json { return json.text(.compact) }
        return text ?? Hex.encode(bytes)
    }
}
