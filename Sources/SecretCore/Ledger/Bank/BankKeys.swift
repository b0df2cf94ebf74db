import SecretBase
import SecretChain
import SecretStorage

/// Keys of the bank store. Source: chain specification §4.2, cosmos-sdk `x/bank/types/keys.go`.
enum BankKeys {
    static let supplies = Store.bank.key(0x00)
    static let metadata = Store.bank.key(0x01)
    static let balances = Store.bank.key(0x02)
    static let sendEnabled = Store.bank.key(0x04)
    static let parameters = Store.bank.key(0x05)

    /// Denomination → decimal text.
    static func supply(_ denom: String) -> Bytes { supplies + Bytes(denom.utf8) }

    /// Denomination → protobuf `Metadata`.
    static func metadata(_ denom: String) -> Bytes { metadata + Bytes(denom.utf8) }

    /// Denomination → protobuf `BoolValue`, which is empty for no.
    static func sendEnabled(_ denom: String) -> Bytes { sendEnabled + Bytes(denom.utf8) }

    /// The stored form of a flag, and what it says.
    static func flag(_ isSet: Bool) -> Bytes { isSet ? [0x08, 0x01] : [] }
    static func isSet(_ flag: Bytes) -> Bool { flag.last == 1 }

    /// length ‖ address, the beginning of all balances of one owner.
    static func balances(of owner: Address) -> Bytes {
        var key = Bytes()
        key.reserveCapacity(3 + owner.bytes.count + 16)
        key.append(Store.bank.rawValue)
        key.append(0x02)
        key.append(UInt8(truncatingIfNeeded: owner.bytes.count))
        key.append(contentsOf: owner.bytes)
        return key
    }

    /// length ‖ address ‖ denomination → decimal text; absent when zero.
    static func balance(of owner: Address, _ denom: String) -> Bytes {
        var key = balances(of: owner)
        key.append(contentsOf: denom.utf8)
        return key
    }

    /// denomination ‖ 0, the beginning of the index of who owns a denomination.
    static func owners(of denom: String) -> Bytes {
        Store.bank.key(0x03) + Bytes(denom.utf8) + [0]
    }

    /// denomination ‖ 0 ‖ length ‖ address → empty.
    static func owner(_ owner: Address, of denom: String) -> Bytes {
        owners(of: denom) + owner.bytes.lengthPrefixed
    }
}
