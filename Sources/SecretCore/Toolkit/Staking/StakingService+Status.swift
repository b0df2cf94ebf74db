internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretKeyring

extension StakingService {
    /// Validators of one account whose signing is asked for; more are listed without it.
    static let conditionsMax = 24

    /// What an account has staked, what it earns, what is on its way back, and how its validators
    /// stand.
    ///
    /// - Parameter whose: an address or the name of a key; nil for the only key there is.
    public func status(of whose: String?) async throws -> StakeStatus {
        let address = try address(whose)
        let chain = chain
        let chainID = try await transactions.requireChain()
        async let delegations = chain.delegations(of: address)
        async let unbondings = chain.unbondings(of: address)
        async let redelegations = chain.redelegations(of: address)
        async let rewards = chain.rewards(of: address)
        async let restakes = chain.restakes(of: address)
        async let available = chain.balance(of: address, in: "uscrt").amount
        async let pace = chain.pace()
        let all = try await chain.validators(status: nil)
        let own = ValidatorAddress(address)
        let (held, leaving) = (try await delegations, try await unbondings)
        let concerned = all.filter { validator in
            validator.address == own || held.contains { $0.validator == validator.address }
                || leaving.contains { $0.validator == validator.address }
        }.sorted {
            ($0.address == own ? 0 : 1, $0.address) < ($1.address == own ? 0 : 1, $1.address)
        }
        let conditions = try await chain.conditions(
            of: Array(concerned.prefix(Self.conditionsMax)), among: all, pace: pace)
        var commission: Int256?
        if concerned.first?.address == own {
            commission = try await chain.commission(of: own).whole(of: "uscrt")
        }
        return try await StakeStatus(
            chainID: chainID, address: address, available: available, delegations: held,
            unbondings: leaving, redelegations: redelegations, rewards: rewards,
            commission: commission, restakes: restakes ?? [], validators: all,
            conditions: conditions, now: pace.time)
    }

    /// What an account's stake has earned and not collected.
    public func rewards(of whose: String?) async throws -> RewardList {
        let address = try address(whose)
        let chainID = try await transactions.requireChain()
        async let rewards = chain.rewards(of: address)
        async let receiver = chain.withdrawAddress(of: address)
        let validators = try await chain.validators(status: nil)
        let own = ValidatorAddress(address)
        let commission =
            validators.contains { $0.address == own } ? try await chain.commission(of: own) : nil
        return try await RewardList(
            chainID: chainID, address: address, rewards: rewards, commission: commission,
            receiver: receiver, validators: validators)
    }

    func address(_ whose: String?) throws -> Address {
        if let whose {
            return whose.hasPrefix(Address.prefix + "1")
                ? try Address(whose) : try tools.keyRecord(named: whose).address
        }
        let records = try Keyring(path: tools.settings.paths.keys).list().records
        guard records.count == 1 else {
            let why = records.isEmpty ? "there is no key here" : "there are several keys here"
            throw TransactionFailure.needs("an address or a key's name", why: why)
        }
        return records[0].address
    }
}
