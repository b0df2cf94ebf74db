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
            FuzzTarget("pieces", seeds: AttestationSeeds.pieces) { bytes in
                var pieces = CollateralPieces()
                guard try accepted({ try pieces.add(bytes) }) != nil else { return false }
                guard try accepted({ try pieces.assembled() }) == nil else {
                    throw FuzzFault(description: "one piece was taken for the whole")
                }
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
            FuzzTarget("signed-enclave", seeds: try EnclaveSeeds.all()) { bytes in
                guard let enclave = try accepted({ try SignedEnclave(bytes) }) else {
                    return false
                }
                try FuzzFault.unlessEqual(enclave.signature.mrEnclave.count, 32)
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

    static let pieces: [Bytes] = [
        Bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".utf8)
            + answer,
        answer,
    ]
    private static let answer = Bytes("{\"tcbInfo\":\(tcbInfo[0]),\"signature\":\"00\"}".utf8)

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

/// A signature structure, and an ELF image around it. The key was made for this and thrown away.
private enum EnclaveSeeds {
    static func all() throws -> [Bytes] {
        let bare =
            [6, 0, 0, 0, 0xe1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0] + zeros(4)
            + [0x31, 0x01, 0x26, 0x20]
            + [1, 1, 0, 0, 0x60, 0, 0, 0, 0x60, 0, 0, 0, 1, 0, 0, 0] + zeros(88)
            + (try Hex.decode(modulus)) + [3, 0, 0, 0] + (try Hex.decode(signature)) + zeros(28)
            + [4] + zeros(15) + [6] + zeros(15) + Bytes(repeating: 0x11, count: 32) + zeros(32)
            + [1, 0, 2, 0] + zeros(780)
        return [bare, image(around: bare)]
    }

    private static func zeros(_ count: Int) -> Bytes { Bytes(repeating: 0, count: count) }

    private static func image(around content: Bytes) -> Bytes {
        let names = [0] + Bytes(".note.sgxmeta".utf8) + [0]
        var image = ByteWriter()
        image.put([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + zeros(33))
        image.putLittleEndian(UInt64(64 + content.count + names.count))
        image.put(zeros(10))
        for number in [64, 2, 1] as [UInt16] { image.putLittleEndian(number) }
        image.put(content + names)
        for (at, count) in [(64, content.count), (64 + content.count, names.count)] {
            image.putLittleEndian(UInt32(1))
            image.put(zeros(20))
            image.putLittleEndian(UInt64(at))
            image.putLittleEndian(UInt64(count))
            image.put(zeros(24))
        }
        return image.bytes
    }

    private static let modulus =
        "fd0d15442ea46c3b65fd6b79abedba26c45931cc50d45ed253bdbab2d0473a470f480333457ec23ece15"
        + "d472e962e693b61405a7872803eb5ff96b30ffdc09610ec6c979229509c78cdf143794b6d0e3ce4ba5bf"
        + "1fc9edabbda845e1938a6b31eb339aec724283e9291e5f09feab745b01e63648b8fa7aa5015e5828710d"
        + "e2f8d1a9abe77d7201e96f0ed81a774972bf8331eeb0f5ebffffb21f63b680f62cb699beff597d357815"
        + "d3166be0a90a1c2004eb2f01f9e958852836f0a29360ff4d686a4d633081acb4a6e3c9016787a1d2f88e"
        + "0745ca1b2e451a924fb7f238cae213481999251073d5899ddfb34e8a64f2a3827df7acdae87653bc84cb"
        + "0b64dd03385cff4b3a52082a0f128d42c9b8e41db431b9033b1298e40143ffb0ded57c69ffc940d8fb73"
        + "e6cc42638732fe0df8508ff440f39b4a4378f2e551e2411e16987ca4d85433486a86304d33b228efa59c"
        + "38088ad0748dda78d44690ff42d8ef7d67ce82848ababa536622f41b48dc6ee3e32206933e2b19379e83"
        + "46d3dd98c1f3"
    private static let signature =
        "b9925d62aad07d103d3ccb5a2f9d446a36425dde57a2529485d028676f46fe985dd336975f91bb96b7e9"
        + "6fadf0874a2cd30f3c5fb13575f0ca0536ed2ea08b1cd8a3fc908b49a1734310c6c7cba284928706ce7f"
        + "53c7f5c137c692ee1ac384ce2363579a0efc9c8d64a2de6ce8e4d9a48a9cf62a44082c685c2707332fed"
        + "53738cc25c909ba35e38151ccc2a2d7f8c0f1529090a47931cb3ad78bf08aeeb733003b9e4413f73b53d"
        + "10268074eeb9e8c73a8a95bcc49a363001f5799259813aa62ca837fa9920d31263da32720e9813984bad"
        + "4ba0f73f6eb98671a62c17c7d024b4abdbd73bab080bc1646f0b0109fee9c746cc1305a3e3a04a2d7100"
        + "f34addbaa6f24712290eeca3ed308900cbe75ba1a704f1abbf89d3d9c1c1fe8087e4aae379a7bd1e2615"
        + "56c9cd2fb5e009f0ec2d8f4cc6deb647cbde1632f43ad9f7860e785a15085e00ac5c7d6f03fdafefb081"
        + "1801dc9c724220654971a3e6a64f21735abe14b68442536e83f98f11aa5022ba35d208827de80454a1a4"
        + "efc71d6e3ae1"
}
