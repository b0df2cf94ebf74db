import SecretBase
import TestSupport
import Testing

@testable import SecretAttestation

/// What an enclave's author signed: read where it is whole, and refused where anything is not.
struct SignedEnclaveTests {
    private let enclave = TestEnclave()

    @Test("a signature structure tells measurement, signer, product, version and debug")
    func fields() throws {
        let signature = try SignedEnclave(enclave.sigStruct).signature
        #expect(signature.mrEnclave == enclave.mrEnclave)
        #expect(signature.mrSigner == P256Signer.sha256(enclave.signer.modulus.reversed()))
        #expect(signature.productID == 1 && signature.securityVersion == 2)
        #expect(signature.date == 0x2026_0131)
        #expect(signature.isDebug == false)
        #expect(signature.admits(attributes: [0x05] + Bytes(repeating: 0, count: 15)))
        #expect(!signature.admits(attributes: [0x07] + Bytes(repeating: 0, count: 15)))
        var either = enclave
        either.mask[0] = 0x04
        #expect(try SignedEnclave(either.sigStruct).signature.isDebug == nil)
        either.mask[0] = 0x02
        either.attributes[0] = 0x06
        #expect(try SignedEnclave(either.sigStruct).signature.isDebug == true)
    }

    @Test("it is found in an enclave's file, however often the signing tool wrote it")
    func images() throws {
        let bytes = enclave.sigStruct
        let wanted = try SigStruct(bytes[...])
        for count in 1...3 {
            let image = TestEnclave.image([[UInt8]](repeating: bytes, count: count))
            #expect(SignedEnclave.isOne(image))
            #expect(try SignedEnclave(image).signature == wanted)
        }
        #expect(SignedEnclave.isOne(bytes))
        #expect(!SignedEnclave.isOne(AttestationWorld().quote))
    }

    @Test("two enclaves in one file, none, no metadata, and no ELF are refused")
    func strangeImages() throws {
        var other = enclave
        other.mrEnclave[0] ^= 1
        let images: [Bytes] = [
            TestEnclave.image([enclave.sigStruct, other.sigStruct]), TestEnclave.image([]),
            TestEnclave.image([enclave.sigStruct], section: ".note.other"),
            [0x7f, 0x45, 0x4c, 0x46],
            [0x7f, 0x45, 0x4c, 0x46] + Bytes(repeating: 0xff, count: 200),
            [], Bytes(enclave.sigStruct.dropLast()), enclave.sigStruct + [0],
        ]
        for image in images {
            #expect(throws: AttestationError.self) { try SignedEnclave(image) }
        }
    }

    @Test("other vendors, exponents and signers are refused")
    func foreign() throws {
        var intel = enclave
        intel.vendor = [0x86, 0x80, 0, 0]
        #expect(try SignedEnclave(intel.sigStruct).signature.vendor == 0x8086)
        var vendor = enclave
        vendor.vendor = [1, 0, 0, 0]
        var exponent = enclave
        exponent.exponent = 17
        var swapped = enclave.sigStruct
        swapped.replaceSubrange(128..<512, with: EnclaveSigner.second.modulus.reversed())
        for bytes in [vendor.sigStruct, exponent.sigStruct, swapped] {
            #expect(throws: AttestationError.self) { try SignedEnclave(bytes) }
        }
    }

    @Test("every bit that is signed, or signs, is looked at; the two helping numbers are not")
    func damage() throws {
        let bytes = enclave.sigStruct
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            // Behind 1028 lie reserved bytes and what spares the processor a division.
            if index < 1028 {
                #expect(throws: AttestationError.self, "byte \(index)") {
                    try SignedEnclave(changed)
                }
            } else {
                #expect(try SignedEnclave(changed).signature == SigStruct(bytes[...]))
            }
        }
    }

    @Test("an enclave's file that is cut anywhere, or has any place beyond its end, is refused")
    func cutImages() throws {
        let image = TestEnclave.image([enclave.sigStruct])
        for count in stride(from: 0, to: image.count, by: 7) {
            #expect(throws: AttestationError.self) { try SignedEnclave(Bytes(image[..<count])) }
        }
        for index in 0..<64 {
            var changed = image
            changed[index] ^= 0x80
            _ = try? SignedEnclave(changed)
        }
        for index in (image.count - 192)..<image.count {
            var changed = image
            changed[index] = 0xff
            _ = try? SignedEnclave(changed)
        }
    }
}
