import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `RaAuthenticate`: a node shows what its enclave is, and is given the network's seeds.
///
/// Source: SecretNetwork `x/registration/internal/types/msg.go`, `keeper/msg_server.go`.
struct RegisterNodeMessage: LedgerMessage {
    static let typeURL = "/secret.registration.v1beta1.RaAuthenticate"
    private let certificate: Bytes
    /// The machine whose place the node's takes, 20 bytes; zeros for none.
    private let replaced: Bytes
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        let wire = try RegistrationRaAuthenticate(serializedBytes: bytes)
        sender = Party(bytes: wire.sender)
        certificate = Bytes(wire.certificate)
        // What is no machine stands for none, as the chain has it.
        let machine = try? Hex.decode(wire.replaceMachineID)
        replaced = machine.flatMap { $0.count == 20 ? $0 : nil } ?? RegistrationModule.noMachine
    }

    func validateBasic() throws(LedgerFault) {
        guard sender != nil else { throw .emptyAddress }
        _ = try nodeKey()
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard let sender else { throw .emptyAddress }
        let key = try nodeKey()
        let seeds = try context.registration.register(key, certificate, replacing: replaced)
        let event = Event.registered(key, by: sender, seeds: seeds)
        context.emit(event)
        var response = RegistrationRaAuthenticateResponse()
        response.data = "S: " + Hex.encode(seeds)
        response.events = Event.text(of: [event])
        return try response.stored()
    }

    private func nodeKey() throws(LedgerFault) -> Bytes {
        guard !certificate.isEmpty else {
            throw .refused(
                SDKError.invalidRequest, "Authenticating certificate cannot be empty")
        }
        do { return try RegistrationCertificate(certificate).nodeKey } catch {
            throw .refused(
                Refusal(unregistered: "Certificate validation failed: \(error.text)"))
        }
    }
}
