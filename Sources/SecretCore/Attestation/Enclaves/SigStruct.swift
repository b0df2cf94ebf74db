package import SecretBase
import SecretCrypto

/// SIGSTRUCT: what an enclave's author signs of it, 1808 bytes. All numbers are little-endian.
///
/// Source: Intel SDM volume 3D, "Enclave Signature Structure (SIGSTRUCT)".
package struct SigStruct: Hashable, Sendable {
    package static let byteCount = 1808
    /// How it begins, and what stands behind vendor and date.
    static let header: Bytes = [6, 0, 0, 0, 0xe1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    static let secondHeader: Bytes = [1, 1, 0, 0, 0x60, 0, 0, 0, 0x60, 0, 0, 0, 1, 0, 0, 0]
    private static let intel: UInt32 = 0x8086

    /// 0, or 0x8086 where Intel signed.
    package let vendor: UInt32
    /// When it was signed, as its author says: decimal digits in hex, 0x20260131.
    package let date: UInt32
    /// 4 bytes each, as they lie.
    package let miscSelect: Bytes
    package let miscMask: Bytes
    /// 16 bytes each: flags (8), then XFRM (8). The processor looks at the mask's bits only.
    package let attributes: Bytes
    package let attributesMask: Bytes
    /// SHA-256 of the enclave's code and data, 32 bytes.
    package let mrEnclave: Bytes
    /// SHA-256 of the signer's modulus as it lies, 32 bytes.
    package let mrSigner: Bytes
    package let productID: UInt16
    package let securityVersion: UInt16

    /// Reads exactly 1808 bytes. Throws for other headers, vendors and exponents than the
    /// processor takes, and where the signature over header and body is not of the key inside.
    package init(_ bytes: ArraySlice<UInt8>) throws(AttestationError) {
        guard bytes.count == Self.byteCount else {
            throw .malformed("SIGSTRUCT: wanted 1808 bytes, got \(bytes.count)")
        }
        let part = { (at: Int, count: Int) in
            Bytes(bytes[(bytes.startIndex + at)..<(bytes.startIndex + at + count)])
        }
        let number = { (at: Int) in
            part(at, 4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        guard part(0, 16) == Self.header, part(24, 16) == Self.secondHeader else {
            throw .malformed("SIGSTRUCT: its headers are not those of one")
        }
        vendor = number(16)
        guard vendor == 0 || vendor == Self.intel else {
            throw .malformed("SIGSTRUCT: wanted vendor 0 or 0x8086, got \(vendor)")
        }
        date = number(20)
        guard number(512) == 3 else {
            throw .malformed("SIGSTRUCT: wanted exponent 3, got \(number(512))")
        }
        let modulus = part(128, 384)
        miscSelect = part(900, 4)
        miscMask = part(904, 4)
        attributes = part(928, 16)
        attributesMask = part(944, 16)
        mrEnclave = part(960, 32)
        mrSigner = Hash.sha256(modulus)
        productID = UInt16(truncatingIfNeeded: number(1024))
        securityVersion = UInt16(truncatingIfNeeded: number(1024) >> 16)
        guard
            let key = try? VerificationKey(rsaModulus: modulus.reversed(), exponent: 3),
            key.rsaBits == 3072,
            key.isValidRSA(
                signature: part(516, 384).reversed(), message: part(0, 128) + part(900, 128))
        else {
            throw .malformed("SIGSTRUCT: the signature over it is not of the key inside")
        }
    }

    /// What the signer says of debugging: nil where the enclave may run either way.
    package var isDebug: Bool? {
        attributesMask[0] & 0x02 == 0 ? nil : attributes[0] & 0x02 != 0
    }

    /// Whether an enclave that runs with these attributes (16 bytes) is one of those that are
    /// signed here.
    package func admits(attributes running: Bytes) -> Bool {
        running.count == 16
            && zip(zip(attributes, running), attributesMask).allSatisfy { pair, mask in
                pair.0 & mask == pair.1 & mask
            }
    }
}
