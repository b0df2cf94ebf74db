internal import SecretBase
internal import SecretChain
internal import SecretWire

/// One message in words.
struct MessageExplanation: Sendable {
    /// Without the slash.
    let type: String
    let words: String
    let notes: [String]
    let isFinal: Bool
    /// Whether this program knows the kind; the words of others say nothing of their effect.
    let isKnown: Bool
    /// Messages within: of others in whose name it acts, or of a proposal.
    let inner: [MessageExplanation]

    /// Messages within messages deeper than this are not looked at.
    private static let depthMax = 8

    /// Reads the chain's JSON with its `@type`.
    init(_ json: JSONValue, depth: Int = 0) {
        let url = json["@type"]?.string ?? ""
        type = url.hasPrefix("/") ? String(url.dropFirst()) : url
        guard let kind = MessageKind.of(type), depth < Self.depthMax else {
            words =
                depth < Self.depthMax
                ? "a message of kind \(type.isEmpty ? "(none given)" : type), which this program "
                    + "does not know"
                : "messages within messages, too deep to look at"
            notes = ["What it does cannot be said: do not sign it unless you know."]
            (isFinal, isKnown, inner) = (true, false, [])
            return
        }
        let names = ["msgs", "messages"]
        inner = (json.members ?? []).filter { names.contains($0.name) }
            .flatMap { $0.value.array ?? [] }.map { MessageExplanation($0, depth: depth + 1) }
        let values = FieldWords(json: json)
        words = values.fill(kind.sentence)
        notes = kind.note.isEmpty ? [] : [values.fill(kind.note)]
        isFinal = kind.isFinal || inner.contains(where: \.isFinal)
        isKnown = inner.allSatisfy(\.isKnown)
    }

    var fields: AnswerValue {
        [
            "type": .text(type), "words": .text(words), "notes": .texts(notes),
            "irreversible": .flag(isFinal), "known": .flag(isKnown),
            "inner": .list(inner.map(\.fields)),
        ]
    }

    /// Label and text of each line.
    func lines(_ label: String) -> [(String, String)] {
        [(label, words)] + notes.map { ("", (isFinal ? "! " : "· ") + $0) }
            + inner.enumerated().flatMap { $0.element.lines("\(label).\($0.offset + 1)") }
    }
}

/// The fields of a message in words.
struct FieldWords {
    let json: JSONValue

    /// The sentence with its `{name}`s replaced; a field that is not there is "nothing".
    func fill(_ sentence: String) -> String {
        var text = ""
        var rest = sentence[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let path = rest[rest.index(after: open)..<close]
            text += words(at: path)
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    private func words(at path: Substring) -> String {
        var value: JSONValue? = json
        for name in path.split(separator: ".") { value = value?[String(name)] }
        let name = path.split(separator: ".").last.map(String.init) ?? ""
        return Self.words(value, named: name)
    }

    private static func words(_ value: JSONValue?, named name: String) -> String {
        guard let value else { return "nothing" }
        switch name {
        case "msg", "init_msg": return sealed(value)
        case "wasm_byte_code":
            return "\(byteCount(value)) bytes"
        case "end_time", "start_time":
            return value.numberText.flatMap { Int64($0) }.map {
                Timestamp(seconds: $0).text(.none)
            } ?? "an unreadable time"
        case "option": return option(value)
        default: break
        }
        switch value {
        case .null: return "no end"
        case .bool(let flag): return flag ? "yes" : "no"
        case .number(let text): return text
        case .string(let text):
            return text.isEmpty || text == "[do-not-modify]" ? none(named: name) : decimal(text)
        case .array(let elements): return list(elements, named: name)
        case .object: return object(value)
        }
    }

    /// The chain's eighteen digits without the idle ones; any other text as it is.
    private static func decimal(_ text: String) -> String {
        guard text.contains("."), let number = Dec(text) else { return text }
        return number.inWords
    }

    private static func none(named name: String) -> String {
        switch name {
        case "moniker", "commission_rate", "min_self_delegation": "as it is"
        case "admin": "nobody"
        default: "nothing"
        }
    }

    private static func list(_ elements: [JSONValue], named name: String) -> String {
        if elements.isEmpty { return "nothing" }
        if name == "msgs" || name == "messages" {
            return elements.count == 1 ? "what follows" : "these \(elements.count) things"
        }
        return elements.map { words($0, named: "") }.joined(separator: ", ")
    }

    private static func object(_ value: JSONValue) -> String {
        if let coin = coin(value) { return coin }
        if let type = value["@type"]?.string { return permission(type, value) }
        if let address = value["address"]?.string, let coins = value["coins"] {
            return "\(address) \(words(coins, named: "coins"))"
        }
        if let seconds = value["length"]?.numberText, let coins = value["amount"] {
            return "\(words(coins, named: "amount")) after \(seconds) seconds"
        }
        if let weight = value["weight"]?.string, let chosen = value["option"] {
            return "\(option(chosen)) \(weight)"
        }
        let parts = (value.members ?? []).map { "\($0.name) \(words($0.value, named: $0.name))" }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }

    private static func coin(_ value: JSONValue) -> String? {
        guard let denom = value["denom"]?.string, let amount = value["amount"]?.string,
            value.members?.count == 2, let number = Int256(amount)
        else { return nil }
        return (try? Coin(denom: denom, amount: number).words) ?? "\(amount) \(denom)"
    }

    /// Of authz and feegrant.
    private static func permission(_ type: String, _ value: JSONValue) -> String {
        let kind = type.split(separator: ".").last.map(String.init) ?? type
        let limit = { (name: String) in
            let text = words(value[name], named: name)
            return text == "nothing" || text == "no end" ? "without limit" : "up to \(text)"
        }
        switch kind {
        case "GenericAuthorization":
            return "any message \(words(value["msg"], named: "kind"))"
        case "SendAuthorization": return "payments \(limit("spend_limit"))"
        case "StakeAuthorization":
            let act = words(value["authorization_type"], named: "").lowercased()
            return "stakes (\(act)) \(limit("max_tokens"))"
        case "BasicAllowance":
            return "\(limit("spend_limit")), until \(words(value["expiration"], named: ""))"
        case "PeriodicAllowance":
            return "\(limit("period_spend_limit")) in each "
                + "\(words(value["period"], named: "period"))"
        case "AllowedMsgAllowance":
            return "for \(words(value["allowed_messages"], named: "")) alone: "
                + words(value["allowance"], named: "")
        default: return "(of kind \(type), which this program does not know)"
        }
    }

    private static func option(_ value: JSONValue) -> String {
        (value.string ?? value.numberText ?? "").replacing("VOTE_OPTION_", with: "")
            .replacing("_", with: " ").lowercased()
    }

    private static func byteCount(_ value: JSONValue) -> Int {
        value.string.flatMap { try? Base64.decode($0, bytesMax: 32 << 20) }?.count ?? 0
    }

    /// A message for a contract: on the chain it is sealed, in a file it may be plain still.
    private static func sealed(_ value: JSONValue) -> String {
        guard value.members == nil else { return value.text() }
        return "sealed (\(byteCount(value)) bytes): only its sender and the contract can read it"
    }
}
