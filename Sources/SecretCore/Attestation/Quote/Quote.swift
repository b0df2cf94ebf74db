package import SecretBase

/// A DCAP quote of version 3, 4 or 5, for SGX or TDX, signed with ECDSA on P-256.
///
/// Source: Intel SGX ECDSA quote library; Intel TDX DCAP quoting library, version 5.
package struct Quote: Hashable, Sendable {
    package static let bytesMax = 1 << 20
    package static let headerByteCount = 48
    /// Intel's quoting enclave.
    package static let intelVendor: Bytes = [
        0x93, 0x9a, 0x72, 0x33, 0xf7, 0x9c, 0x4c, 0xa9, 0x94, 0x0a, 0x0d, 0xb3, 0x95, 0x7f, 0x06,
        0x07,
    ]

    /// What kind of trusted environment made the quote.
    package enum Environment: String, Sendable {
        case sgx = "SGX"
        case tdx = "TDX"
    }

    package enum Body: Hashable, Sendable {
        case enclave(EnclaveReport)
        case domain(DomainReport)
    }

    package let version: UInt16
    package let environment: Environment
    /// 16 bytes: who made the quoting enclave.
    package let vendor: Bytes
    /// 20 bytes; the first 16 name the quoting enclave's installation.
    package let userData: Bytes
    package let body: Body
    package let bodyByteCount: Int
    /// Everything that the signature covers.
    package let signedBytes: Bytes
    package let signature: QuoteSignature
    /// Bytes behind the quote, which nobody signed and nobody reads.
    package let trailingCount: Int

    package init(_ bytes: Bytes) throws(AttestationError) {
        guard bytes.count <= Self.bytesMax else {
            throw .malformed("quote: longer than \(Self.bytesMax) bytes")
        }
        do {
            var reader = ByteReader(bytes)
            let header = try QuoteHeader(&reader)
            version = header.version
            environment = header.environment
            vendor = header.vendor
            userData = header.userData
            let form = try Self.form(of: header, &reader)
            let body = try reader.take(form.byteCount, of: "report")
            self.body =
                form.isEnclave
                ? .enclave(try EnclaveReport(body)) : .domain(try DomainReport(body))
            bodyByteCount = form.byteCount
            signedBytes = Bytes(bytes[..<body.endIndex])
            let size = try reader.takeLittleEndian(UInt32.self, of: "signature data length")
            let data = try reader.take(Int(size), of: "signature data")
            signature = try QuoteSignature(data, isNested: header.version >= 4)
            trailingCount = reader.left
        } catch let error as AttestationError {
            throw error
        } catch {
            throw .malformed("quote: \(error)")
        }
    }

    /// Which report follows the header, and how long it is.
    private static func form(
        of header: QuoteHeader, _ reader: inout ByteReader
    ) throws -> (isEnclave: Bool, byteCount: Int) {
        guard header.version >= 5 else {
            let isEnclave = header.environment == .sgx
            return (isEnclave, isEnclave ? EnclaveReport.byteCount : DomainReport.byteCount)
        }
        let type = try reader.takeLittleEndian(UInt16.self, of: "body type")
        let size = try reader.takeLittleEndian(UInt32.self, of: "body size")
        let (environment, byteCount): (Environment, Int)
        switch type {
        case 1: (environment, byteCount) = (.sgx, EnclaveReport.byteCount)
        case 2: (environment, byteCount) = (.tdx, DomainReport.byteCount)
        case 3: (environment, byteCount) = (.tdx, DomainReport.byteCount15)
        default: throw AttestationError.unsupported("body type: wanted 1, 2 or 3, got \(type)")
        }
        guard environment == header.environment, size == byteCount else {
            throw AttestationError.malformed(
                "body of type \(type) in a quote of \(header.environment.rawValue): wanted "
                    + "\(byteCount) bytes of \(environment.rawValue), the quote says \(size)")
        }
        return (environment == .sgx, byteCount)
    }

    /// 64 bytes of the enclave's or domain's choice.
    package var reportData: Bytes {
        switch body {
        case .enclave(let report): report.reportData
        case .domain(let report): report.reportData
        }
    }

    package var isDebug: Bool {
        switch body {
        case .enclave(let report): report.isDebug
        case .domain(let report): report.isDebug
        }
    }
}

/// The first 48 bytes of a quote.
struct QuoteHeader {
    let version: UInt16
    let environment: Quote.Environment
    let vendor: Bytes
    let userData: Bytes

    init(_ reader: inout ByteReader) throws {
        version = try reader.takeLittleEndian(UInt16.self, of: "version")
        let keyType = try reader.takeLittleEndian(UInt16.self, of: "attestation key type")
        let environment = try reader.takeLittleEndian(UInt32.self, of: "environment")
        // Versions of the quoting and the provisioning enclave, which later versions do not fill.
        _ = try reader.take(4, of: "reserved bytes")
        vendor = Bytes(try reader.take(16, of: "vendor"))
        userData = Bytes(try reader.take(20, of: "user data"))
        guard (3...5).contains(version) else {
            throw AttestationError.unsupported("quote: wanted version 3, 4 or 5, got \(version)")
        }
        guard keyType == 2 else {
            throw AttestationError.unsupported(
                "attestation key: wanted type 2 (ECDSA on P-256), got \(keyType)")
        }
        switch environment {
        case 0: self.environment = .sgx
        case 0x81 where version > 3: self.environment = .tdx
        default:
            throw AttestationError.unsupported(
                "environment: wanted 0 (SGX) or, from version 4, 129 (TDX), got \(environment)")
        }
    }
}
