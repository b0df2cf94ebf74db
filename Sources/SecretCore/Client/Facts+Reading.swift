import SecretBase
import SecretChain
import SecretWire

extension ChainAccount {
    /// A base account as it is, and the base account within module and vesting accounts.
    init(reading answer: Answer) throws(ClientError) {
        var base = answer
        for name in ["base_vesting_account", "base_account"] {
            if let inner = base.optional(name) { base = inner }
        }
        var key: PublicKey?
        if let packed = base.optional("pub_key") { key = PublicKey(reading: packed) }
        self.init(
            address: try base.parsed("address") { try Address($0) },
            number: try base.number("account_number"), sequence: try base.number("sequence"),
            publicKey: key, type: answer.textOrEmpty("@type"))
    }
}

extension PublicKey {
    /// Nil for keys of kinds that we do not know: they are shown by nobody and used by nobody.
    init?(reading answer: Answer) {
        guard let key = try? PublicKey(gateway: answer.value) else { return nil }
        self = key
    }
}

extension BroadcastResult {
    init(reading json: JSONValue, path: String, hash: TransactionHash) throws(ClientError) {
        let response = try Answer(json, path).member("tx_response")
        self.init(
            hash: hash, code: try response.number("code"),
            codespace: response.textOrEmpty("codespace"), rawLog: response.textOrEmpty("raw_log"))
        let echoed = response.textOrEmpty("txhash")
        guard echoed.isEmpty || echoed.uppercased() == hash.description else {
            throw response.garbage("speaks of transaction \(echoed)")
        }
    }
}

extension TransactionOutcome {
    init(reading json: JSONValue, path: String) throws(ClientError) {
        let response = try Answer(json, path).member("tx_response")
        var events: [ChainEvent] = []
        for event in try response.list("events") { events.append(try ChainEvent(reading: event)) }
        self.init(
            hash: try response.parsed("txhash") { try TransactionHash($0) },
            height: Height(try response.number("height")), code: try response.number("code"),
            codespace: response.textOrEmpty("codespace"), rawLog: response.textOrEmpty("raw_log"),
            gasWanted: Gas(try response.number("gas_wanted")),
            gasUsed: Gas(try response.number("gas_used")),
            time: response.textOrEmpty("timestamp"), data: try response.hex("data"),
            events: events, answer: json)
    }
}

extension ChainEvent {
    init(reading answer: Answer) throws(ClientError) {
        var attributes: [Attribute] = []
        for attribute in try answer.list("attributes") {
            attributes.append(
                Attribute(
                    key: attribute.textOrEmpty("key"), value: attribute.textOrEmpty("value")))
        }
        self.init(type: try answer.text("type"), attributes: attributes)
    }
}

extension BlockFacts {
    init(reading json: JSONValue, path: String) throws(ClientError) {
        let answer = Answer(json, path)
        let block = try answer.member("block")
        let header = try block.member("header")
        var transactions: [Bytes] = []
        for transaction in try block.optional("data")?.list("txs") ?? [] {
            guard let text = transaction.value.string,
                let bytes = try? Base64.decode(text, bytesMax: 32 << 20)
            else { throw answer.garbage("a transaction is no base64") }
            transactions.append(bytes)
        }
        self.init(
            chainID: try header.text("chain_id"), height: Height(try header.number("height")),
            hash: try answer.member("block_id").base64("hash"),
            appHash: header.optional("app_hash") == nil ? [] : try header.base64("app_hash"),
            time: try header.text("time"), proposer: header.textOrEmpty("proposer_address"),
            transactions: transactions, answer: json)
    }
}

extension ValidatorFacts {
    init(reading answer: Answer) throws(ClientError) {
        let rates = answer.optional("commission")?.optional("commission_rates")
        self.init(
            address: try answer.parsed("operator_address") { try ValidatorAddress($0) },
            moniker: answer.optional("description")?.textOrEmpty("moniker") ?? "",
            status: try answer.text("status"), isJailed: answer.flag("jailed"),
            tokens: try answer.integer("tokens"),
            delegatorShares: answer.textOrEmpty("delegator_shares"),
            commissionRate: rates?.textOrEmpty("rate") ?? "",
            consensusKey: answer.optional("consensus_pubkey").flatMap { PublicKey(reading: $0) },
            answer: answer.value)
    }
}

extension DelegationFacts {
    init(reading answer: Answer) throws(ClientError) {
        let delegation = try answer.member("delegation")
        self.init(
            delegator: try delegation.parsed("delegator_address") { try Address($0) },
            validator: try delegation.parsed("validator_address") { try ValidatorAddress($0) },
            shares: try delegation.text("shares"), balance: try answer.coin("balance"))
    }
}

extension UnbondingFacts {
    init(reading answer: Answer) throws(ClientError) {
        var entries: [Entry] = []
        for entry in try answer.list("entries") {
            entries.append(
                Entry(
                    creationHeight: Height(try entry.number("creation_height")),
                    completionTime: try entry.text("completion_time"),
                    initialBalance: try entry.integer("initial_balance"),
                    balance: try entry.integer("balance")))
        }
        self.init(
            delegator: try answer.parsed("delegator_address") { try Address($0) },
            validator: try answer.parsed("validator_address") { try ValidatorAddress($0) },
            entries: entries)
    }
}
