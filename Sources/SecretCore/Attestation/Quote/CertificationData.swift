package import SecretBase

/// What a quote says of the key that certified its quoting enclave.
package struct CertificationData: Hashable, Sendable {
    /// The kinds that Intel numbers.
    package enum Kind: UInt16, Sendable, CaseIterable {
        case plainPPID = 1
        case encryptedPPID2048 = 2
        case encryptedPPID3072 = 3
        case pckLeaf = 4
        case pckChain = 5
        case quotingEnclaveReport = 6
        case platformManifest = 7
    }

    /// The number in the quote, known or not.
    package let type: UInt16
    package let data: Bytes

    package var kind: Kind? { Kind(rawValue: type) }

    /// What the kinds 1 to 3 tell: an identifier of the platform, plain or encrypted, its versions,
    /// and which provisioning enclave it has.
    package struct Platform: Hashable, Sendable {
        package let ppid: Bytes
        package let cpuSVN: Bytes
        package let pceSVN: UInt16
        /// 2 bytes, as they lie.
        package let pceID: Bytes
    }

    /// Nil for the other kinds, and where the length is not the kind's.
    package var platform: Platform? {
        let ppidCount: Int
        switch kind {
        case .plainPPID, .encryptedPPID3072: ppidCount = 384
        case .encryptedPPID2048: ppidCount = 256
        default: return nil
        }
        // A plain identifier stands in as much room as an encrypted one, or in its own 16 bytes.
        let isShort = kind == .plainPPID && data.count == 36
        let start = isShort ? 16 : ppidCount
        guard data.count == start + 20 else { return nil }
        return Platform(
            ppid: Bytes(data[..<(kind == .plainPPID ? 16 : start)]),
            cpuSVN: Bytes(data[start..<start + 16]),
            pceSVN: UInt16(data[start + 16]) | UInt16(data[start + 17]) << 8,
            pceID: Bytes(data[(start + 18)...]))
    }
}
