import SecretBase
import SecretWire

/// What the chain tells a contract about a sub-message: JSON behind the first 64 bytes of the
/// contract's own message. Source: enclave protocol §2.7.
struct HostReply {
    enum Outcome {
        case success(events: JSONValue, data: Bytes?)
        case failure(String)
    }

    /// Sealed id of the callee, or the id's decimal digits.
    let id: Bytes
    let outcome: Outcome
    let wasOriginalSealed: Bool
    let isSealed: Bool

    /// What the callee's enclave signs for the caller's.
    init(sealedID: Bytes, outcome: Outcome) {
        id = sealedID
        self.outcome = outcome
        wasOriginalSealed = true
        isSealed = true
    }

    /// Throws `.deserialisation`.
    init(parsing bytes: Bytes) throws(CallFault) {
        guard let json = try? JSONValue(parsing: bytes),
            let id = json["id"]?.string.flatMap({ try? Base64.decode($0) }),
            let result = json["result"]?.members, result.count == 1, let first = result.first,
            case .bool(let wasOriginalSealed)? = json["was_orig_msg_encrypted"],
            case .bool(let isSealed)? = json["is_encrypted"]
        else { throw .deserialisation }
        self.id = id
        self.wasOriginalSealed = wasOriginalSealed
        self.isSealed = isSealed
        switch (first.name, first.value) {
        case ("ok", let value):
            outcome = .success(
                events: try Self.events(value["events"]), data: try Self.data(value["data"]))
        case ("error", .string(let text)): outcome = .failure(text)
        default: throw .deserialisation
        }
    }

    /// What the callee's enclave signed: the same without events.
    /// `{"id":…,"result":…,"was_orig_msg_encrypted":…,"is_encrypted":…}`.
    var signedText: Bytes {
        let bare: Outcome =
            switch outcome {
            case .success(_, let data): .success(events: [], data: data)
            case .failure: outcome
            }
        return JSONValue.object([
            .init("id", .string(Base64.encode(id))), .init("result", Self.text(of: bare)),
            .init("was_orig_msg_encrypted", .bool(wasOriginalSealed)),
            .init("is_encrypted", .bool(isSealed)),
        ]).bytes()
    }

    /// What the contract reads: `{"id":…,"result":…}`.
    static func contractText(id: UInt64, outcome: Outcome) -> Bytes {
        JSONValue.object([
            .init("id", .number(String(id))), .init("result", text(of: outcome)),
        ]).bytes()
    }

    private static func text(of outcome: Outcome) -> JSONValue {
        switch outcome {
        case .success(let events, let data):
            [
                "ok": [
                    "events": events, "data": data.map { .string(Base64.encode($0)) } ?? .null,
                ]
            ]
        case .failure(let text): ["error": .string(text)]
        }
    }

    private static func data(_ value: JSONValue?) throws(CallFault) -> Bytes? {
        guard let value, value != .null else { return nil }
        guard let data = value.string.flatMap({ try? Base64.decode($0) }) else {
            throw .deserialisation
        }
        return data
    }

    /// Types, keys and values, and nothing else of what the chain may have written.
    private static func events(_ value: JSONValue?) throws(CallFault) -> JSONValue {
        guard let events = value?.array else { throw .deserialisation }
        var clean: [JSONValue] = []
        for event in events {
            guard let type = event["type"]?.string, let attributes = event["attributes"]?.array
            else { throw .deserialisation }
            var pairs: [JSONValue] = []
            for attribute in attributes {
                guard let key = attribute["key"]?.string, let value = attribute["value"]?.string
                else { throw .deserialisation }
                pairs.append(["key": .string(key), "value": .string(value)])
            }
            clean.append(["type": .string(type), "attributes": .array(pairs)])
        }
        return .array(clean)
    }
}

extension OpenedInput {
    /// A reply: the first 64 bytes of the contract's own message, then JSON.
    init(reply bytes: Bytes, keys: EnclaveKeys) throws(CallFault) {
        guard let head = SecretInput(sealed: bytes) else { throw .decryption }
        let reply = try HostReply(parsing: head.payload)
        let channel = keys.channel(for: head)
        guard reply.isSealed else {
            try self.init(plainReply: reply, head: head, channel: channel)
            return
        }
        let outcome = try Self.open(reply.outcome, channel)
        let (id, path) = try Self.open(id: reply.id, channel)
        self.init(
            input: head.with(payload: reply.signedText), channel: channel,
            opened: HostReply.contractText(id: id, outcome: outcome))
        self.path = path
    }

    private init(
        plainReply reply: HostReply, head: SecretInput, channel: MessageChannel
    ) throws(CallFault) {
        guard let id = Self.number(reply.id[...]) else { throw .deserialisation }
        self.init(
            input: head.with(payload: reply.signedText), channel: channel,
            opened: HostReply.contractText(id: id, outcome: reply.outcome))
        isAddressed = false
        sealsOutput = reply.wasOriginalSealed
        // Nobody signs what the chain itself answers.
        checksSignature = false
        checksInput = false
    }

    /// Data and error begin with the caller's code hash, which the sealed id carries too.
    private static func open(
        _ outcome: HostReply.Outcome, _ channel: MessageChannel
    ) throws(CallFault) -> HostReply.Outcome {
        switch outcome {
        case .success(let events, nil): return .success(events: events, data: nil)
        case .success(let events, let sealed?):
            let text = try behindHash(channel.open(sealed))
            guard let data = try? Base64.decode(String(decoding: text, as: UTF8.self)) else {
                throw .deserialisation
            }
            return .success(events: events, data: data)
        case .failure(let text):
            guard let sealed = try? Base64.decode(text) else { throw .serialisation }
            let opened = try behindHash(channel.open(sealed))
            guard let message = String(validating: opened, as: UTF8.self) else {
                throw .deserialisation
            }
            return .failure(message)
        }
    }

    /// hash (64) ‖ headers of the caller's own callers ‖ decimal digits. Returns the number, and
    /// what lies before it.
    private static func open(
        id sealed: Bytes, _ channel: MessageChannel
    ) throws(CallFault) -> (UInt64, path: Bytes) {
        let opened = try channel.open(sealed)
        var rest = try behindHash(opened)
        _ = try ReplyHeader.take(from: &rest)
        guard let id = number(rest) else { throw .deserialisation }
        return (id, Bytes(opened[..<rest.startIndex]))
    }

    /// Throws `.panic` for what is shorter than a hash: there the network's enclave stops.
    private static func behindHash(_ bytes: Bytes) throws(CallFault) -> ArraySlice<UInt8> {
        guard bytes.count >= ReplyHeader.hashCount else { throw .panic }
        return bytes.dropFirst(ReplyHeader.hashCount)
    }

    /// Decimal digits, a plus before them allowed, as Rust reads them.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard let first = digits.first, first != UInt8(ascii: "-") else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self))
    }
}
