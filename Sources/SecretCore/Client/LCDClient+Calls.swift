package import SecretBase
package import SecretChain
import SecretWire

extension LCDClient {
    package func node() async throws -> NodeFacts {
        let path = "/cosmos/base/tendermint/v1beta1/node_info"
        let answer = Answer(try await get(path), path)
        let node = try answer.member("default_node_info")
        let application = answer.optional("application_version")
        return NodeFacts(
            chainID: try node.text("network"), moniker: node.textOrEmpty("moniker"),
            engineVersion: node.textOrEmpty("version"),
            applicationName: application?.textOrEmpty("name") ?? "",
            applicationVersion: application?.textOrEmpty("version") ?? "")
    }

    package func account(of address: Address) async throws -> ChainAccount? {
        try await found("/cosmos/auth/v1beta1/accounts/\(address)") { answer in
            try ChainAccount(reading: answer.member("account"))
        }
    }

    package func balances(of address: Address) async throws -> Coins {
        let path = "/cosmos/bank/v1beta1/balances/\(address)"
        let coins = try await pages(path, list: "balances") { try $0.coin() }
        return try Coins(summing: coins)
    }

    package func balance(of address: Address, in denom: String) async throws -> Coin {
        let path = "/cosmos/bank/v1beta1/balances/\(address)/by_denom"
        let answer = try await get(path, query: [QueryItem("denom", denom)])
        return try Answer(answer, path).coin("balance")
    }

    package func simulate(_ transaction: Bytes) async throws -> GasEstimate {
        let path = "/cosmos/tx/v1beta1/simulate"
        let answer = try await ask(path, ["tx_bytes": .string(Base64.encode(transaction))])
        return GasEstimate(
            used: Gas(try Answer(answer, path).member("gas_info").number("gas_used")))
    }

    package func transaction(_ hash: TransactionHash) async throws -> TransactionOutcome? {
        let path = "/cosmos/tx/v1beta1/txs/\(hash)"
        return try await found(path) { answer in
            let outcome = try TransactionOutcome(reading: answer.value, path: path)
            guard outcome.hash == hash else {
                throw answer.garbage("speaks of transaction \(outcome.hash)")
            }
            return outcome
        }
    }

    package func block(at height: Height?) async throws -> BlockFacts {
        let path = "/cosmos/base/tendermint/v1beta1/blocks/\(height?.description ?? "latest")"
        return try BlockFacts(reading: try await get(path), path: path)
    }

    package func validators(status: String?) async throws -> [ValidatorFacts] {
        try await pages(
            "/cosmos/staking/v1beta1/validators", list: "validators",
            query: status.map { [QueryItem("status", $0)] } ?? []
        ) { try ValidatorFacts(reading: $0) }
    }

    package func validator(_ address: ValidatorAddress) async throws -> ValidatorFacts? {
        try await found("/cosmos/staking/v1beta1/validators/\(address)") { answer in
            try ValidatorFacts(reading: answer.member("validator"))
        }
    }

    package func delegations(of address: Address) async throws -> [DelegationFacts] {
        try await pages(
            "/cosmos/staking/v1beta1/delegations/\(address)", list: "delegation_responses"
        ) { try DelegationFacts(reading: $0) }
    }

    package func unbondings(of address: Address) async throws -> [UnbondingFacts] {
        try await pages(
            "/cosmos/staking/v1beta1/delegators/\(address)/unbonding_delegations",
            list: "unbonding_responses"
        ) { try UnbondingFacts(reading: $0) }
    }

    package func sealingKey() async throws -> Bytes {
        let path = "/registration/v1beta1/tx-key"
        let answer = Answer(try await get(path), path)
        let key = try answer.base64("key")
        guard key.count == 32 else { throw answer.garbage("key has \(key.count) bytes, not 32") }
        return key
    }

    /// What `read` makes of the answer; nil when the node says that there is no such thing.
    private func found<Value>(
        _ path: String, _ read: (Answer) throws -> Value
    ) async throws -> Value? {
        let json: JSONValue
        do {
            json = try await get(path)
        } catch ClientError.answered(_, code: 5, _, _) {
            return nil
        }
        return try read(Answer(json, path))
    }

    /// The elements of all pages of a list.
    private func pages<Value>(
        _ path: String, list: String, query: [QueryItem] = [], _ read: (Answer) throws -> Value
    ) async throws -> [Value] {
        var values: [Value] = []
        var key = ""
        for _ in 0..<Self.pagesMax {
            let page = [QueryItem("pagination.limit", "1000")]
            let next = key.isEmpty ? [] : [QueryItem("pagination.key", key)]
            let answer = Answer(try await get(path, query: query + page + next), path)
            // The gateway writes empty lists out: what has none is another server's answer.
            guard answer.value[list] != nil else { throw answer.garbage("\(list) is missing") }
            values += try answer.list(list).map(read)
            key = answer.optional("pagination")?.textOrEmpty("next_key") ?? ""
            if key.isEmpty { return values }
        }
        throw ClientError.garbage(path: path, why: "more than \(Self.pagesMax) pages")
    }

    /// A node that always has another page must not keep us forever.
    private static let pagesMax = 1000
}
