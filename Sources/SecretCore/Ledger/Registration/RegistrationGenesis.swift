import FoundationEssentials
import SecretBase
package import SecretStorage
package import SecretWire
import SwiftProtobuf

/// The network's genesis has a place for keys and nodes, none for the list of machines.
///
/// A chain that begins without keys is one whose enclave is asked for them: so were all that this
/// program made before it had this module, and their app hashes stay what they are.
/// Source: SecretNetwork `x/registration/internal/keeper/genesis.go`.
extension RegistrationGenesisState {
    /// The keys of the network's enclaves; nil where they are absent, or empty.
    package var masterKeys: MasterKeys? {
        get {
            let keys = MasterKeys(
                nodeExchange: Bytes(nodeExchMasterKey.bytes),
                ioExchange: Bytes(ioMasterKey.bytes))
            return keys.nodeExchange.isEmpty && keys.ioExchange.isEmpty ? nil : keys
        }
        set {
            clearNodeExchMasterKey()
            clearIoMasterKey()
            guard let keys = newValue else { return }
            nodeExchMasterKey.bytes = Data(keys.nodeExchange)
            ioMasterKey.bytes = Data(keys.ioExchange)
        }
    }

    func check(_ place: GenesisPlace) throws(GenesisError) {
        if let keys = masterKeys {
            for (name, key) in [
                ("node_exch_master_key", keys.nodeExchange), ("io_master_key", keys.ioExchange),
            ] {
                try place[name].require(
                    key.count == 32, "a key of 32 bytes is wanted, got \(key.count)")
            }
        }
        var seen: Set<Bytes> = []
        for (index, node) in registration.enumerated() {
            let place = place["registration"][index]
            let key = try place["certificate"].read {
                try RegistrationCertificate(Bytes(node.certificate)).nodeKey
            }
            try place["certificate"].require(
                seen.insert(key).inserted, "its node is there twice")
            try place["encrypted_seed"].require(
                !node.encryptedSeed.isEmpty && node.encryptedSeed.count % 48 == 0,
                "seeds of 48 bytes each are wanted, got \(node.encryptedSeed.count) bytes")
        }
    }
}

extension RegistrationModule {
    /// Throws where the keys are not those of the enclave that this node has.
    func writeGenesis(_ genesis: RegistrationGenesisState) throws {
        if let keys = genesis.masterKeys {
            if let own = context.authenticator?.masterKeys, own != keys {
                throw GenesisError.otherEnclave
            }
            try context.write(
                genesis.ioMasterKey.stored(), RegistrationKeys.ioExchange)
            try context.write(
                genesis.nodeExchMasterKey.stored(), RegistrationKeys.nodeExchange)
        }
        for node in genesis.registration {
            let key = try RegistrationCertificate(Bytes(node.certificate)).nodeKey
            try context.write(node.stored(), RegistrationKeys.node(key))
        }
    }

    /// Keys and nodes, the latter in the order of their keys.
    func genesis() throws(LedgerFault) -> RegistrationGenesisState {
        var genesis = RegistrationGenesisState()
        genesis.masterKeys = try context.state.masterKeys()
        genesis.registration = try context.messages(
            under: RegistrationKeys.nodes, "registration")
        return genesis
    }
}

extension StateReader {
    /// The keys that the chain began with, nil where it has none.
    func masterKeys() throws(LedgerFault) -> MasterKeys? {
        guard let node = try get(RegistrationKeys.nodeExchange),
            let io = try get(RegistrationKeys.ioExchange)
        else { return nil }
        return MasterKeys(
            nodeExchange: Bytes(try RegistrationMasterKey(stored: node, "node key").bytes),
            ioExchange: Bytes(try RegistrationMasterKey(stored: io, "io key").bytes))
    }
}

extension Ledger {
    /// The keys of the network's enclaves as the chain has them; nil for a chain that began without.
    package func masterKeys(in state: any StateReader) throws(StorageError) -> MasterKeys? {
        do { return try state.masterKeys() } catch { throw Self.stop(error) }
    }
}
