/// This world's collateral as Intel's service answers, question by question.
extension AttestationWorld {
    /// One answer of the service.
    public struct ServiceAnswer: Sendable {
        /// `Name: value`.
        public let headers: [String]
        public let body: [UInt8]

        /// As `curl -i` writes it.
        public var whole: [UInt8] {
            Array(
                (["HTTP/1.1 200 OK"] + headers).map { $0 + "\r\n" }.joined().utf8)
                + [0x0d, 0x0a] + body
        }
    }

    /// By the question's path: `/tcb`, `/qe/identity`, `/pckcrl`, `/rootcacrl`.
    public var service: [String: ServiceAnswer] {
        let rootList = TestCertificate.list(
            by: "Intel SGX Root CA", thisUpdate: listFrom, nextUpdate: listUntil,
            signedBy: rootListSigner ?? rootKey)
        let pckList = TestCertificate.list(
            by: authority.subject, thisUpdate: listFrom, nextUpdate: listUntil,
            signedBy: pckListSigner ?? authorityKey)
        func chain(_ name: String, _ pem: String) -> [String] { ["\(name): \(Self.escaped(pem))"] }
        let authorities = TestCertificate.pem([authorityDER, rootDER])
        return [
            "/tcb": ServiceAnswer(
                headers: chain("TCB-Info-Issuer-Chain", signerPEM),
                body: signedAnswer("tcbInfo", tcbInfo.text, tcbInfoSigner ?? signerKey)),
            "/qe/identity": ServiceAnswer(
                headers: chain("SGX-Enclave-Identity-Issuer-Chain", signerPEM),
                body: signedAnswer("enclaveIdentity", identity.text, identitySigner ?? signerKey)),
            "/pckcrl": ServiceAnswer(
                headers: chain("SGX-PCK-CRL-Issuer-Chain", authorities), body: pckList),
            "/rootcacrl": ServiceAnswer(headers: [], body: Array(Self.hex(rootList).utf8)),
        ]
    }

    private func signedAnswer(_ name: String, _ text: String, _ signer: P256Signer) -> [UInt8] {
        let signature = Self.hex(signer.rawSignature(of: Array(text.utf8)))
        return Array("{\"\(name)\":\(text),\"signature\":\"\(signature)\"}".utf8)
    }

    /// As the service escapes chains in its headers.
    public static func escaped(_ pem: String) -> String {
        pem.replacing("\n", with: "%0A").replacing(" ", with: "%20").replacing("=", with: "%3D")
            .replacing("+", with: "%2B")
    }
}
