internal import SecretBase
internal import SecretChain
internal import SecretClient

/// `grant authz list`.
public struct AuthorizationList: Answer {
    let chainID: String
    let address: Address
    let given: [AuthorizationFacts]
    let received: [AuthorizationFacts]

    public var fields: AnswerValue {
        [
            "chain_id": .text(chainID), "address": .text("\(address)"),
            "given": .list(given.map(Self.answer)),
            "received": .list(received.map(Self.answer)),
        ]
    }

    private static func answer(_ grant: AuthorizationFacts) -> AnswerValue {
        [
            "granter": .text("\(grant.granter)"), "grantee": .text("\(grant.grantee)"),
            "msg_type_url": .text(RightWords.typeURL(of: grant.authorization)),
            "right": .text(RightWords.words(grant.authorization)),
            "expiration": .optional(grant.expiration?.text(.none)),
            "authorization": .document(grant.authorization),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let lines =
            given.map { Self.lines("lets", $0.grantee, $0, style) }
            + received.map { Self.lines("may act for", $0.granter, $0, style) }
        return lines.isEmpty
            ? "nothing granted by or to \(address)"
            : lines.joined(separator: "\n\n")
    }

    private static func lines(
        _ verb: String, _ other: Address, _ grant: AuthorizationFacts, _ style: TextStyle
    ) -> String {
        FieldList([
            (verb, "\(other)"), ("what", RightWords.words(grant.authorization)),
            ("until", grant.expiration?.text(.none) ?? "it is taken back"),
        ]).text(in: style)
    }
}

/// `grant feegrant list`.
public struct AllowanceList: Answer {
    let chainID: String
    let address: Address
    let given: [AllowanceFacts]
    let received: [AllowanceFacts]

    public var fields: AnswerValue {
        [
            "chain_id": .text(chainID), "address": .text("\(address)"),
            "given": .list(given.map(Self.answer)),
            "received": .list(received.map(Self.answer)),
        ]
    }

    private static func answer(_ grant: AllowanceFacts) -> AnswerValue {
        [
            "granter": .text("\(grant.granter)"), "grantee": .text("\(grant.grantee)"),
            "terms": .text(RightWords.allowance(grant.allowance)),
            "expiration": .optional(RightWords.end(of: grant.allowance)),
            "allowance": .document(grant.allowance),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let lines =
            given.map { ("pays for", "\($0.grantee)", $0) }
            + received.map { ("is paid by", "\($0.granter)", $0) }
        guard !lines.isEmpty else { return "\(address) pays no fees of others, nor others its own" }
        return lines.map { verb, other, grant in
            FieldList([(verb, other), ("fees", RightWords.allowance(grant.allowance))])
                .text(in: style)
        }.joined(separator: "\n\n")
    }
}
