import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// What an account may switch off; the type URLs count at the level of some messages alone.
extension CircuitPermissions {
    init(_ level: Level, _ typeURLs: [String] = []) {
        self.init()
        self.level = level
        limitTypeUrls = typeURLs
    }

    func covers(_ typeURL: String) -> Bool {
        switch level {
        case .allMsgs, .superAdmin: true
        case .someMsgs: limitTypeUrls.contains(typeURL)
        case .noneUnspecified, .UNRECOGNIZED: false
        }
    }
}

extension CircuitGenesisAccountPermissions {
    /// An account with its permissions, as the genesis and queries show it.
    init(_ address: String, _ permissions: CircuitPermissions) {
        self.init()
        self.address = address
        self.permissions = permissions
    }

    /// An account of the store.
    init(stored permissions: Bytes, of address: some Collection<UInt8>) throws(LedgerFault) {
        do {
            self.init(
                try Address(bytes: Bytes(address)).description,
                try CircuitPermissions(serializedBytes: permissions))
        } catch {
            throw .damaged("permissions: \(error)")
        }
    }
}
