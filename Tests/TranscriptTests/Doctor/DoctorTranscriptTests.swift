import Foundation
import TestSupport
import Testing

/// `enclave doctor --transcript`: what check-hw printed, and what it is worth.
struct DoctorTranscriptTests {
    private func judge(_ name: String) async throws -> Binary.Result {
        try await Binary.run(
            ["enclave", "doctor", "--transcript", "\(name).txt", "--json"],
            directory: HostFixtures.folder.appending(path: "check-hw").path)
    }

    @Test(
        "'Platform Okay!' is not enough: the exit is 10, with the reason",
        arguments: [
            ("epid-only", "transcript.dcap", "host.transcript_epid"),
            ("epid-long-ago", "transcript.dcap", "host.transcript_epid"),
            ("okay-alone", "transcript.dcap", "host.transcript_okay_alone"),
            ("dcap-failed", "transcript.dcap", "host.transcript_dcap_failed"),
            ("dcap-failed", "transcript.code", "0xe019"),
            ("not-known", "transcript.machine", "This machine is not known"),
            ("no-enclave", "transcript.enclave", "SGX_ERROR_NO_DEVICE"),
        ])
    func refused(_ name: String, _ id: String, _ word: String) async throws {
        let run = try await judge(name)
        #expect(run.status == 10, "\(run)")
        let findings = try run.answer()["findings"]?.array ?? []
        let found = findings.filter { $0["id"]?.string == id && $0["state"]?.string == "fail" }
        #expect(found.contains { $0["explain"]?.string == word }, "\(run)")
        for finding in found { #expect(finding["remedy"]?.string?.isEmpty == false) }
    }

    @Test("attested with DCAP and known is exit 0")
    func accepted() async throws {
        let run = try await judge("dcap")
        #expect(run.status == 0, "\(run)")
        #expect(try run.answer()["counts"]?["ok"]?.integer == 3)
    }

    @Test("another text is not taken for a transcript, whatever is in it")
    func nonsense() async throws {
        for text in [
            "", "\n\n\n", "hello", String(repeating: "Platform ", count: 50_000), "\u{1b}[2J",
        ] {
            let run = try await Binary.run(
                ["enclave", "doctor", "--transcript", "-", "--json"],
                stdin: .text(text.prefix(60_000) + "\n"))
            #expect(run.status == 0, "\(run)")
            #expect(try run.answer()["counts"]?["ok"]?.integer ?? 0 <= 1)
            #expect(try run.answer()["counts"]?["fail"]?.integer == 0)
        }
    }
}
