import TestSupport
import Testing

/// `explain`: what a word means, and what to do.
struct ExplainTests {
    @Test(
        "words of every kind are explained, in any case, and within a line of a log",
        arguments: [
            "EXPIRED", "SIMULATED", "SWHardeningNeeded", "sw_hardening_needed", "INTEL-SA-00161",
            "0xe011", "0xE011", "e011", "SGX_ERROR_NO_DEVICE", "InvalidCert", "0xa008",
            "error: enclave: unknown machine (node 7)", "SGX_QL_NETWORK_ERROR", "0x4001",
        ])
    func known(_ word: String) async throws {
        let run = try await Binary.run(["explain", word, "--json"])
        #expect(run.status == 0, "\(run)")
        let answer = try run.answer()
        #expect(answer["schema"]?.string == "secretctl/explain/v1")
        for field in ["cause", "remedy", "source", "checked"] {
            #expect(answer[field]?.string?.isEmpty == false, "\(field)")
        }
        let text = try await Binary.run(["explain", word])
        #expect(text.stdout.contains("what to do"))
    }

    @Test("an unknown word is exit 3, and nothing is made up")
    func unknown() async throws {
        for word in ["frobnication", "0xffff", "", "x"] {
            let run = try await Binary.run(["explain", word, "--json"])
            #expect(run.status == 3, "\(word)")
            #expect(run.stdout == "")
            #expect(try run.failure()["code"]?.string == "unknown_word")
        }
    }
}
