import Foundation
import SecretAttestation
import SecretBase
import SecretChain
import SecretCrypto
import SecretEnclave
import SecretWire
import SwiftProtobuf
import TestSupport

/// A node that wants to join: an enclave's directory that has asked, and a machine that nobody built.
struct Newcomer {
    let home: TemporaryHome
    let key: Bytes
    let platform: SimulatedPlatform
    private let time: Int64

    /// `time` is when its evidence is made.
    init(at time: Int64) throws {
        self.time = time
        home = try TemporaryHome()
        key = try EnclaveGate.registrationKey(in: home.path) { RandomBytes.secret($0) }
        platform = SimulatedPlatform(at: Timestamp(seconds: time)) { RandomBytes.secret($0) }
    }

    /// What it shows: its own key and measurement, and an owner who is none, unless told otherwise.
    func evidence(
        key: Bytes? = nil, owner: UInt8 = 0, mrEnclave: Bytes = EnclaveGate.measurement
    ) -> Bytes {
        platform.combined(
            reportData: (key ?? self.key) + Bytes(repeating: owner, count: 32),
            mrEnclave: mrEnclave)
    }

    /// What its evidence says of the machine: 20 bytes.
    var machine: Bytes {
        AttestationVerifier(roots: .simulated)
            .verify(evidence(), at: Timestamp(seconds: time)).fields.machineID ?? []
    }

    static func message(
        _ certificate: Bytes, by sender: Address, replacing machine: Bytes = []
    ) throws -> Google_Protobuf_Any {
        var wire = RegistrationRaAuthenticate()
        wire.sender = Data(sender.bytes)
        wire.certificate = Data(certificate)
        wire.replaceMachineID = Hex.encode(machine)
        return try packed(wire)
    }

    static func packed(_ wire: some SwiftProtobuf.Message) throws -> Google_Protobuf_Any {
        var any = Google_Protobuf_Any()
        any.typeURL = "/" + type(of: wire).protoMessageName
        any.value = try wire.serializedData()
        return any
    }

    /// Takes the network's seeds in, as the chain gave them.
    func accept(_ seeds: Bytes, from network: Bytes) throws {
        try EnclaveGate.accept(encryptedSeeds: seeds, from: network, in: home.path) {
            RandomBytes.secret($0)
        }
    }

    func open() throws -> EnclaveGate {
        try EnclaveGate(directory: home.path) { RandomBytes.secret($0) }
    }
}

/// A network's first enclave, whose seeds it made itself.
func firstEnclave(in home: TemporaryHome) throws -> EnclaveGate {
    try EnclaveGate(directory: home.path + "/enclave") { RandomBytes.secret($0) }
}
