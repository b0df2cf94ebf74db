import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// The staking queries of contracts.
enum StakingPlugin {
    static func answer(_ query: JSONValue, _ context: LedgerContext) throws(PluginStop) -> Bytes {
        let denom = context.staking.bondDenom
        if query["bonded_denom"] != nil {
            return GoJSON.object([("denom", GoJSON.text(denom))])
        }
        if query["validators"] != nil || query["all_validators"] != nil {
            let validators = try PluginStop.within { () throws(LedgerFault) in
                try context.staking.bondedValidators()
            }
            return GoJSON.object([("validators", GoJSON.list(validators.map(json)))])
        }
        if let all = query["all_delegations"] {
            let delegator = try address(all)
            return try allDelegations(of: delegator, denom, context)
        }
        if let one = query["delegation"] { return try delegation(one, denom, context) }
        if let unbonding = query["unbonding_delegations"] {
            return try unbondings(of: address(unbonding), denom, context)
        }
        guard let one = query["validator"] else {
            throw .unsupported("unknown Staking variant")
        }
        let found: ValidatorAddress
        do { found = try ValidatorAddress(one["address"]?.plainText ?? "") } catch {
            throw .fault(.refused(Refusal(unregistered: error.description)))
        }
        let validator = try PluginStop.within { () throws(LedgerFault) in
            try context.staking.find(found)
        }
        return GoJSON.object([("validator", validator.map(json) ?? GoJSON.null)])
    }

    private static func address(_ query: JSONValue) throws(PluginStop) -> Address {
        let text = query["delegator"]?.plainText ?? ""
        guard let address = try? Address(text) else {
            throw .refused(SDKError.invalidAddress, text)
        }
        return address
    }

    private static func json(_ validator: Validator) -> Bytes {
        let rates = validator.commission.commissionRates
        func text(_ scaled: String) -> Bytes {
            GoJSON.text((Dec(wireText: scaled) ?? .zero).description)
        }
        return GoJSON.object([
            ("address", GoJSON.text(validator.address.description)),
            ("commission", text(rates.rate)), ("max_commission", text(rates.maxRate)),
            ("max_change_rate", text(rates.maxChangeRate)),
        ])
    }

    private static func json(
        _ delegator: String, _ validator: String, _ denom: String, _ amount: String
    ) -> Bytes {
        GoJSON.object([
            ("delegator", GoJSON.text(delegator)), ("validator", GoJSON.text(validator)),
            ("amount", GoJSON.coin(denom, amount)),
        ])
    }

    private static func allDelegations(
        of delegator: Address, _ denom: String, _ context: LedgerContext
    ) throws(PluginStop) -> Bytes {
        let list = try PluginStop.within { () throws(LedgerFault) in
            var list: [Bytes] = []
            for delegation in try context.staking.delegations(of: delegator) {
                let validator = try context.staking.validator(delegation.validator)
                let amount = try validator.tokens(from: delegation.shares).whole()
                list.append(
                    json(
                        delegator.description, delegation.validator.description, denom,
                        amount.description))
            }
            return list
        }
        return GoJSON.object([("delegations", GoJSON.list(list))])
    }

    private static func delegation(
        _ query: JSONValue, _ denom: String, _ context: LedgerContext
    ) throws(PluginStop) -> Bytes {
        let delegator = try address(query)
        let text = query["validator"]?.plainText ?? ""
        guard let address = try? ValidatorAddress(text) else {
            throw .refused(SDKError.invalidAddress, text)
        }
        return try PluginStop.within { () throws(LedgerFault) in
            guard let shares = try context.staking.shares(of: delegator, in: address) else {
                return GoJSON.object([])
            }
            let validator = try context.staking.validator(address)
            let amount = try validator.tokens(from: shares).whole().description
            // What is still arriving must not move on, and the chain then says: nothing can.
            let isReceiving = try context.staking.isReceiving(delegator, address)
            let rewards = try context.distribution.rewardsNow(Party(delegator), address)
            let full = GoJSON.object([
                ("delegator", GoJSON.text(delegator.description)),
                ("validator", GoJSON.text(address.description)),
                ("amount", GoJSON.coin(denom, amount)),
                ("accumulated_rewards", try wholeCoins(rewards)),
                ("can_redelegate", GoJSON.coin(denom, isReceiving ? "0" : amount)),
            ])
            return GoJSON.object([("delegation", full)])
        }
    }

    /// Every denomination is listed, even one of which there is less than one.
    private static func wholeCoins(_ coins: DecCoins) throws(LedgerFault) -> Bytes {
        var list: [Bytes] = []
        for part in coins.parts {
            list.append(GoJSON.coin(part.denom, try part.amount.whole().description))
        }
        return GoJSON.list(list)
    }

    /// One entry a validator, with the last of what unbonds from it, as the chain tells it.
    private static func unbondings(
        of delegator: Address, _ denom: String, _ context: LedgerContext
    ) throws(PluginStop) -> Bytes {
        let list = try PluginStop.within { () throws(LedgerFault) in
            var list: [Bytes] = []
            let prefix = StakingKeys.unbondings(of: delegator)
            for (_, value) in try context.entries(KeyRange(prefix: prefix)) {
                let unbonding = try StakingUnbondingDelegation(stored: value, "unbonding")
                list.append(
                    json(
                        unbonding.delegatorAddress, unbonding.validatorAddress, denom,
                        unbonding.entries.last?.balance ?? ""))
            }
            return list
        }
        return GoJSON.object([("delegations", GoJSON.list(list))])
    }
}
