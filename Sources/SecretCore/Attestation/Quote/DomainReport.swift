package import SecretBase

/// The report of a TDX trust domain: 584 bytes (TD report 1.0) or 648 (1.5).
///
/// Source: Intel TDX DCAP quoting library, "TD Quote Body".
package struct DomainReport: Hashable, Sendable {
    package static let byteCount = 584
    package static let byteCount15 = 648

    /// 16 bytes: the TDX module's version, its major version, then other components.
    package let teeTCBSVN: Bytes
    /// Measurement and signer of the TDX module, 48 bytes each.
    package let mrSEAM: Bytes
    package let mrSignerSEAM: Bytes
    /// 8 bytes each.
    package let seamAttributes: Bytes
    package let tdAttributes: Bytes
    package let xfam: Bytes
    /// Measurement of the domain as built, 48 bytes.
    package let mrTD: Bytes
    package let mrConfigID: Bytes
    package let mrOwner: Bytes
    package let mrOwnerConfig: Bytes
    /// Four registers of 48 bytes, extended while the domain runs.
    package let rtmr: [Bytes]
    /// 64 bytes of the domain's choice.
    package let reportData: Bytes
    /// Only in reports 1.5: the versions as they are now, and the service domain's measurement.
    package let teeTCBSVN2: Bytes?
    package let mrServiceTD: Bytes?

    package init(_ bytes: ArraySlice<UInt8>) throws(AttestationError) {
        guard bytes.count == Self.byteCount || bytes.count == Self.byteCount15 else {
            throw .malformed("TD report: wanted 584 or 648 bytes, got \(bytes.count)")
        }
        let part = { (at: Int, count: Int) in
            Bytes(bytes[(bytes.startIndex + at)..<(bytes.startIndex + at + count)])
        }
        teeTCBSVN = part(0, 16)
        mrSEAM = part(16, 48)
        mrSignerSEAM = part(64, 48)
        seamAttributes = part(112, 8)
        tdAttributes = part(120, 8)
        xfam = part(128, 8)
        mrTD = part(136, 48)
        mrConfigID = part(184, 48)
        mrOwner = part(232, 48)
        mrOwnerConfig = part(280, 48)
        rtmr = (0..<4).map { part(328 + 48 * $0, 48) }
        reportData = part(520, 64)
        let is15 = bytes.count == Self.byteCount15
        teeTCBSVN2 = is15 ? part(584, 16) : nil
        mrServiceTD = is15 ? part(600, 48) : nil
    }

    /// Attribute 0: whoever runs the machine can read and change the domain.
    package var isDebug: Bool { tdAttributes[0] & 0x01 != 0 }
    /// The major version of the TDX module; 0 is the first, which has no identity of its own.
    package var moduleVersion: UInt8 { teeTCBSVN[1] }
}
