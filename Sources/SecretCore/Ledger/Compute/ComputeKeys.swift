import SecretBase
import SecretChain

/// Keys of the compute store. Source: enclave protocol §3.6; SecretNetwork
/// `x/compute/internal/types/keys.go`.
enum ComputeKeys {
    static let codes = Store.compute.key(0x01)
    static let contracts = Store.compute.key(0x02)
    static let lastCode = Store.compute.key(0x04, Bytes("lastCodeId".utf8))
    static let lastContract = Store.compute.key(0x04, Bytes("lastContractId".utf8))
    static let parameters = Store.compute.key(0x0b)

    /// Code id, big-endian → protobuf `CodeInfo`.
    static func code(_ id: UInt64) -> Bytes { codes + Bytes(bigEndian: id) }

    /// Address → protobuf `ContractInfo`.
    static func contract(_ address: Address) -> Bytes { contracts + address.bytes }

    /// Address, the beginning of all state of one contract.
    static func state(of address: Address) -> Bytes { Store.compute.key(0x03, address.bytes) }

    /// Address → protobuf `ContractKey`.
    static func key(of address: Address) -> Bytes { Store.compute.key(0x06, address.bytes) }

    /// Label → address bytes.
    static func label(_ label: String) -> Bytes { Store.compute.key(0x07, Bytes(label.utf8)) }

    /// Address, the beginning of one contract's history.
    static func history(of address: Address) -> Bytes { Store.compute.key(0x09, address.bytes) }

    /// Address ‖ position from 1, big-endian → protobuf `ContractCodeHistoryEntry`.
    static func history(of address: Address, at position: UInt64) -> Bytes {
        history(of: address) + Bytes(bigEndian: position)
    }

    /// Code id ‖ height ‖ place in the block, each big-endian, ‖ address → empty.
    static func use(of code: UInt64, height: Int64, place: UInt64, by address: Address) -> Bytes {
        Store.compute.key(
            0x0a, Bytes(bigEndian: code), Bytes(bigEndian: UInt64(bitPattern: height)),
            Bytes(bigEndian: place), address.bytes)
    }

    /// Address as text → code id, big-endian, that governance lets it migrate to.
    static func migration(of address: String) -> Bytes {
        Store.compute.key(0x0c, Bytes(address.utf8))
    }

    /// Address as text → admin as text that governance lets it have.
    static func adminUpdate(of address: String) -> Bytes {
        Store.compute.key(0x0d, Bytes(address.utf8))
    }

    /// Height, little-endian → the block's random value.
    static func blockRandom(_ height: Int64) -> Bytes {
        Store.compute.key(0xff, Bytes(bigEndian: UInt64(bitPattern: height)).reversed())
    }

    /// Code hash → the module's bytes. The network keeps these outside of its state, so nobody
    /// pays for reading them.
    static func module(_ hash: Bytes) -> Bytes { [Store.code.rawValue] + hash }

    /// Code hash → what static checks found; under a prefix that the network does not use.
    static func report(_ hash: Bytes) -> Bytes { Store.compute.key(0xf1, hash) }
}
