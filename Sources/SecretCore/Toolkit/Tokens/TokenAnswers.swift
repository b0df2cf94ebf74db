internal import SecretBase
internal import SecretChain
internal import SecretWire

/// A token, by its own words.
public struct TokenDescription: Answer {
    let token: Address
    let info: TokenInfo
    let codeHash: CodeHash
    /// What may be done with it; nil where the token does not say.
    let config: JSONValue?

    public var fields: AnswerValue {
        [
            "token": .text("\(token)"), "name": .text(info.name), "symbol": .text(info.symbol),
            "decimals": .integer(Int64(info.decimals)),
            "total_supply": .optional(info.totalSupply),
            "code_hash": .text("\(codeHash)"),
            "config": config.map { .document($0) } ?? .null,
        ]
    }

    public func text(in style: TextStyle) -> String {
        let enabled = ["deposit", "redeem", "mint", "burn"].filter {
            config?["\($0)_enabled"] == .bool(true)
        }
        return FieldList([
            ("token", "\(token)"), ("name", info.name), ("symbol", info.symbol),
            ("decimals", "\(info.decimals)"),
            ("supply", info.totalSupply.map { info.text($0) } ?? "not told"),
            ("enabled", enabled.joined(separator: ", ")), ("code hash", "\(codeHash)"),
        ]).text(in: style)
    }
}

/// What a holder has of a token.
public struct TokenBalance: Answer {
    let token: Address
    let holder: String
    let info: TokenInfo
    /// In the smallest unit.
    let amount: String

    public var fields: AnswerValue {
        [
            "token": .text("\(token)"), "address": .text(holder), "amount": .text(amount),
            "denom": .text(info.symbol), "decimals": .integer(Int64(info.decimals)),
            "display": .text(info.text(amount)),
        ]
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("account", holder), ("token", "\(token)"), ("balance", info.text(amount)),
        ]).text(in: style)
    }
}

/// What came and went.
public struct TokenHistory: Answer {
    let token: Address
    let holder: String
    let info: TokenInfo
    /// As the token writes them, newest first.
    let entries: [JSONValue]
    /// Of all pages; nil where the token does not say.
    let total: UInt64?

    public var fields: AnswerValue {
        [
            "token": .text("\(token)"), "address": .text(holder), "denom": .text(info.symbol),
            "decimals": .integer(Int64(info.decimals)),
            "total": total.map { .unsigned($0) } ?? .null,
            "entries": .list(entries.map(AnswerValue.document)),
        ]
    }

    public func text(in style: TextStyle) -> String {
        guard !entries.isEmpty else { return "nothing came and nothing went" }
        return Table(
            [
                .init("id", .right), .init("what"), .init("amount", .right), .init("with"),
                .init("memo"),
            ],
            rows: entries.map { entry in
                [
                    entry["id"]?.numberText ?? "", kind(of: entry),
                    info.text(entry["coins"]?["amount"]?.numberText ?? ""), other(in: entry),
                    entry["memo"]?.string ?? "",
                ]
            }
        ).text(in: style)
    }

    /// The part of an entry that says what it was: `{"transfer":{…}}`, or the older form itself.
    private func action(in entry: JSONValue) -> JSONValue.Member? {
        if let member = entry["action"]?.members?.first { return member }
        return entry["from"] == nil ? nil : JSONValue.Member("transfer", entry)
    }

    private func kind(of entry: JSONValue) -> String {
        guard let action = action(in: entry) else { return "" }
        guard action.name == "transfer" else { return action.name }
        return from(action.value) == holder ? "sent" : "received"
    }

    private func from(_ action: JSONValue) -> String {
        action["from"]?.string ?? action["sender"]?.string ?? ""
    }

    private func other(in entry: JSONValue) -> String {
        guard let action = action(in: entry)?.value else { return "" }
        let receiver = action["recipient"]?.string ?? action["receiver"]?.string ?? ""
        return from(action) == holder ? receiver : from(action)
    }
}

/// A signed permit.
public struct PermitAnswer: Answer {
    let permit: Permit
    let path: String?

    public var fields: AnswerValue {
        [
            "permit": .document(permit.json), "address": .text(permit.holder),
            "path": .optional(path),
        ]
    }

    /// The permit alone, for a file or a pipe.
    public func text(in style: TextStyle) -> String {
        path.map { "the permit is in \($0)" } ?? permit.json.text(.indented(2))
    }
}

/// Viewing keys kept here; the key itself only where it was asked for.
public struct ViewingKeyAnswer: Answer {
    let holder: String
    let tokens: [String]
    /// What was done; empty for nothing.
    let verb: String
    let key: String?

    public var fields: AnswerValue {
        var fields: [AnswerValue.Field] = [
            .init("address", .text(holder)), .init("tokens", .texts(tokens)),
        ]
        if !verb.isEmpty { fields.append(.init("result", .text(verb))) }
        if let key { fields.append(.init("viewing_key", .text(key))) }
        return .object(fields)
    }

    public func text(in style: TextStyle) -> String {
        if let key { return key }
        guard !tokens.isEmpty else { return "no viewing key is kept for \(holder)" }
        let result = verb.isEmpty ? [] : [("result", verb)]
        return FieldList([("account", holder)] + tokens.map { ("token", $0) } + result)
            .text(in: style)
    }
}
