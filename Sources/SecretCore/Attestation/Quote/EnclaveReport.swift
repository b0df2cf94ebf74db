package import SecretBase

/// The report of an SGX enclave, 384 bytes. All numbers are little-endian.
///
/// Source: Intel SGX ECDSA quote library, "Enclave Report Body".
package struct EnclaveReport: Hashable, Sendable {
    package static let byteCount = 384

    /// 16 bytes, one security version a component.
    package let cpuSVN: Bytes
    /// 4 bytes, as they lie.
    package let miscSelect: Bytes
    /// 16 bytes: flags (8), then XFRM (8).
    package let attributes: Bytes
    /// SHA-256 of the enclave's code and data, 32 bytes.
    package let mrEnclave: Bytes
    /// SHA-256 of the signer's key, 32 bytes.
    package let mrSigner: Bytes
    package let productID: UInt16
    package let securityVersion: UInt16
    /// 64 bytes of the enclave's choice.
    package let reportData: Bytes

    package init(_ bytes: ArraySlice<UInt8>) throws(AttestationError) {
        guard bytes.count == Self.byteCount else {
            throw .malformed("enclave report: wanted 384 bytes, got \(bytes.count)")
        }
        let part = { (at: Int, count: Int) in
            Bytes(bytes[(bytes.startIndex + at)..<(bytes.startIndex + at + count)])
        }
        let number = { (at: Int) in
            UInt16(bytes[bytes.startIndex + at]) | UInt16(bytes[bytes.startIndex + at + 1]) << 8
        }
        cpuSVN = part(0, 16)
        miscSelect = part(16, 4)
        attributes = part(48, 16)
        mrEnclave = part(64, 32)
        mrSigner = part(128, 32)
        productID = number(256)
        securityVersion = number(258)
        reportData = part(320, 64)
    }

    /// Flag 1: whoever runs the machine can read and change the enclave.
    package var isDebug: Bool { attributes[0] & 0x02 != 0 }
}
