import SecretAttestation
import SecretBase

extension FuzzTarget {
    /// Quotes, containers, collateral and the extension of platforms' certificates.
    static func attestation() throws -> [FuzzTarget] {
        let quote = AttestationSeeds.quote
        let time = Timestamp(seconds: 1_768_435_200)
        return [
            FuzzTarget("quote", seeds: [quote, AttestationSeeds.nestedQuote]) { bytes in
                guard let quote = try accepted({ try Quote(bytes) }) else { return false }
                guard bytes.starts(with: quote.signedBytes) else {
                    throw FuzzFault(description: "the signed bytes are not the quote's first")
                }
                let verdict = QuoteVerifier.verifyAlone(quote, roots: .intel, at: time)
                try FuzzFault.unlessEqual(verdict.outcome, .reject)
                return true
            },
            FuzzTarget("combined", seeds: AttestationSeeds.combined) { bytes in
                let verdict = AttestationVerifier().verify(bytes, kind: .combined, at: time)
                try FuzzFault.unlessEqual(verdict.outcome, .reject)
                guard let blob = try accepted({ try CombinedBlob(bytes) }) else { return false }
                let sum = blob.quote.count + blob.collateral.count + blob.jwt.count
                guard sum <= bytes.count else {
                    throw FuzzFault(description: "more came out than went in")
                }
                return true
            },
            FuzzTarget("collateral", texts: AttestationSeeds.collateral) { text in
                guard let collateral = try accepted({ try Collateral(parsing: Bytes(text.utf8)) })
                else { return false }
                let checked = CheckedCollateral(collateral, roots: .intel)
                let verdict = QuoteVerifier(checked).verify(quote, at: time)
                try FuzzFault.unlessEqual(verdict.outcome, .reject)
                return true
            },
            FuzzTarget("tcb-info", texts: AttestationSeeds.tcbInfo) { text in
                guard let info = try accepted({ try TCBInfo(Bytes(text.utf8)) }) else {
                    return false
                }
                let lists = info.levels.map(\.components)
                let isSorted = zip(lists, lists.dropFirst()).allSatisfy {
                    !$0.lexicographicallyPrecedes($1)
                }
                guard isSorted else { throw FuzzFault(description: "levels are not in order") }
                return true
            },
            FuzzTarget("sgx-extension", seeds: [try Hex.decode(AttestationSeeds.platform)]) {
                bytes in
                guard let platform = try accepted({ try SGXExtension(bytes) }) else {
                    return false
                }
                try FuzzFault.unlessEqual(platform.components.count, 16)
                return true
            },
        ]
    }
}

/// Good input, as far as its shape goes: nothing in it is signed.
private enum AttestationSeeds {
    private static let header: Bytes =
        [3, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0] + Quote.intelVendor + Bytes(repeating: 1, count: 20)
    private static let report = Bytes(repeating: 2, count: 384)
    private static let keys = Bytes(repeating: 3, count: 128)
    private static let vouching =
        report + Bytes(repeating: 4, count: 64) + [0, 0] + [5, 0] + [0, 0, 0, 0]

    static let quote = header + report + [0x48, 0x02, 0, 0] + keys + vouching

    /// Of version 4, where the last parts lie one deeper.
    static let nestedQuote =
        [4] + header.dropFirst() + report + [0x4e, 0x02, 0, 0] + keys + [6, 0, 0xc8, 0x01, 0, 0]
        + vouching + [0, 0, 0]

    static let combined: [Bytes] = [
        [0, 0, 0, 0, 0xfc, 0x03, 0, 0, 32, 0, 0, 0] + sized + Bytes(repeating: 0, count: 32),
        [2, 0xfc, 0x03, 0, 0] + sized + [3, 32, 0, 0, 0] + Bytes(repeating: 0, count: 32),
        [9, 1, 0, 0, 0, 7, 4, 2, 0, 0, 0, 65, 66],
    ]
    private static let sized = Bytes(quote.prefix(1020))

    static let tcbInfo = [
        #"{"id":"SGX","version":3,"issueDate":"2026-01-01T00:00:00Z","#
            + #""nextUpdate":"2026-01-31T00:00:00Z","fmspc":"00606A000000","pceId":"0000","#
            + #""tcbType":0,"tcbEvaluationDataNumber":19,"tcbLevels":["#
            + level(3) + "," + level(11) + "]}"
    ]

    private static func level(_ version: Int) -> String {
        let list = (0..<16).map { "{\"svn\":\($0 < 2 ? version : 0)}" }.joined(separator: ",")
        return "{\"tcb\":{\"sgxtcbcomponents\":[\(list)],\"pcesvn\":13},"
            + "\"tcbDate\":\"2024-03-13T00:00:00Z\",\"tcbStatus\":\"UpToDate\"}"
    }

    static let collateral = [
        #"{"pck_crl":"30","root_ca_crl":"3000","tcb_info":"{\"tcbInfo\":{},\"signature\":\"00\"}","#
            + #""qe_identity":"{}","qe_identity_signature":"00","tcb_info_issuer_chain":""}"#,
        #"{"pck_crl_issuer_chain":"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"}"#,
    ]

    static let platform =
        "308201e3301e060a2a864886f84d010d010104107777777777777777777777777777777730820164060a"
        + "2a864886f84d010d0102308201543010060b2a864886f84d010d01020102010b3010060b2a864886f84d"
        + "010d01020202010b3010060b2a864886f84d010d0102030201023010060b2a864886f84d010d01020402"
        + "01023011060b2a864886f84d010d010205020200ff3010060b2a864886f84d010d010206020101301006"
        + "0b2a864886f84d010d0102070201003010060b2a864886f84d010d0102080201003010060b2a864886f8"
        + "4d010d0102090201003010060b2a864886f84d010d01020a0201003010060b2a864886f84d010d01020b"
        + "0201003010060b2a864886f84d010d01020c0201003010060b2a864886f84d010d01020d020100301006"
        + "0b2a864886f84d010d01020e0201003010060b2a864886f84d010d01020f0201003010060b2a864886f8"
        + "4d010d0102100201003010060b2a864886f84d010d01021102010d301f060b2a864886f84d010d010212"
        + "04100b0b0202ff01000000000000000000003010060a2a864886f84d010d0103040200003014060a2a86"
        + "4886f84d010d0104040600606a000000300f060a2a864886f84d010d01050a01013020060a2a864886f8"
        + "4d010d010730123010060b2a864886f84d010d0107030101ff"
}
