extension AttestationWorld {
    /// The quote's bytes.
    public var quote: [UInt8] {
        let signed = header + descriptor + body
        let qeReport = qeReport
        let qeSignature = (qeSigner ?? platformKey).rawSignature(of: qeReport)
        let data = certification
        var vouching = qeReport + qeSignature + Self.le(UInt16(authentication.count))
        vouching += authentication + Self.le(certificationType) + Self.le(UInt32(data.count)) + data
        if version >= 4 {
            vouching = Self.le(UInt16(6)) + Self.le(UInt32(vouching.count)) + vouching
        }
        let signature = (quoteSigner ?? attestationKey).rawSignature(of: signed)
        let tail = signature + attestationKey.point + vouching
        return signed + Self.le(UInt32(tail.count)) + tail + trailing
    }

    private var header: [UInt8] {
        let environment: UInt32 = report == .sgx ? 0 : 0x81
        return Self.le(version) + Self.le(UInt16(2)) + Self.le(environment) + [0, 0, 0, 0]
            + vendor + [UInt8](repeating: 7, count: 20)
    }

    private var descriptor: [UInt8] {
        guard version >= 5 else { return [] }
        switch report {
        case .sgx: return Self.le(UInt16(1)) + Self.le(UInt32(384))
        case .tdx10: return Self.le(UInt16(2)) + Self.le(UInt32(584))
        case .tdx15: return Self.le(UInt16(3)) + Self.le(UInt32(648))
        }
    }

    private var body: [UInt8] {
        if report == .sgx {
            return Self.enclave(
                attributes: [isDebug ? 0x07 : 0x05] + [UInt8](repeating: 0, count: 15),
                mrEnclave: mrEnclave, mrSigner: [UInt8](repeating: 0x22, count: 32),
                product: 1, version: 2, data: reportData)
        }
        var bytes = [UInt8](repeating: 0, count: report == .tdx15 ? 648 : 584)
        bytes.replaceSubrange(0..<16, with: teeTCBSVN)
        bytes[120] = isDebug ? 1 : 0
        bytes.replaceSubrange(136..<184, with: [UInt8](repeating: 0x33, count: 48))
        bytes.replaceSubrange(520..<584, with: reportData)
        if report == .tdx15 { bytes.replaceSubrange(584..<600, with: teeTCBSVN2) }
        return bytes
    }

    private var qeReport: [UInt8] {
        let bound = P256Signer.sha256(attestationKey.point + authentication)
        return Self.enclave(
            misc: qeMiscSelect, attributes: qeAttributes,
            mrEnclave: [UInt8](repeating: 0x44, count: 32), mrSigner: qeSignerMeasurement,
            product: qeProduct, version: qeSVN, data: bound + [UInt8](repeating: 0, count: 32))
    }

    private var certification: [UInt8] {
        switch certificationType {
        case 1, 3: [UInt8](repeating: 9, count: 384 + 16) + [13, 0, 0, 0]
        case 2: [UInt8](repeating: 9, count: 256 + 16) + [13, 0, 0, 0]
        case 4: Array(TestCertificate.pem([platformDER]).utf8)
        default: Array(chainPEM.utf8) + [0]
        }
    }

    static func enclave(
        misc: [UInt8] = [0, 0, 0, 0], attributes: [UInt8], mrEnclave: [UInt8], mrSigner: [UInt8],
        product: UInt8, version: UInt8, data: [UInt8]
    ) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 384)
        bytes.replaceSubrange(16..<20, with: misc)
        bytes.replaceSubrange(48..<64, with: attributes)
        bytes.replaceSubrange(64..<96, with: mrEnclave)
        bytes.replaceSubrange(128..<160, with: mrSigner)
        bytes[256] = product
        bytes[258] = version
        bytes.replaceSubrange(320..<384, with: data)
        return bytes
    }

    public static func le<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// Quote and collateral in Secret's two combined encodings.
    public func combined(tlv: Bool) -> [UInt8] {
        let (quote, collateral) = (quote, container)
        if tlv {
            return [2] + Self.le(UInt32(quote.count)) + quote + [3]
                + Self.le(UInt32(collateral.count)) + collateral
        }
        return Self.le(UInt32(0)) + Self.le(UInt32(quote.count))
            + Self.le(UInt32(collateral.count)) + quote + collateral
    }

    /// The collateral in Secret's container.
    public var container: [UInt8] {
        let rootList = TestCertificate.list(by: "Intel SGX Root CA", signedBy: rootKey)
        let pckList = TestCertificate.list(by: authority.subject, signedBy: authorityKey)
        let info = tcbInfo.text
        let identity = identity.text
        let answers = [("tcbInfo", info), ("enclaveIdentity", identity)].map { name, text in
            let signature = Self.hex(signerKey.rawSignature(of: Array(text.utf8)))
            return Array("{\"\(name)\":\(text),\"signature\":\"\(signature)\"}".utf8) + [0]
        }
        let parts: [[UInt8]] = [
            Array(TestCertificate.pem([authorityDER, rootDER]).utf8) + [0],
            Array(TestCertificate.pem([rootList], label: "X509 CRL").utf8) + [0], pckList,
            Array(signerPEM.utf8) + [0], answers[0], Array(signerPEM.utf8) + [0], answers[1],
        ]
        return Self.le(UInt32(0)) + parts.flatMap { Self.le(UInt32($0.count)) }
            + parts.flatMap { $0 }
    }
}
