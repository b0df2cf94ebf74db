import SecretBase
import SecretChain

extension ContractOutput {
    /// More than a contract's whole memory.
    private static let bytesMax = 16 << 20

    /// Reads what a contract returned, the first form that fits: an error, an answer, a v0.10
    /// response, a v1 response, a packet's, a channel's. Throws `.deserialisation`.
    ///
    /// Source: enclave protocol §2.6; an object without `Ok` is a channel's answer, as there.
    init(parsing text: Bytes) throws(CallFault) {
        guard text.count <= Self.bytesMax, let parts = try? OutputParts(text),
            let output = Self.first(of: parts)
        else { throw .deserialisation }
        self = output
    }

    private static func first(of parts: OutputParts) -> ContractOutput? {
        let hasReplyParts = parts.hasReplyParts
        if hasReplyParts, let json = parts[.failure]?.reading({ try $0.value() }) {
            return .failure(String(decoding: json, as: UTF8.self))
        }
        for name in [OutputParts.Name.result, .answer] {
            if let text = parts[name]?.reading({ try $0.text() }) { return .answer(text) }
        }
        guard let result = parts[.result] else {
            return parts.isRepeated(.result) ? nil : .channel(version: nil)
        }
        if hasReplyParts, let legacy = result.reading({ try $0.legacyResponse() }) {
            return .legacy(legacy)
        }
        if hasReplyParts, let response = result.reading({ try $0.response() }) {
            return .response(response)
        }
        return result.reading { try $0.packetResponse() }
            ?? result.reading { .channel(version: try $0.channelVersion()) }
    }
}

/// The members of the outermost object that matter, each as its own text.
private struct OutputParts {
    enum Name: String, CaseIterable {
        case failure = "Err"
        case result = "Ok"
        case answer = "ok"
        case replyID = "internal_msg_id"
        case replySignature = "internal_reply_enclave_sig"
    }

    private var found: [Name: [SerdeReader]] = [:]

    init(_ text: Bytes) throws(SerdeFault) {
        var reader = SerdeReader(text)
        guard try reader.first() == UInt8(ascii: "{") else { throw reader.fault("not an object") }
        try reader.enter()
        var isFirst = true
        while let name = try reader.memberName(isFirst: isFirst) {
            isFirst = false
            try reader.colon()
            _ = try reader.first()
            let start = reader
            try reader.check()
            if let name = Name(rawValue: name) {
                found[name, default: []].append(start)
            }
        }
        reader.advance()
        try reader.finish()
    }

    /// The value of this name, when it occurs once.
    subscript(name: Name) -> SerdeReader? {
        guard let values = found[name], values.count == 1 else { return nil }
        return values[0]
    }

    func isRepeated(_ name: Name) -> Bool { found[name, default: []].count > 1 }

    /// A contract has no business with these two; what it says there must still be bytes or null.
    var hasReplyParts: Bool {
        for name in [Name.replyID, .replySignature] {
            if isRepeated(name) { return false }
            guard let value = self[name] else { continue }
            let isRead = value.reading { reader in
                _ = try reader.optionalBinary()
                return true
            }
            guard isRead == true else { return false }
        }
        return true
    }
}

extension SerdeReader {
    /// Reads a value that was found before; nil when it is of another kind.
    fileprivate func reading<Value>(_ read: (inout SerdeReader) throws -> Value) -> Value? {
        var reader = self
        return try? read(&reader)
    }
}
