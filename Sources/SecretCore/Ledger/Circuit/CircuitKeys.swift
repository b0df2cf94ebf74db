import SecretBase
import SecretChain

/// Keys of the circuit store. Source: cosmos-sdk `x/circuit/types/keys.go`.
enum CircuitKeys {
    static let permissions = Store.circuit.key(0x01)
    static let disabled = Store.circuit.key(0x02)

    /// Address bytes → protobuf `Permissions`.
    static func permissions(of account: Address) -> Bytes { permissions + account.bytes }

    /// Type URL → empty.
    static func disabled(_ typeURL: String) -> Bytes { disabled + Bytes(typeURL.utf8) }

    /// What is switched off by this key.
    static func typeURL(in key: Bytes) -> String {
        String(decoding: key.dropFirst(disabled.count), as: UTF8.self)
    }
}
