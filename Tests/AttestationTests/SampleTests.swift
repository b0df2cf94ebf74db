import Foundation
import SecretBase
import TestSupport
import Testing

@testable import SecretAttestation

/// Real quotes, certificates and collateral, each judged at all the times of the index.
@Suite(.enabled(if: SharedAttestation.isPresent, "the shared evidence is not on this machine"))
struct SampleTests {
    static let samples = (try? SharedAttestation.samples()) ?? []
    static let quotes = samples.filter { $0.kind == "dcap" }
    static let certificates = samples.filter { $0.kind == "secret-ias-cert" }

    /// A wrong verdict is told with all that was found.
    static func expect(
        _ verdict: Verdict, _ wanted: JSONNode, _ name: String
    ) {
        let word = (verdict.outcome == .reject ? "REJECT:" : "ACCEPT:") + verdict.classWord
        #expect(word == wanted["verdict"]?.string, "\(name) at \(verdict.time): \(verdict)")
        if let reasons = wanted["reasons"]?.array {
            #expect(verdict.reasonWords == reasons.compactMap(\.string), "\(name)")
        }
        if let status = wanted["status"]?.string { #expect(verdict.tcbStatus == status, "\(name)") }
        if let advisories = wanted["advisories"]?.array {
            #expect(verdict.advisoryIDs == advisories.compactMap(\.string), "\(name)")
        }
        if let debug = wanted["debug"]?.bool { #expect(verdict.fields.isDebug == debug) }
        for (list, reason) in [
            ("expired", AttestationClass.expired), ("not_yet_valid", .notYetValid),
        ] {
            guard let parts = wanted[list]?.array else { continue }
            let found = verdict.findings.filter { $0.reason == reason }.map(\.part)
            #expect(Set(found) == Set(parts.compactMap(\.string)), "\(name)")
        }
    }

    static func time(_ node: JSONNode) -> Timestamp {
        Timestamp(seconds: Int64(node["at_time"]?.integer ?? 0))
    }

    @Test("a quote has the verdict of its time, and says what it should", arguments: quotes)
    func quote(_ sample: SharedAttestation.Sample) throws {
        let bytes = try #require(try sample.bytes("quote"))
        let collateral = try Collateral(parsing: try #require(try sample.bytes("collateral")))
        for wanted in sample.node["evaluations"]?.array ?? [] {
            let verdict = AttestationVerifier().verify(
                bytes, collateral: collateral, at: Self.time(wanted))
            Self.expect(verdict, wanted, sample.name)
            Self.expectClaims(verdict, sample)
        }
    }

    private static func expectClaims(_ verdict: Verdict, _ sample: SharedAttestation.Sample) {
        let fields = verdict.fields
        let claims = sample.node["claims"]
        #expect(fields.environment == claims?["tee"]?.string)
        #expect(fields.quoteVersion == claims?["version"]?.integer)
        #expect(fields.fmspc.map { Hex.encode($0) } == claims?["fmspc"]?.string)
        #expect(fields.pceID.map { Hex.encode($0) } == claims?["pceid"]?.string)
        #expect(fields.ppid.map { Hex.encode($0) } == claims?["ppid"]?.string)
        #expect(fields.hasSMT == claims?["smt"]?.bool)
        #expect(fields.certificationType == claims?["cert_type"]?.integer)
        #expect(fields.trailingCount == claims?["trailing"]?.integer)
        #expect(fields.tcbEvaluationNumber == claims?["tcb_eval"]?[0]?.integer)
        #expect(fields.qeEvaluationNumber == claims?["tcb_eval"]?[1]?.integer)
        #expect(fields.tcbDate?.description == claims?["tcb_date"]?.string)
        #expect(fields.qeStatus?.rawValue == claims?["qe"]?.string)
        #expect(fields.moduleStatus?.rawValue == claims?["module"]?.string)
        let measured = claims?["measurement"]
        #expect(fields.mrEnclave.map { Hex.encode($0) } == measured?["mrenclave"]?.string)
        #expect(fields.mrSigner.map { Hex.encode($0) } == measured?["mrsigner"]?.string)
        #expect(fields.mrTD.map { Hex.encode($0) } == measured?["mrtd"]?.string)
        #expect(fields.mrSEAM.map { Hex.encode($0) } == measured?["mrseam"]?.string)
        #expect(fields.productID == measured?["isvprodid"]?.integer)
        #expect(fields.securityVersion == measured?["isvsvn"]?.integer)
        let attributes = measured?["attributes"] ?? measured?["tdattributes"]
        #expect(fields.attributes.map { Hex.encode($0) } == attributes?.string)
        #expect(fields.reportData.map { Hex.encode($0) } == claims?["report_data"]?.string)
        #expect(
            fields.machineID.map { Hex.encode($0) } == sample.node["machine_id"]?.string)
        if let window = sample.node["window"]?.array {
            #expect(verdict.window?.from.seconds == window[0].integer.map(Int64.init))
            #expect(verdict.window?.until.seconds == window[1].integer.map(Int64.init))
        }
    }

    @Test("Secret's container, its folder and both combined forms say the same as the JSON")
    func containers() throws {
        let sample = try #require(Self.quotes.first { $0.path("collateral_secret") != nil })
        let quote = try #require(try sample.bytes("quote"))
        let wanted = try #require(sample.node["evaluations"]?[0])
        let container = try Collateral(
            parsing: try #require(try sample.bytes("collateral_secret")))
        let time = Self.time(wanted)
        Self.expect(
            AttestationVerifier().verify(quote, collateral: container, at: time), wanted, "blob")
        for role in ["combined_legacy", "combined_tlv"] {
            let bytes = try #require(try sample.bytes(role))
            #expect(Evidence.kind(of: bytes) == .combined)
            Self.expect(AttestationVerifier().verify(bytes, at: time), wanted, role)
        }
        let folder = SharedAttestation.folder.appending(path: "samples/\(sample.name)/collateral")
        var files: [String: Bytes] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            files[name] = try Bytes(Data(contentsOf: folder.appending(path: name)))
        }
        let collateral = try Collateral(files: files)
        Self.expect(
            AttestationVerifier().verify(quote, collateral: collateral, at: time), wanted, "folder")
    }

    @Test("a quote without a chain can be read, and not judged")
    func encryptedPPID() throws {
        let sample = try #require(Self.samples.first { $0.kind == "dcap-parse" })
        let bytes = try #require(try sample.bytes("quote"))
        let quote = try Quote(bytes)
        #expect(quote.signature.certification.kind == .encryptedPPID3072)
        #expect(quote.signature.certification.platform?.ppid.count == 384)
        let verdict = AttestationVerifier().verify(bytes, at: .epoch)
        #expect(verdict.classWord == "UNSUPPORTED")
        let claims = sample.node["claims"]
        #expect(verdict.fields.mrEnclave.map { Hex.encode($0) } == claims?["mrenclave"]?.string)
        #expect(!verdict.reasonWords.contains("QUOTE_SIGNATURE"))
    }

    @Test("a node certificate has the verdict of its time", arguments: certificates)
    func certificate(_ sample: SharedAttestation.Sample) throws {
        let bytes = try #require(try sample.bytes("cert"))
        let claims = sample.node["claims"]
        for wanted in sample.node["evaluations"]?.array ?? [] {
            let verdict = AttestationVerifier().verify(
                bytes, kind: .certificate, at: Self.time(wanted))
            Self.expect(verdict, wanted, sample.name)
            #expect(
                verdict.fields.mrEnclave.map { Hex.encode($0) } == claims?["mrenclave"]?.string)
            #expect(verdict.fields.iasVersion == claims?["ias_version"]?.integer)
        }
        guard claims?["encoding"]?.string != nil else { return }
        let certificate = try NodeCertificate(bytes)
        #expect(certificate.selfSignature == .sgxForm)
        guard case .report(let evidence) = certificate.payload else { return }
        #expect(evidence.encoding.rawValue == claims?["encoding"]?.string)
        #expect(try IASReport(evidence.report).groupID == UInt32(claims?["gid"]?.integer ?? 0))
    }

    @Test("a report of Intel's service in its own files has its verdict")
    func report() throws {
        let sample = try #require(Self.samples.first { $0.kind == "ias-report" })
        let evidence = try IASEvidence(
            report: try #require(try sample.bytes("report")),
            signature: try #require(try sample.bytes("signature")),
            chain: try #require(try sample.bytes("chain")))
        for wanted in sample.node["evaluations"]?.array ?? [] {
            let verdict = AttestationVerifier().verify(.ias(evidence), at: Self.time(wanted))
            Self.expect(verdict, wanted, sample.name)
            #expect(verdict.fields.tcbEvaluationNumber == 16)
        }
    }
}
