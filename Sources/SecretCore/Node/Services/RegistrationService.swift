internal import Foundation
internal import SecretBase
internal import SecretLedger
internal import SecretWire
internal import SwiftProtobuf

/// `secret.registration.v1beta1.Query`: the enclave's public keys.
struct RegistrationService: Sendable {
    let identity: NodeIdentity

    func register(in handlers: inout [String: NodeServices.Handler]) {
        let service = "/secret.registration.v1beta1.Query/"
        handlers[service + "TxKey"] = { _ in key(identity.ioPublicKey) }
        handlers[service + "RegistrationKey"] = { _ in key(identity.registrationDocument) }
        handlers[service + "EncryptedSeed"] = { request in
            let request = try RegistrationQueryEncryptedSeedRequest(reading: request)
            guard !request.pubKey.isEmpty else {
                throw QueryError(registered: "public key: invalid")
            }
            // No node ever registers here.
            throw QueryError(
                registered: "Node has not been authenticated yet: unknown address")
        }
    }

    private func key(_ bytes: Bytes) -> Bytes {
        var key = RegistrationKey()
        key.key = Data(bytes)
        return key.wireBytes
    }
}
