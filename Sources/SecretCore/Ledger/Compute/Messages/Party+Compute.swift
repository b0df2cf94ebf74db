import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire

extension LedgerFault {
    /// What the chain says of an address of no bytes.
    static var emptyAddress: LedgerFault {
        .refused(SDKError.unknownAddress, "addresses cannot be empty")
    }
}

extension Party {
    /// An address that a message carries as bytes.
    init?(bytes: Data) {
        guard let address = try? Address(bytes: Bytes(bytes)) else { return nil }
        self.init(address)
    }

    /// An address that a message carries as text; `role` goes before the error's own text.
    init(ofMessage text: String, role: String) throws(LedgerFault) {
        self.init(try Address(ofMessage: text, role: role), readFrom: text)
    }
}

extension Address {
    /// As `Party(ofMessage:role:)`.
    init(ofMessage text: String, role: String) throws(LedgerFault) {
        do {
            try self.init(text)
        } catch {
            throw .refused(Refusal(unregistered: "\(role): \(error.description)"))
        }
    }
}

extension Coins {
    /// Coins that a contract call carries: sorted and positive, or none.
    init(funds wire: [WireCoin]) throws(LedgerFault) {
        do {
            try self.init(wire)
        } catch {
            throw .refused(SDKError.invalidCoins, "sentFunds")
        }
    }
}
