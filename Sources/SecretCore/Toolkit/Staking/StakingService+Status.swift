internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretKeyring

extension StakingService {
    /// What an account has staked, what is on its way back, and how its validators stand.
    ///
    /// - Parameter whose: an address or the name of a key; nil for the only key there is.
    public func status(of whose: String?) async throws -> StakeStatus {
        let address = try address(whose)
        let chain = transactions.chain
        let chainID = try await transactions.requireChain()
        async let delegations = chain.delegations(of: address)
        async let unbondings = chain.unbondings(of: address)
        async let validators = chain.validators(status: nil)
        return try await StakeStatus(
            chainID: chainID, address: address, delegations: delegations, unbondings: unbondings,
            validators: validators)
    }

    private func address(_ whose: String?) throws -> Address {
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
