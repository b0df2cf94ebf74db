package import SecretBase
import SecretCrypto

extension SimulatedPlatform {
    /// A quote of version 3 of a simulated enclave.
    ///
    /// - Parameters:
    ///   - reportData: 64 bytes of the enclave's choice; a network's node has its own key first and
    ///     the validator's behind it.
    ///   - mrEnclave: 32 bytes: the measurement that the enclave claims.
    package func quote(reportData: Bytes, mrEnclave: Bytes) -> Bytes {
        precondition(
            reportData.count == 64 && mrEnclave.count == 32, "callers give whole fields")
        var signed = ByteWriter()
        signed.putLittleEndian(UInt16(3))
        signed.putLittleEndian(UInt16(2))
        signed.put(Bytes(repeating: 0, count: 8))
        signed.put(Simulation.vendor)
        signed.put(quotingEnclaveID + [0, 0, 0, 0])
        signed.put(
            Self.report(
                attributes: [0x05] + Bytes(repeating: 0, count: 15), mrEnclave: mrEnclave,
                mrSigner: Self.mrSigner, product: 1, version: 1, data: reportData))
        let tail = signatureData(over: signed.bytes)
        signed.putLittleEndian(UInt32(tail.count))
        signed.put(tail)
        return signed.bytes
    }

    /// Quote and collateral in one, as a node's program saves them for registration.
    package func combined(reportData: Bytes, mrEnclave: Bytes) -> Bytes {
        CombinedBlob.legacy(
            quote: quote(reportData: reportData, mrEnclave: mrEnclave),
            collateral: CollateralContainer(collateral).bytes)
    }

    /// Whom the simulated enclave is signed by; nobody has a key to it.
    private static let mrSigner = Hash.sha256(Bytes("simulated signer of enclaves".utf8))

    private func signatureData(over signed: Bytes) -> Bytes {
        let bound = Hash.sha256(attestationKey.point + Self.authentication)
        let report = Self.report(
            attributes: SimulatedQuotingEnclave.attributes,
            mrEnclave: SimulatedQuotingEnclave.mrEnclave,
            mrSigner: SimulatedQuotingEnclave.mrSigner,
            product: SimulatedQuotingEnclave.product,
            version: SimulatedQuotingEnclave.version, data: bound + Bytes(repeating: 0, count: 32))
        var data = ByteWriter()
        data.put(attestationKey.signature(of: signed))
        data.put(attestationKey.point)
        data.put(report)
        data.put(platformKey.signature(of: report))
        data.putLittleEndian(UInt16(Self.authentication.count))
        data.put(Self.authentication)
        let chain = platformChain + [0]
        data.putLittleEndian(CertificationData.Kind.pckChain.rawValue)
        data.putLittleEndian(UInt32(chain.count))
        data.put(chain)
        return data.bytes
    }

    /// What the quoting enclave binds beside its key: as many bytes as Intel's has.
    private static let authentication = Bytes(0..<32)

    private static func report(
        attributes: Bytes, mrEnclave: Bytes, mrSigner: Bytes, product: UInt16, version: UInt16,
        data: Bytes
    ) -> Bytes {
        var report = ByteWriter(capacity: EnclaveReport.byteCount)
        report.put(SimulatedExtension.components)
        report.put(Bytes(repeating: 0, count: 32))
        report.put(attributes)
        report.put(mrEnclave)
        report.put(Bytes(repeating: 0, count: 32))
        report.put(mrSigner)
        report.put(Bytes(repeating: 0, count: 96))
        report.putLittleEndian(product)
        report.putLittleEndian(version)
        report.put(Bytes(repeating: 0, count: 60))
        report.put(data)
        return report.bytes
    }
}
