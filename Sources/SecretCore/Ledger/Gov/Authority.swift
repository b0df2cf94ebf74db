import SecretBase
import SecretChain

extension LedgerContext {
    /// Throws unless `text` is the address of the gov module, which proposals act as.
    func requireAuthority(_ text: String) throws(LedgerFault) {
        _ = try Party(reading: text, "authority")
        guard text == ModuleAccounts.gov.text else {
            throw .refused(
                GovError.invalidSigner,
                "invalid authority; expected \(ModuleAccounts.gov.text), got \(text)")
        }
    }
}
