import Foundation

/// A report of Intel's older service and a node certificate around it, made by tests.
///
/// Its time is 2023-10-01; see `now`.
public struct IASWorld {
    public static let now: Int64 = 1_696_118_400

    public enum Encoding { case json, bars, arrays }

    private static let rootName = "Intel SGX Attestation Report Signing CA"
    private static let rootKey = RSASigner()
    private static let signerKey = RSASigner()
    private static let strangerKey = RSASigner()

    public var status = "OK"
    public var advisories: [String] = []
    public var isDebug = false
    public var encoding = Encoding.json
    public var signerNotAfter = "20261120093658Z"
    public var signerNotBefore = "20161122093658Z"
    public var isSignedByStranger = false
    /// What becomes of the report after it was signed.
    public var changesReport: (String) -> String = { $0 }

    public init() {}

    public var rootDER: [UInt8] {
        var root = TestCertificate(
            Self.rootName, by: Self.rootName, publicKey: Self.rootKey.publicKey)
        root.notAfter = "20491231235959Z"
        root.isAuthority = true
        root.signsCertificates = true
        return root.der(signedBy: Self.rootKey)
    }

    public var signerDER: [UInt8] {
        var signer = TestCertificate(
            "Intel SGX Attestation Report Signing", by: Self.rootName,
            publicKey: Self.signerKey.publicKey)
        signer.notAfter = signerNotAfter
        signer.notBefore = signerNotBefore
        return signer.der(signedBy: isSignedByStranger ? Self.strangerKey : Self.rootKey)
    }

    public var report: String {
        let enclave = AttestationWorld.enclave(
            attributes: [isDebug ? 0x07 : 0x05] + [UInt8](repeating: 0, count: 15),
            mrEnclave: [UInt8](repeating: 0x11, count: 32),
            mrSigner: [UInt8](repeating: 0x22, count: 32), product: 0, version: 0,
            data: [UInt8](repeating: 0x5a, count: 32) + [UInt8](repeating: 0, count: 32))
        let quote: [UInt8] = [2, 0, 1, 0, 0xc6, 0x0b, 0, 0] + [UInt8](repeating: 0, count: 40)
        let body = Data(quote + enclave).base64EncodedString()
        let list = advisories.map { "\"\($0)\"" }.joined(separator: ",")
        return "{\"id\":\"1\",\"timestamp\":\"2023-09-27T15:51:58.044803\",\"version\":5,"
            + "\"advisoryIDs\":[\(list)],\"isvEnclaveQuoteStatus\":\"\(status)\","
            + "\"isvEnclaveQuoteBody\":\"\(body)\",\"tcbEvaluationDataNumber\":16}"
    }

    public var signature: [UInt8] { Self.signerKey.signature(of: Array(report.utf8)) }

    /// What the node certificate carries.
    public var payload: [UInt8] {
        let report = changesReport(report)
        let (signature, signer) = (signature, signerDER)
        let base64 = { (bytes: [UInt8]) in Data(bytes).base64EncodedString() }
        let text =
            switch encoding {
            case .json:
                "{\"report\":\"\(base64(Array(report.utf8)))\",\"signature\":\"\(base64(signature))\","
                    + "\"signing_cert\":\"\(base64(signer))\"}"
            case .bars: "\(report)|\(base64(signature))|\(base64(signer))"
            case .arrays:
                "{\"report\": \(Array(report.utf8)), \"signature\": \(signature), "
                    + "\"signing_cert\": \(signer)}"
            }
        return Array(text.utf8)
    }

    /// The node certificate, with this world's payload unless another is given.
    public func certificate(payload other: [UInt8]? = nil) -> [UInt8] {
        let key = P256Signer(77)
        var node = TestCertificate(
            "Secret Network Node Certificate", by: "SecretTEE", publicKey: key.publicKey)
        node.isAuthority = nil
        node.signsCertificates = nil
        node.extensions = [("2.16.840.1.113730.1.13", false, other ?? payload)]
        return node.der(signedBy: key)
    }
}
