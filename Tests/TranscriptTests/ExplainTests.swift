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
            "sdk:32", "sdk 5", "insufficient funds", "code 40404", "compute/3",
            #"{"code":13,"codespace":"sdk","raw_log":"x"}"#, "enclave_unregistered",
            "3:04AM ERR CONSENSUS FAILURE!!! err=\"runtime error\" module=consensus",
        ])
    func known(_ word: String) async throws {
        let run = try await Binary.run(["explain", word, "--json"])
        #expect(run.status == 0, "\(run)")
        let answer = try run.answer()
        #expect(answer["schema"]?.string == "secretctl/explain/v1")
        for field in ["cause", "remedy", "source", "checked"] {
            #expect(answer[field]?.string?.isEmpty == false, "\(field)")
        }
        let likelihood = answer["likelihood"]?.string ?? ""
        #expect(["certain", "likely", "possible"].contains(likelihood))
        #expect(answer["meanings"]?.array?.first?["likelihood"]?.string == likelihood)
        let text = try await Binary.run(["explain", word])
        #expect(text.stdout.contains("what to do"))
        #expect(text.stdout.contains("(\(likelihood))"))
    }

    @Test("a bare number that several codespaces have is exit 2, and the hint names them")
    func severalCodes() async throws {
        let run = try await Binary.run(["explain", "5", "--json"])
        #expect(run.status == 2)
        #expect(run.stdout == "")
        let failure = try run.failure()
        #expect(failure["code"]?.string == "ambiguous_code")
        #expect(failure["hint"]?.string?.contains("sdk:5, bank:5") == true)
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
