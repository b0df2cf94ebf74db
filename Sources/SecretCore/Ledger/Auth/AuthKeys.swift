import SecretBase
import SecretChain

/// Keys of the account store. Source: cosmos-sdk `x/auth/types/keys.go`.
enum AuthKeys {
    static let parameters = Store.account.key(0x00)
    static let accounts = Store.account.key(0x01)
    /// The number that the next new account gets, eight bytes big-endian.
    static let nextNumber: Bytes =
        [Store.account.rawValue] + Bytes("globalAccountNumber".utf8)
    private static let numbers: Bytes = [Store.account.rawValue] + Bytes("accountNumber".utf8)

    static func account(_ address: Address) -> Bytes {
        var key = Bytes()
        key.reserveCapacity(2 + address.bytes.count)
        key.append(Store.account.rawValue)
        key.append(0x01)
        key.append(contentsOf: address.bytes)
        return key
    }

    /// Account number → address bytes.
    static func number(_ number: UInt64) -> Bytes { numbers + Bytes(bigEndian: number) }
}
