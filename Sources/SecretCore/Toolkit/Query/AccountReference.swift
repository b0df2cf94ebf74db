internal import SecretBase
public import SecretChain
internal import SecretKeyring

extension Toolbox {
    /// The account that a word of the command line names: an address, or the name of a key.
    public func accountAddress(of text: String) throws -> Address { try account(named: text) }

    /// The account that a person named: by an address, by its validator's address, by the name of a
    /// key, or by nothing where there is one key only.
    ///
    /// No passphrase is needed. Throws `AddressError`, `KeyringError`, `QueryFailure.noKeyChosen`.
    package func account(named text: String?) throws -> Address {
        let keyring = Keyring(path: settings.paths.keys)
        guard let text else {
            let records = try keyring.list().records
            guard records.count == 1 else { throw QueryFailure.noKeyChosen(count: records.count) }
            return records[0].address
        }
        if text.hasPrefix(ValidatorAddress.prefix + "1") {
            return Address(operator: try ValidatorAddress(text))
        }
        if text.hasPrefix(Address.prefix + "1") { return try Address(text) }
        return try keyring.record(of: KeyName(text)).address
    }
}
