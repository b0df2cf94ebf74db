internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

/// `query tx`.
public struct TransactionDescription: Answer {
    let outcome: TransactionOutcome

    init(_ outcome: TransactionOutcome) { self.outcome = outcome }

    private var body: JSONValue? { outcome.answer["tx"]?["body"] }
    private var fee: JSONValue? { outcome.answer["tx"]?["auth_info"]?["fee"] }
    private var messages: [JSONValue] { body?["messages"]?.array ?? [] }

    public var fields: AnswerValue {
        [
            "tx_hash": .text("\(outcome.hash)"), "height": .integer(outcome.height.number),
            "time": .text(outcome.time), "code": .unsigned(UInt64(outcome.code)),
            "codespace": .text(outcome.codespace), "raw_log": .text(outcome.rawLog),
            "gas_wanted": .unsigned(outcome.gasWanted.units),
            "gas_used": .unsigned(outcome.gasUsed.units),
            "fee": fee?["amount"].map(AnswerValue.document) ?? .list([]),
            "memo": .text(body?["memo"]?.string ?? ""),
            "messages": .list(messages.map(AnswerValue.document)),
            "events": .list(outcome.events.map(AnswerValue.event)),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let result =
            outcome.code == 0
            ? "succeeded" : "failed: \(outcome.codespace) \(outcome.code), the fee is spent"
        let paid = (fee?["amount"]?.array ?? []).compactMap { coin -> String? in
            guard let amount = coin["amount"]?.string.flatMap(Int256.init),
                let denom = coin["denom"]?.string
            else { return nil }
            return Money.text(amount, denom)
        }
        var rows = [
            ("transaction", "\(outcome.hash)"), ("result", result),
            ("height", "\(outcome.height)"), ("time", outcome.time),
            ("gas", "\(outcome.gasUsed) used of \(outcome.gasWanted)"),
            ("fee", paid.joined(separator: ", ")), ("memo", body?["memo"]?.string ?? ""),
        ]
        if outcome.code != 0 { rows.append(("log", outcome.rawLog)) }
        let texts = messages.map { Self.text(of: $0, in: style) }
        return ([FieldList(rows).text(in: style)] + texts).joined(separator: "\n\n")
    }

    /// A message's fields in a block of their own, the type first.
    private static func text(of message: JSONValue, in style: TextStyle) -> String {
        FieldList(
            (message.members ?? []).map { member in
                (member.name == "@type" ? "message" : member.name, plain(member.value))
            }
        ).text(in: style)
    }

    private static func plain(_ value: JSONValue) -> String {
        if let text = value.string { return text }
        if let denom = value["denom"]?.string, let amount = value["amount"]?.string {
            return Int256(amount).map { Money.text($0, denom) } ?? amount + denom
        }
        if let list = value.array, !list.isEmpty {
            return list.map(plain).joined(separator: ", ")
        }
        return value == .array([]) || value == .null ? "" : value.text()
    }
}

/// `query block`.
public struct BlockDescription: Answer {
    let block: BlockFacts

    init(_ block: BlockFacts) { self.block = block }

    private var hashes: [String] { block.transactions.map { "\(TransactionHash(of: $0))" } }

    public var fields: AnswerValue {
        [
            "chain_id": .text(block.chainID), "height": .integer(block.height.number),
            "hash_hex": .text(Hex.encode(block.hash)),
            "app_hash_hex": .text(Hex.encode(block.appHash)), "time": .text(block.time),
            "proposer": .text(block.proposer),
            "tx_count": .integer(Int64(block.transactions.count)), "tx_hashes": .texts(hashes),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let list = FieldList([
            ("chain id", block.chainID), ("height", "\(block.height)"), ("time", block.time),
            ("hash", Hex.encode(block.hash)), ("app hash", Hex.encode(block.appHash)),
            ("proposer", block.proposer), ("transactions", "\(block.transactions.count)"),
        ]).text(in: style)
        return ([list] + hashes.map { "  " + $0 }).joined(separator: "\n")
    }
}
