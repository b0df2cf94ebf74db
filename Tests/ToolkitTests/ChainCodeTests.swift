import Testing

@testable import SecretCore
@testable import SecretLedger

/// Codes of the chain, as `explain` is asked for them.
struct ChainCodeTests {
    private let catalogue = Catalogue.shared

    @Test("every code of codespace sdk is explained")
    func sdk() {
        for code in Array(2...41) + [40404] {
            #expect(catalogue.entry(for: "sdk:\(code)")?.about == "ABCI code", "\(code)")
        }
    }

    @Test("every error that the ledger can give is explained, by its code and by its text")
    func ledger() {
        check(AuthzError.self)
        check(BankError.self)
        check(ComputeError.self)
        check(DistributionError.self)
        check(EvidenceError.self)
        check(FeegrantError.self)
        check(GovError.self)
        check(PoetError.self)
        check(RegistrationError.self)
        check(SDKError.self)
        check(SlashingError.self)
        check(StakingError.self)
        check(UpgradeError.self)
        // Those that the ledger writes down where it gives them.
        for word in [
            "channel:3", "channel:10", "channel:18", "host:2", "capability:7", "undefined:1",
            "undefined:111222",
        ] {
            #expect(catalogue.entry(for: word) != nil, "\(word)")
        }
    }

    private func check<Known: RegisteredError & RawRepresentable>(_ type: Known.Type)
    where Known.RawValue == UInt32 {
        let errors = (0...50_000).compactMap(Known.init)
        #expect(!errors.isEmpty, "\(type)")
        for error in errors {
            let word = "\(Known.codespace):\(error.code)"
            let entry = catalogue.entry(for: word)
            #expect(entry != nil, "\(word)")
            guard let entry else { continue }
            let log = "failed to execute message; message index: 0: 5uscrt: \(error.text)"
            let found = catalogue.entries(for: log).map { $0.words[0] }
            #expect(found.contains(word), "\(word): \(log)")
            // Others say the same only where the catalogue knows that they do.
            #expect(found.count == 1 || entry.text == error.text, "\(found)")
        }
    }

    @Test(
        "a code with its codespace is found however it is written",
        arguments: [
            "sdk:32", "sdk/32", "sdk 32", "SDK 32", "32 sdk", "codespace sdk code 32",
            "code: 32, codespace: sdk", "(codespace: sdk, code: 32)",
            #"{"height":"0","codespace":"sdk","code":32,"raw_log":""}"#,
        ])
    func spellings(_ text: String) {
        #expect(catalogue.entries(for: text).map { $0.words[0] } == ["sdk:32"])
    }

    @Test("a code is not found in another that begins or ends like it")
    func numbersAreWhole() {
        #expect(
            catalogue.entries(for: "it says staking:32 there").map { $0.words[0] } == ["staking:32"]
        )
        #expect(catalogue.entries(for: "sdk 032").isEmpty)
        #expect(catalogue.entries(for: "sdk 4242").isEmpty)
    }

    @Test("what several codes say is explained by all of them")
    func shared() {
        let text = "validator does not exist"
        let words = ["staking:3", "distribution:12"]
        #expect(catalogue.entries(for: text).map { $0.words[0] } == words)
        #expect(catalogue.entries(for: "index: 0: x: \(text)").map { $0.words[0] } == words)
        #expect(catalogue.entries(for: "the file was not found, so it stopped").isEmpty)
    }

    @Test("a bare number tells the codespaces that have it, unless only one has")
    func bare() throws {
        for text in ["5", "code 5", "code: 5"] {
            let error = #expect(throws: ExplainError.self) { try ExplainService().explain(text) }
            guard case .severalCodes(5, let codes) = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
            #expect(codes.contains("sdk:5") && codes.contains("bank:5"))
            #expect(!codes.contains("staking:15"))
            #expect(error?.exit == .usage)
            #expect(error?.hint?.contains("sdk:5") == true)
        }
        #expect(
            try ExplainService().explain("code 40404").entries.map { $0.words[0] } == ["sdk:40404"])
        #expect(throws: ExplainError.unknown("99999", near: [])) {
            try ExplainService().explain("99999")
        }
    }
}
