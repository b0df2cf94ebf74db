import Foundation
import SecretAttestation
import SecretBase
import SecretCrypto
import SecretEnclave
import SecretLedger
import TestSupport
import Testing

@testable import SecretNode

@Suite("The enclave's judgement of nodes")
struct EnclaveAuthenticatorTests {
    private static let time: Int64 = 1_767_225_600
    private let folder: TemporaryHome
    private let gate: EnclaveGate
    private let newcomer: Newcomer

    init() throws {
        folder = try TemporaryHome()
        gate = try firstEnclave(in: folder)
        newcomer = try Newcomer(at: Self.time)
    }

    private func judged(
        _ certificate: Bytes, at seconds: Int64 = time, nanos: Int64 = 0
    ) throws(AuthenticationRefusal) -> AuthenticatedNode {
        try EnclaveAuthenticator(gate).authenticate(
            certificate, at: Timestamp(seconds: seconds, nanos: nanos))
    }

    @Test("a genuine simulation of this program gets the seeds, at any time of its validity")
    func good() throws {
        let certificate = newcomer.evidence(owner: 5)
        let node = try judged(certificate)
        #expect(node.nodeKey == newcomer.key)
        #expect(node.owner == Bytes(repeating: 5, count: 32))
        #expect(node.machine?.count == 20 && node.machine == newcomer.machine)
        #expect(try node.encryptedSeeds == gate.encryptedSeeds(for: newcomer.key))
        #expect(try judged(certificate, at: Self.time + 300 * 86_400, nanos: 7) == node)
        #expect(try RegistrationCertificate(certificate).nodeKey == newcomer.key)
        #expect(certificate.count * 12 < RegistrationCertificate.bytesMax * 2)
        try newcomer.accept(node.encryptedSeeds, from: gate.registrationPublicKey)
        #expect(try newcomer.open().messagePublicKey == gate.messagePublicKey)
    }

    @Test("evidence of another time is none", arguments: [-3 * 86_400, 400 * 86_400])
    func outOfTime(seconds: Int64) throws {
        #expect(throws: AuthenticationRefusal.invalidCertificate) {
            try judged(newcomer.evidence(), at: Self.time + seconds)
        }
    }

    @Test("an enclave of another measurement is told so")
    func otherMeasurement() throws {
        var other = EnclaveGate.measurement
        other[31] ^= 1
        #expect(throws: AuthenticationRefusal.otherEnclave) {
            try judged(newcomer.evidence(mrEnclave: other))
        }
    }

    @Test("a key that seeds for it would open for everybody gets none")
    func lowOrder() throws {
        #expect(throws: AuthenticationRefusal.seedEncryptionFailed) {
            try judged(newcomer.evidence(key: Bytes(repeating: 0, count: 32)))
        }
    }

    @Test("a changed byte of the quote, its signatures or collateral is never taken")
    func damaged() throws {
        let good = newcomer.evidence()
        let quoteBytes = Int(good[4]) | Int(good[5]) << 8
        // Every byte of the report, then here and there.
        let places =
            Array(12..<12 + 432) + stride(from: 444, to: 12 + quoteBytes, by: 61)
            + stride(from: 12 + quoteBytes + 32, to: good.count - 8, by: 331)
        var taken = 0
        for place in places {
            var bad = good
            bad[place] ^= 0x20
            guard let node = try? judged(bad) else { continue }
            // PEM bears a change of case in some places that say nothing; the key stays the same.
            taken += 1
            #expect(place >= 444 && node.nodeKey == newcomer.key, "byte \(place)")
        }
        #expect(taken < places.count / 20)
    }

    @Test("what is no evidence is none")
    func garbage() throws {
        let good = newcomer.evidence()
        let others: [Bytes] = [
            [], [0], [2], Bytes(repeating: 0, count: 12), Bytes(repeating: 0x41, count: 5000),
            Bytes(good.prefix(good.count / 2)), Bytes(good.prefix(444)),
        ]
        for certificate in others {
            #expect(throws: AuthenticationRefusal.invalidCertificate) { try judged(certificate) }
        }
    }

    /// Samples by name, with a time at which Intel's part of them was valid.
    private static let samples: [(name: String, time: Int64, refusal: AuthenticationRefusal)] = [
        ("sgx-v3-azure-swhardening", 1_684_165_303, .otherEnclave),
        ("sgx-v3-azure-swhardening", 1_721_163_603, .invalidCertificate),
        ("sgx-v3-config-and-swhardening", 1_751_624_924, .invalidCertificate),
        ("sgx-v3-debug-enclave-composite", 1_751_624_924, .invalidCertificate),
        ("tdx-v4-uptodate", 1_751_624_191, .invalidCertificate),
    ]

    @Test(
        "hardware's evidence is judged as the network does, and is another enclave's at best",
        .enabled(if: SharedAttestation.isPresent, "the shared evidence is not here"),
        arguments: samples)
    func hardware(name: String, time: Int64, refusal: AuthenticationRefusal) throws {
        let sample = try #require(try SharedAttestation.samples().first { $0.name == name })
        let collateral = try Collateral(
            parsing: try #require(try sample.bytes("collateral")))
        let certificate = CombinedBlob.legacy(
            quote: try #require(try sample.bytes("quote")),
            collateral: CollateralContainer(collateral).bytes)
        #expect(throws: refusal) { try judged(certificate, at: time) }
    }
}
