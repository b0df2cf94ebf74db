import SecretContract

/// What happened to an account, in the order in which it happened.
enum History {
    private static let entries = Map<JSON>("history")

    /// One thing that happened, with a number of its own.
    struct Entry {
        /// `{"transfer":{…}}`, `{"mint":{…}}`, ….
        let action: JSON
        let isTransfer: Bool
        let amount: UInt128
        let memo: Text?
    }

    /// Gives `entry` the next number and notes it with each of `parties`, which are then saved.
    static func note(
        _ entry: Entry, _ call: Call, with parties: [(CanonicalAddress, Account)]
    ) throws(ContractError) {
        let id = (try Token.lastID.read() ?? 0) + 1
        Token.lastID.set(id)
        var members: [(Text, JSON)] = [
            ("id", JSON(id)), ("action", entry.action), ("coins", JSON(entry.amount)),
        ]
        if let memo = entry.memo { members.append(("memo", JSON(memo))) }
        members.append(("block_time", JSON(call.seconds)))
        members.append(("block_height", JSON(call.height)))
        let record = JSON(members)
        for (owner, account) in parties {
            var account = account
            entries.set(path(owner, account.entries), to: record)
            account.entries += 1
            if entry.isTransfer { account.transfers += 1 }
            account.save(for: owner)
        }
    }

    /// One page of all that happened, the newest first.
    static func page(
        of owner: CanonicalAddress, _ page: UInt64, size: UInt64
    ) throws(ContractError) -> JSON {
        let account = try Account.of(owner)
        let symbol = try Token.symbol.get()
        var found: [JSON] = []
        let (skipped, overflow) = page.multipliedReportingOverflow(by: size)
        var left = overflow || skipped > account.entries ? 0 : account.entries - skipped
        while left > 0, UInt64(found.count) < size {
            left -= 1
            guard let entry = try entries.get(path(owner, left)) else { break }
            found.append(try replacingCoins(of: entry, in: symbol))
        }
        return [
            "transaction_history": ["txs": JSON(found), "total": JSON(account.entries)]
        ]
    }

    /// One page of transfers alone, the newest first.
    static func transfers(
        of owner: CanonicalAddress, _ page: UInt64, size: UInt64
    ) throws(ContractError) -> JSON {
        let account = try Account.of(owner)
        let symbol = try Token.symbol.get()
        var found: [JSON] = []
        let (product, overflow) = page.multipliedReportingOverflow(by: size)
        var skips = overflow ? .max : product
        var left = account.entries
        while left > 0, UInt64(found.count) < size {
            left -= 1
            guard let entry = try entries.get(path(owner, left)) else { break }
            guard let transfer = entry["action"]?["transfer"] else { continue }
            if skips > 0 {
                skips -= 1
            } else {
                found.append(try flattened(entry, transfer, symbol))
            }
        }
        return [
            "transfer_history": ["txs": JSON(found), "total": JSON(account.transfers)]
        ]
    }

    private static func path(_ owner: CanonicalAddress, _ index: UInt64) -> [UInt8] {
        owner.bytes + index.stored
    }

    private static func coins(of entry: JSON, in symbol: Text) throws(ContractError) -> JSON {
        ["denom": JSON(symbol), "amount": JSON(try entry.get("coins", as: UInt128.self))]
    }

    private static func replacingCoins(
        of entry: JSON, in symbol: Text
    ) throws(ContractError) -> JSON {
        var members: [(Text, JSON)] = []
        for (name, value) in try entry.members() {
            members.append((name, name == "coins" ? try coins(of: entry, in: symbol) : value))
        }
        return JSON(members)
    }

    private static func flattened(
        _ entry: JSON, _ transfer: JSON, _ symbol: Text
    ) throws(ContractError) -> JSON {
        var members: [(Text, JSON)] = [
            ("id", try entry.get("id")), ("from", try transfer.get("from")),
            ("sender", try transfer.get("sender")), ("receiver", try transfer.get("recipient")),
            ("coins", try coins(of: entry, in: symbol)),
        ]
        for name in ["memo", "block_time", "block_height"] as [Text] {
            if let value = entry[name] { members.append((name, value)) }
        }
        return JSON(members)
    }
}
