import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// What the network's genesis says of this module, protobuf `cosmos.circuit.v1.GenesisState`.
package struct CircuitGenesis: Hashable, Sendable {
    static let typeName = "cosmos.circuit.v1.GenesisState"
    /// An account with its permissions, as queries show it too.
    struct Entry: Hashable, Sendable {
        let address: String
        let permissions: CircuitPermissions

        /// Protobuf `GenesisAccountPermissions`.
        var bytes: Bytes {
            var bytes = Bytes()
            bytes.appendField(1, address.utf8)
            bytes.append(member: 2, permissions.bytes)
            return bytes
        }
    }

    var accounts: [Entry] = []
    var disabled: [String] = []

    init() {}

    init(decoding bytes: Bytes) throws(ChainError) {
        var reader = FieldReader(bytes[...])
        while let (number, value) = try reader.next() {
            guard case .bytes(let inner) = value else { continue }
            if number == 2 { disabled.append(String(decoding: inner, as: UTF8.self)) }
            guard number == 1 else { continue }
            var (address, permissions) = ("", CircuitPermissions())
            var fields = FieldReader(inner)
            while let (number, value) = try fields.next() {
                guard case .bytes(let inner) = value else { continue }
                if number == 1 { address = String(decoding: inner, as: UTF8.self) }
                if number == 2 { permissions = try CircuitPermissions(decoding: inner) }
            }
            accounts.append(Entry(address: address, permissions: permissions))
        }
    }

    var bytes: Bytes {
        var bytes = Bytes()
        for account in accounts { bytes.append(member: 1, account.bytes) }
        for typeURL in disabled { bytes.append(member: 2, Bytes(typeURL.utf8)) }
        return bytes
    }
}

/// Source: cosmos-sdk `x/circuit/types/genesis.go`, `x/circuit/keeper/genesis.go`.
extension CircuitGenesis {
    func check(_ place: GenesisPlace) throws(GenesisError) {
        for (index, account) in accounts.enumerated() {
            let place = place["account_permissions"][index]
            try place["address"].read { _ = try Address(account.address) }
            try place["permissions"].require(
                (1...3).contains(account.permissions.level),
                "invalid permission level account address: \(account.address)")
        }
    }
}

extension CircuitModule {
    func writeGenesis(_ genesis: CircuitGenesis) throws(LedgerFault) {
        for account in genesis.accounts {
            let party = try Party(readingPlainly: account.address)
            try setPermissions(account.permissions, of: party.address)
        }
        for typeURL in genesis.disabled {
            try context.write([], CircuitKeys.disabled(typeURL))
        }
    }

    /// All that the store holds, in the order of its keys.
    func genesis() throws(LedgerFault) -> CircuitGenesis {
        var genesis = CircuitGenesis()
        for (key, value) in try context.entries(KeyRange(prefix: CircuitKeys.permissions)) {
            genesis.accounts.append(
                try CircuitGenesis.Entry(key.dropFirst(CircuitKeys.permissions.count), value))
        }
        for (key, _) in try context.entries(KeyRange(prefix: CircuitKeys.disabled)) {
            genesis.disabled.append(
                String(decoding: key.dropFirst(CircuitKeys.disabled.count), as: UTF8.self))
        }
        return genesis
    }
}

extension CircuitGenesis.Entry {
    /// An account of the store: address bytes and permissions.
    init(_ address: some Collection<UInt8>, _ value: Bytes) throws(LedgerFault) {
        do {
            self.init(
                address: try Address(bytes: Bytes(address)).description,
                permissions: try CircuitPermissions(decoding: value))
        } catch {
            throw .damaged("permissions: \(error)")
        }
    }
}
