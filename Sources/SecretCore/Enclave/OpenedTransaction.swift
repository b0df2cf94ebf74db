package import SecretBase
import SecretChain
package import SecretWire

/// A transaction of ours as the chain lists it, with all opened that our seed opens.
///
/// Source: clients.md §7 (what secret.js does).
package struct OpenedTransaction: Sendable {
    /// One attribute of an event of a message.
    package struct LogEntry: Hashable, Sendable {
        package let messageIndex: Int
        package let type: String
        package let key: String
        package let value: String
    }

    /// The messages; sealed ones that are ours hold their JSON (or text) in place of base64.
    package let messages: [JSONValue]
    /// What our sealed messages hold, by their index; nil for others.
    package let plaintexts: [PlainMessage?]
    /// The nonces of our sealed messages, by their index: what answers them opens with these.
    package let nonces: [Bytes?]
    /// The log; a sealed error in it is opened.
    package let rawLog: String
    /// Attributes of a successful transaction in order, each once.
    package let log: [LogEntry]
    /// The messages' responses on the wire, with their data opened.
    package let responses: [Bytes]

    /// Reads `{"tx":…,"tx_response":…}`. What does not open stays as it is: it is not ours.
    package init(
        _ answer: JSONValue, opening sealer: borrowing MessageSealer
    ) throws(EnclaveError) {
        let body = answer["tx"]?["body"] ?? answer["tx_response"]?["tx"]?["body"]
        guard let sent = body?["messages"]?.array, let response = answer["tx_response"] else {
            throw .malformed("transaction", "has no messages or no response")
        }
        var messages: [JSONValue] = []
        var (nonces, plaintexts): ([Bytes?], [PlainMessage?]) = ([], [])
        for message in sent {
            let (opened, nonce, plaintext) = Self.open(message, sealer)
            messages.append(opened)
            nonces.append(nonce)
            plaintexts.append(plaintext)
        }
        self.messages = messages
        self.nonces = nonces
        self.plaintexts = plaintexts
        rawLog = Self.open(log: response["raw_log"]?.string ?? "", nonces, sealer)
        let succeeded = response["code"]?.numberText == "0" && rawLog.isEmpty
        log = succeeded ? Self.open(events: response["events"]?.array ?? [], nonces, sealer) : []
        responses = try Self.open(data: response["data"]?.string ?? "", nonces, sealer)
    }

    /// The fields that hold sealed messages.
    private static let sealedFields: Set = ["init_msg", "msg"]

    private static func open(
        _ message: JSONValue, _ sealer: borrowing MessageSealer
    ) -> (JSONValue, nonce: Bytes?, plaintext: PlainMessage?) {
        let type = message["@type"]?.string ?? ""
        guard type.hasPrefix("/secret.compute.v1beta1."), let members = message.members else {
            return (message, nil, nil)
        }
        var opened: [JSONValue.Member] = []
        var (nonce, plaintext): (Bytes?, PlainMessage?) = (nil, nil)
        for member in members {
            guard sealedFields.contains(member.name), let text = member.value.string,
                let bytes = try? Base64.decode(text, bytesMax: SealedMessage.bytesMax),
                let plain = try? sealer.open(message: bytes)
            else {
                opened.append(member)
                continue
            }
            (nonce, plaintext) = (Bytes(bytes[..<32]), plain)
            let value =
                (try? JSONValue(parsing: plain.text))
                ?? .string(String(decoding: plain.text, as: UTF8.self))
            opened.append(.init(member.name, value))
        }
        return (.object(opened), nonce, plaintext)
    }

    private static func open(
        log: String, _ nonces: [Bytes?], _ sealer: borrowing MessageSealer
    ) -> String {
        guard let error = SealedError(in: log),
            let index = error.messageIndex, nonces.indices.contains(index),
            let nonce = nonces[index], let text = try? sealer.open(text: error.sealed, nonce: nonce)
        else { return log }
        return error.text(with: text)
    }

    private static func open(
        events: [JSONValue], _ nonces: [Bytes?], _ sealer: borrowing MessageSealer
    ) -> [LogEntry] {
        var (entries, seen): ([LogEntry], Set<LogEntry>) = ([], [])
        for event in events {
            let type = event["type"]?.string ?? ""
            let attributes = (event["attributes"]?.array ?? []).map {
                (key: $0["key"]?.string ?? "", value: $0["value"]?.string ?? "")
            }
            guard
                let index = attributes.first(where: { $0.key == "msg_index" })
                    .flatMap({ Int($0.value) })
            else { continue }
            let nonce = nonces.indices.contains(index) ? nonces[index] : nil
            for attribute in attributes where attribute.key != "msg_index" {
                var (key, value) = attribute
                if type == "wasm", let nonce {
                    key = (try? sealer.open(text: key, nonce: nonce)) ?? key
                    value = (try? sealer.open(text: value, nonce: nonce)) ?? value
                }
                let entry = LogEntry(
                    messageIndex: index, type: type, key: trimmed(key), value: trimmed(value))
                if seen.insert(entry).inserted { entries.append(entry) }
            }
        }
        return entries
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }

    /// `TxMsgData` in hex: the responses lie packed in field 2.
    private static func open(
        data: String, _ nonces: [Bytes?], _ sealer: borrowing MessageSealer
    ) throws(EnclaveError) -> [Bytes] {
        do {
            var responses: [Bytes] = []
            var fields = FieldReader(try Hex.decode(data, bytesMax: 16 << 20)[...])
            while let field = try fields.next() {
                guard field.number == 2, case .bytes(let packed) = field.value else { continue }
                let nonce =
                    nonces.indices.contains(responses.count) ? nonces[responses.count] : nil
                responses.append(try open(response: packed, nonce, sealer))
            }
            return responses
        } catch {
            throw .malformed("transaction data", "\(error)")
        }
    }

    private static func open(
        response packed: ArraySlice<UInt8>, _ nonce: Bytes?, _ sealer: borrowing MessageSealer
    ) throws -> Bytes {
        var (type, value): (String, ArraySlice<UInt8>) = ("", [])
        var fields = FieldReader(packed)
        while let field = try fields.next() {
            switch (field.number, field.value) {
            case (1, .bytes(let bytes)): type = String(decoding: bytes, as: UTF8.self)
            case (2, .bytes(let bytes)): value = bytes
            default: continue
            }
        }
        guard let nonce, let sealed = sealedField[type] else { return Bytes(value) }
        var opened: Bytes = []
        var inner = FieldReader(value)
        while let field = try inner.next() {
            switch field.value {
            case .number(let number): opened.appendField(field.number, number)
            case .bytes(let bytes):
                let data =
                    field.number == sealed
                    ? (try? sealer.open(answer: Bytes(bytes), nonce: nonce)) ?? Bytes(bytes)
                    : Bytes(bytes)
                opened.appendField(field.number, data)
            }
        }
        return opened
    }

    /// Which field of a response holds sealed data.
    private static let sealedField: [String: UInt64] = [
        "/secret.compute.v1beta1.MsgInstantiateContractResponse": 2,
        "/secret.compute.v1beta1.MsgExecuteContractResponse": 1,
        "/secret.compute.v1beta1.MsgMigrateContractResponse": 1,
    ]
}
