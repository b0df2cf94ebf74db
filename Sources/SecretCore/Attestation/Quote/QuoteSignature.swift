package import SecretBase

/// What stands behind a quote's signed bytes: the signature, and what vouches for its key.
package struct QuoteSignature: Hashable, Sendable {
    /// r ‖ s, 64 bytes, over the quote's signed bytes.
    package let signature: Bytes
    /// X ‖ Y, 64 bytes: the key that the quoting enclave made.
    package let attestationKey: Bytes
    /// The quoting enclave's own report, and its bytes, which the platform's key signed.
    package let report: EnclaveReport
    package let reportBytes: Bytes
    /// r ‖ s, 64 bytes, by the platform's certified key.
    package let reportSignature: Bytes
    /// What the report's data binds beside the key; any length.
    package let authentication: Bytes
    package let certification: CertificationData

    /// - Parameter isNested: in quotes of version 4 and later the last four lie within a
    ///   certification of kind 6.
    init(_ bytes: ArraySlice<UInt8>, isNested: Bool) throws(AttestationError) {
        do {
            var reader = ByteReader(bytes)
            signature = Bytes(try reader.take(64, of: "quote signature"))
            attestationKey = Bytes(try reader.take(64, of: "attestation key"))
            if isNested {
                let type = try reader.takeLittleEndian(UInt16.self, of: "certification type")
                guard type == CertificationData.Kind.quotingEnclaveReport.rawValue else {
                    throw AttestationError.malformed(
                        "outer certification: wanted type 6, got \(type)")
                }
                let inner = try Self.sized(&reader, "quoting enclave's certification")
                try reader.finish()
                reader = ByteReader(inner)
            }
            reportBytes = Bytes(
                try reader.take(EnclaveReport.byteCount, of: "quoting enclave's report"))
            report = try EnclaveReport(reportBytes[...])
            reportSignature = Bytes(try reader.take(64, of: "signature of the QE report"))
            let count = try reader.takeLittleEndian(UInt16.self, of: "authentication length")
            authentication = Bytes(try reader.take(Int(count), of: "authentication data"))
            let type = try reader.takeLittleEndian(UInt16.self, of: "certification type")
            let data = try Self.sized(&reader, "certification data")
            certification = CertificationData(type: type, data: Bytes(data))
            try reader.finish()
        } catch let error as AttestationError {
            throw error
        } catch {
            throw .malformed("signature data: \(error)")
        }
    }

    private static func sized(
        _ reader: inout ByteReader, _ what: String
    ) throws(ByteError) -> ArraySlice<UInt8> {
        let size = try reader.takeLittleEndian(UInt32.self, of: "size of the " + what)
        return try reader.take(Int(size), of: what)
    }
}
