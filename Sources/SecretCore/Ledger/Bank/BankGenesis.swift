import SecretBase
import SecretChain
import SecretWire

/// Source: cosmos-sdk `x/bank/types/genesis.go`, `x/bank/keeper/genesis.go`.
extension BankGenesisState {
    /// No coins, and everybody may send.
    static var usual: BankGenesisState {
        var state = BankGenesisState()
        state.params.defaultSendEnabled = true
        return state
    }

    func check(_ place: GenesisPlace) throws(GenesisError) {
        try place["params"]["send_enabled"].require(
            params.sendEnabled.isEmpty || sendEnabled.isEmpty,
            "send_enabled defined in both the send_enabled field and in params (deprecated)")
        var denoms: Set<String> = []
        for (index, entry) in allSendEnabled.enumerated() {
            try place["send_enabled"][index].require(
                Coin.isDenom(entry.denom) && denoms.insert(entry.denom).inserted,
                "\"\(entry.denom)\" is no denomination or stands there twice")
        }
        try checkSupply(sum: checkBalances(place["balances"]), place["supply"])
        var described: Set<String> = []
        for (index, metadata) in denomMetadata.enumerated() {
            let place = place["denom_metadata"][index]
            try place.require(
                described.insert(metadata.base).inserted,
                "\"\(metadata.base)\" stands there twice")
            if let problem = metadata.problem { throw place.invalid(problem) }
        }
    }

    /// Gives the sum of all balances.
    private func checkBalances(_ place: GenesisPlace) throws(GenesisError) -> Coins {
        var owners: Set<Address> = []
        var sums: [String: Int256] = [:]
        for (index, balance) in balances.enumerated() {
            let place = place[index]
            let owner = try place["address"].read { try Address(balance.address) }
            try place.require(owners.insert(owner).inserted, "\(owner) is listed twice")
            let coins = try place["coins"].read { try Coins(balance.coins) }
            for coin in coins {
                sums[coin.denom] = try place["coins"].read {
                    try (sums[coin.denom] ?? .zero).adding(coin.amount)
                }
            }
        }
        return try place.read {
            let sorted = sums.sorted { $0.key < $1.key }
            return try Coins(summing: sorted.map { try Coin(denom: $0.key, amount: $0.value) })
        }
    }

    private func checkSupply(sum: Coins, _ place: GenesisPlace) throws(GenesisError) {
        guard !supply.isEmpty else { return }
        let told = try place.read { try Coins(supply) }
        try place.require(
            told == sum, "genesis supply is incorrect, expected \(told), got \(sum)")
    }

    /// The older place for these entries is read as well.
    var allSendEnabled: [BankSendEnabled] { sendEnabled + params.sendEnabled }
}

extension BankMetadata {
    /// What the network's coin is called.
    static var scrt: BankMetadata {
        var metadata = BankMetadata()
        metadata.base = "uscrt"
        metadata.display = "scrt"
        metadata.name = "SCRT"
        metadata.symbol = "SCRT"
        metadata.denomUnits = [("uscrt", UInt32(0)), ("scrt", 6)].map { denom, exponent in
            var unit = BankDenomUnit()
            unit.denom = denom
            unit.exponent = exponent
            return unit
        }
        return metadata
    }

    /// The chain's words for what is wrong, nil when nothing is.
    /// Source: cosmos-sdk `x/bank/types/metadata.go`.
    fileprivate var problem: String? {
        if name.allSatisfy(\.isWhitespace) { return "name field cannot be blank" }
        if symbol.allSatisfy(\.isWhitespace) { return "symbol field cannot be blank" }
        if !Coin.isDenom(base) { return "invalid metadata base denom: \(base)" }
        if !Coin.isDenom(display) { return "invalid metadata display denom: \(display)" }
        guard let first = denomUnits.first, first.denom == base, first.exponent == 0 else {
            return "metadata's first denomination unit must be the one with base denom '\(base)'"
        }
        for (lower, higher) in zip(denomUnits, denomUnits.dropFirst())
        where lower.exponent >= higher.exponent || !Coin.isDenom(higher.denom) {
            return "denom units should be sorted asc by exponent"
        }
        guard denomUnits.contains(where: { $0.denom == display }) else {
            return "metadata must contain a denomination unit with display denom '\(display)'"
        }
        return nil
    }
}

extension BankModule {
    /// Balances, the supply that they add up to, and what the coins are called.
    func writeGenesis(_ genesis: BankGenesisState) throws(LedgerFault) {
        for entry in genesis.allSendEnabled {
            try context.write(
                BankKeys.flag(entry.enabled), BankKeys.sendEnabled(entry.denom))
        }
        for balance in genesis.balances {
            do {
                try issue(Coins(balance.coins), to: Party(Address(balance.address)))
            } catch let fault as LedgerFault {
                throw fault
            } catch {
                throw .panic("\(error)")
            }
        }
        for metadata in genesis.denomMetadata {
            try context.write(metadata.stored(), BankKeys.metadata(metadata.base))
        }
    }

    /// The section with which another chain goes on from here; owners in the order of their bytes.
    func genesis() throws(LedgerFault) -> BankGenesisState {
        var genesis = BankGenesisState()
        genesis.params = context.parameters.bank
        var last: Address?
        for (key, value) in try context.records(under: BankKeys.balances) {
            var key = key
            let owner = try key.account()
            if owner != last {
                var balance = BankBalance()
                balance.address = owner.description
                genesis.balances.append(balance)
                last = owner
            }
            let coin = try Self.coin(key, value)
            genesis.balances[genesis.balances.count - 1].coins.append(coin)
        }
        for (key, value) in try context.records(under: BankKeys.supplies) {
            genesis.supply.append(try Self.coin(key, value))
        }
        genesis.denomMetadata = try context.messages(under: BankKeys.metadata, "metadata")
        for (key, value) in try context.records(under: BankKeys.sendEnabled) {
            var entry = BankSendEnabled()
            entry.denom = key.text
            entry.enabled = BankKeys.isSet(value)
            genesis.sendEnabled.append(entry)
        }
        return genesis
    }

    /// A coin whose denomination is the rest of its key.
    private static func coin(_ key: KeyParts, _ amount: Bytes) throws(LedgerFault) -> WireCoin {
        var coin = WireCoin()
        coin.denom = key.text
        coin.amount = try Int256(stored: amount, "amount").description
        return coin
    }
}
