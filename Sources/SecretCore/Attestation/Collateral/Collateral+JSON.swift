import SecretBase
import SecretCrypto
package import SecretWire

extension Collateral {
    /// The JSON object that `init(json:)` reads; what Intel signed stands in it letter for letter.
    package var json: JSONValue {
        func text(_ bytes: Bytes) -> JSONValue {
            .string(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
        }
        func hex(_ bytes: Bytes) -> JSONValue { .string(Hex.encode(bytes)) }
        func list(_ bytes: Bytes) -> JSONValue {
            hex((try? RevocationList.der(anyForm: bytes)) ?? bytes)
        }
        var members: [JSONValue.Member] = [
            .init("pck_crl_issuer_chain", text(pckCRLIssuerChain)),
            .init("root_ca_crl", list(rootCRL)), .init("pck_crl", list(pckCRL)),
            .init("tcb_info_issuer_chain", text(tcbInfoIssuerChain)),
            .init("tcb_info", text(tcbInfo.text)),
            .init("tcb_info_signature", hex(tcbInfo.signature)),
            .init("qe_identity_issuer_chain", text(qeIdentityIssuerChain)),
            .init("qe_identity", text(qeIdentity.text)),
            .init("qe_identity_signature", hex(qeIdentity.signature)),
        ]
        if !pckCertificateChain.isEmpty {
            members.append(.init("pck_certificate_chain", text(pckCertificateChain)))
        }
        return .object(members)
    }
}
