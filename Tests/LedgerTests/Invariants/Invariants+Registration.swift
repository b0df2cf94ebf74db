import SecretBase
import SecretStorage
import SecretWire
import Testing

@testable import SecretLedger

extension Invariants {
    /// Every registered node has evidence of its own key and whole seeds; the list of machines has
    /// no gap, and its number is its last entry's.
    func checkRegistrations(_ location: SourceLocation) throws {
        let nodes = RegistrationKeys.nodes
        for (key, value) in try state.entries(KeyRange(prefix: nodes)) {
            let info = try RegistrationRegistrationNodeInfo(stored: value, "registration")
            let named = try RegistrationCertificate(Bytes(info.certificate)).nodeKey
            #expect(named == Bytes(key.dropFirst(nodes.count)), sourceLocation: location)
            #expect(
                !info.encryptedSeed.isEmpty && info.encryptedSeed.count % 48 == 0,
                sourceLocation: location)
        }
        let machines = try state.entries(KeyRange(prefix: RegistrationKeys.machines))
        for (number, entry) in machines.enumerated() {
            #expect(entry.key == RegistrationKeys.machine(UInt32(number)), sourceLocation: location)
            #expect(entry.value.count == 72, sourceLocation: location)
        }
        let last = try state.get(RegistrationKeys.lastMachine).flatMap { UInt32(bigEndian: $0) }
        #expect(
            last == (machines.isEmpty ? nil : UInt32(machines.count - 1)),
            sourceLocation: location)
    }
}
