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
        handlers[service + "RegistrationKey"] = { _ in key(identity.registrationKey) }
        handlers[service + "EncryptedSeed"] = { _ in
            throw QueryError(.notFound, "no node has registered here")
        }
    }

    private func key(_ bytes: Bytes) -> Bytes {
        var key = RegistrationKey()
        key.key = Data(bytes)
        return key.wireBytes
    }
}
