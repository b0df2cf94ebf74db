import Foundation
import SecretAttestation
import SecretBase
import SecretClient
import TestSupport
import Testing

@testable import SecretCore

/// What the doctor reads, piece by piece.
struct HostPartsTests {
    private func processor(
        _ model: Int, _ stepping: Int, name: String = "Intel(R) Xeon(R)"
    ) throws
        -> ProcessorInfo
    {
        try #require(
            ProcessorInfo(
                "vendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: \(model)\n"
                    + "model name\t: \(name)\nstepping\t: \(stepping)\nmicrocode\t: 0xd0003f5\n"))
    }

    @Test(
        "family, model and stepping are worked out, and the policy knows what becomes of each",
        arguments: [
            (85, 3, "06-55-03", "without_sgx"), (106, 6, "06-6a-06", "supported"),
            (143, 8, "06-8f-08", "supported"), (207, 2, "06-cf-02", "supported"),
            (158, 10, "06-9e-0a", "end_of_life"), (158, 13, "06-9e-0d", "end_of_life"),
            (158, 9, "06-9e-09", "without_launch_control"), (165, 5, "06-a5-05", "end_of_life"),
            (122, 1, "06-7a-01", "end_of_life"), (79, 1, "06-4f-01", "without_sgx"),
            (167, 1, "06-a7-01", "supported"), (151, 2, "06-97-02", "without_sgx"),
            (200, 1, "06-c8-01", nil),
        ] as [(Int, Int, String, String?)])
    func processors(_ model: Int, _ stepping: Int, _ signature: String, _ verdict: String?) throws {
        let info = try processor(model, stepping)
        #expect(info.signature == signature)
        #expect(HostPolicy.builtIn.processor(info)?.verdict.rawValue == verdict)
    }

    @Test("a server and a desktop processor of one model are told apart by their names")
    func names() throws {
        let server = try processor(183, 1, name: "Intel(R) Xeon(R) E-2488")
        let desktop = try processor(183, 1, name: "13th Gen Intel(R) Core(TM) i7-13700K")
        #expect(HostPolicy.builtIn.processor(server)?.verdict == .supported)
        #expect(HostPolicy.builtIn.processor(desktop)?.verdict == .withoutSGX)
    }

    @Test("every FMSPC on the network's end-of-life list is of a family that the policy calls so")
    func endOfLife() throws {
        let settings = try Settings(home: "/nowhere", flags: [:], environment: Environment([:]))
        let policy = try PolicyShelf(settings: settings).policy("secret-mainnet")
        #expect(policy.fmspcDenied.count == 14)
        for fmspc in policy.fmspcDenied {
            // Its digits hold model and stepping as CPUID packs them: EM F M S.
            let digits = Array(fmspc.dropFirst(2).prefix(6))
            let model = try #require(Int(String([digits[0], digits[3]]), radix: 16))
            let stepping = try #require(Int(String(digits[4]), radix: 16))
            let info = try processor(model, stepping, name: "Intel(R) Core(TM)")
            let verdict = HostPolicy.builtIn.processor(info)?.verdict
            #expect(verdict == .endOfLife, "\(fmspc): \(info.signature)")
        }
    }

    @Test("the policy is whole: each list and number is there, and it has a date and sources")
    func policyIsWhole() {
        let policy = HostPolicy.builtIn
        #expect((try? Timestamp(parsing: policy.checked + "T00:00:00Z")) != nil)
        #expect(policy.processors.count > 10)
        for list in [
            policy.packagesRequired, policy.packagesForRegistration, policy.packagesOfOneVersion,
            policy.packagesOfEPID, policy.quoteProviders, policy.overclockingFiles,
            policy.overclockingProcesses, policy.timeKeepers, policy.serviceVersions,
        ] { #expect(!list.isEmpty) }
        for number in [
            policy.memoryMin, policy.diskFreeMin, policy.enclaveMemoryMin, policy.cacheSecondsMax,
            policy.staleDays, Int64(policy.kernelMin.major), Int64(policy.kernelMin.minor),
        ] { #expect(number > 0) }
    }

    @Test(
        "configuration with comments is read, and what is wrong is named by its line",
        arguments: [
            ("{\n// a\n\"a\": \"b\" /* c\nd */,\n\"e\": true }", nil),
            ("{\n\"a\": \"b\"\n\"c\": 1\n}", 2), ("{\n\"a\": \"b,\n\"c\": 1\n}", 2), ("", 1),
            ("{\n\n\"a\" 1}", 3), ("{\"a\": nonsense}", 1), ("{\"a\": 1}\n\nmore", 3),
            ("{\"a\": [1, {\"b\": [ ]}], \"c\": \"http://x//y\"}", nil), ("{\"a\": \"\\", 1),
            (String(repeating: "{\"a\":", count: 5000), 1), ("{/*", 1),
        ] as [(String, Int?)])
    func commented(_ text: String, _ line: Int?) {
        var found: Int?
        do throws(CommentedJSON.Fault) {
            _ = try CommentedJSON(Bytes(text.utf8))
        } catch { found = error.line }
        #expect(found == line, "\(text.prefix(40))")
    }

    @Test("what is in comments is no setting, and addresses keep their slashes")
    func settings() throws {
        let text = "{\n//\"pccs_url\": \"https://no\",\n\"pccs_url\": \"https://a.b/v4/\" }"
        let settings = try CommentedJSON(Bytes(text.utf8))
        #expect(settings["pccs_url"]?.value == "https://a.b/v4/")
        #expect(settings["pccs_url"]?.line == 3)
    }

    @Test("packages are those that are installed, not those that once were")
    func packages() {
        let status = """
            Package: a
            Status: install ok installed
            Version: 1.0

            Package: b
            Status: deinstall ok config-files
            Version: 2.0

            Package: c
            Version: 3.0
            Status: install ok installed
            """
        #expect(InstalledPackages(Bytes(status.utf8)).versions == ["a": "1.0", "c": "3.0"])
    }

    @Test("the installed enclave's measurement is read from its signature")
    func measurement() throws {
        let home = try TemporaryHome()
        let file = URL(filePath: home.path).appending(path: "enclave.so")
        try Data(TestEnclave.image([TestEnclave().sigStruct])).write(to: file)
        let host = LiveHost(environment: Environment([:]), time: SystemTime())
        let told = host.detail(.measurement, of: file.path).value
        #expect(told == String(repeating: "11", count: 32))
        try Data("no enclave".utf8).write(to: file)
        #expect(host.detail(.measurement, of: file.path).value == nil)
        #expect(host.detail(.measurement, of: home.path + "/nothing").isAbsent)
    }

    @Test("a policy of one's own is read whole or refused")
    func ownPolicy() throws {
        let folder = Vectors.folder.deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appending(path: "Sources/SecretCore/Toolkit/Policies/hosts.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let own = try HostPolicy(
            parsing: Bytes(text.replacing("2026-11-28", with: "2027-01-02").utf8), named: "own")
        #expect(own.checked == "2027-01-02")
        #expect(own.processors.count == HostPolicy.builtIn.processors.count)
        for bad in ["", "[]", "{}", "{\"checked\": \"2027-01-02\"}", text + "x"] {
            #expect(throws: EnclaveFileError.self) {
                try HostPolicy(parsing: Bytes(bad.utf8), named: "bad")
            }
        }
    }

    @Test("doors that listen for everybody are told from those of the host's own and from traffic")
    func ports() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue
               0: 0100007F:6821 00000000:0000 0A 00000000:00000000
               1: 00000000:0525 00000000:0000 0A 00000000:00000000
               2: 0A01A8C0:2382 00000000:0000 0A 00000000:00000000
               3: 0A01A8C0:6821 0B01A8C0:1F90 01 00000000:00000000
            """
        #expect(Examination.openPorts(table) == [1317, 9090])
        let six = """
            0: 00000000000000000000000001000000:6821 00000000000000000000000000000000:0000 0A
            1: 0000000000000000FFFF00000100007F:6822 00000000000000000000000000000000:0000 0A
            2: 00000000000000000000000000000000:2382 00000000000000000000000000000000:0000 0A
            """
        #expect(Examination.openPorts(six) == [9090])
        #expect(Examination.openPorts("a b c 0A\n:::: 0A 0A 0A\n") == [])
    }

    @Test("what a certificate service may do wrong has a diagnosis each")
    func diagnoses() throws {
        let url = try NodeURL("https://pccs.example.org/v4")
        let wanted: [(ClientError, String)] = [
            (
                .unreachable(url: "u", why: "SSL certificate problem: self-signed certificate"),
                "host.pccs_tls"
            ),
            (.unreachable(url: "u", why: "Could not resolve host"), "host.pccs_unreachable"),
            (.unanswered(url: "u", why: "Operation timed out"), "SGX_QL_SERVICE_TIMEOUT"),
            (.answered(status: 404, code: nil, message: "", path: "p"), "host.pccs_no_data"),
            (
                .answered(status: 461, code: nil, message: "", path: "p"),
                "SGX_QL_UNKNOWN_MESSAGE_RESPONSE"
            ), (.garbage(path: "p", why: "not JSON"), "SGX_QL_MESSAGE_ERROR"),
        ]
        for (error, word) in wanted {
            #expect(DoctorService.diagnosis(of: error, url: url).word == word)
            #expect(Catalogue.shared.entry(for: word) != nil, "\(word)")
        }
    }

    @Test("what may be a token is not saved, and lines keep their numbers")
    func distillate() {
        let text = "{\n\"pccs_url\": \"https://a\",\n\"user_token\": \"hunter2\",\n\"retry\": 1\n}"
        let kept = HostDistillate.of(Bytes(text.utf8), at: "/etc/sgx_default_qcnl.conf")
        let saved = String(decoding: kept, as: UTF8.self)
        #expect(!saved.contains("hunter2"))
        #expect(saved.contains("https://a"))
        #expect((try? CommentedJSON(kept))?["retry"]?.line == 4)
        let unit = HostDistillate.of(
            Bytes("User=u\nExecStart=x\nEnvironment=\"SCRT_A=b\" TOKEN=hunter2\n".utf8),
            at: ServiceUnit.path)
        #expect(String(decoding: unit, as: UTF8.self) == "User=u\nEnvironment=SCRT_A=b\n")
        let seed = HostDistillate.of(
            Bytes(#"{"encKey":"abcdef","pk2":"QUJD"}"#.utf8), at: "/x/.node/seed.json")
        #expect(String(decoding: seed, as: UTF8.self) == #"{"encKey":"000000","pk2":"QUJD"}"#)
    }
}

/// Evidence in the storage, under a root of the test's own.
struct HostAttestationTests {
    private func examine(_ world: AttestationWorld, at seconds: Int64) throws -> [HostFinding] {
        let home = try TemporaryHome()
        let tree = try HostFixtures.copy("expired-attestation", in: home, as: "tree")
        let file = tree.appending(path: "opt/secret/.sgx_secrets/attestation_combined.bin")
        try Data(world.combined(tlv: false)).write(to: file)
        let host = try #require(SavedHost(at: tree.path))
        let roots = try TrustedRoots(replacingWith: Bytes(world.rootPEM.utf8))
        var examination = Examination(
            host, at: Timestamp(seconds: seconds), storage: nil,
            verifier: AttestationVerifier(roots: roots))
        examination.examine()
        return examination.findings
    }

    private func finding(_ findings: [HostFinding], _ id: String) throws -> HostFinding {
        try #require(findings.first { $0.id == id })
    }

    @Test("good evidence is good, its days are counted, its enclave and key are compared")
    func good() throws {
        let found = try examine(AttestationWorld(), at: AttestationWorld.now)
        #expect(try finding(found, "attestation.evidence").state == .ok)
        #expect(try finding(found, "attestation.validity").seen.hasPrefix("16 days left"))
        #expect(try finding(found, "attestation.measurement").state == .ok)
        #expect(try finding(found, "attestation.node_key").state == .ok)
    }

    @Test("the last days are told before they are over, then it is expired")
    func ends() throws {
        let late = try examine(AttestationWorld(), at: AttestationWorld.now + 14 * 86_400)
        #expect(try finding(late, "attestation.validity").severity == .warning)
        let over = try examine(AttestationWorld(), at: AttestationWorld.now + 20 * 86_400)
        #expect(try finding(over, "attestation.validity").explain == "EXPIRED")
        #expect(try finding(over, "attestation.evidence").state == .ok)
        let early = try examine(AttestationWorld(), at: AttestationWorld.now - 90 * 86_400)
        #expect(try finding(early, "attestation.validity").explain == "NOT_YET_VALID")
    }

    @Test("evidence of a debug enclave, of another enclave and of another key is told apart")
    func wrong() throws {
        var debug = AttestationWorld()
        debug.isDebug = true
        let first = try examine(debug, at: AttestationWorld.now)
        #expect(try finding(first, "attestation.evidence").explain == "DEBUG")
        var other = AttestationWorld()
        other.mrEnclave = [UInt8](repeating: 0x33, count: 32)
        let second = try examine(other, at: AttestationWorld.now)
        #expect(try finding(second, "attestation.measurement").explain == "MrEnclaveMismatch")
        var key = AttestationWorld()
        key.reportData = [UInt8](repeating: 0x44, count: 64)
        let third = try examine(key, at: AttestationWorld.now)
        #expect(try finding(third, "attestation.node_key").explain == "host.node_key_differs")
    }

    @Test("every word that a finding may be explained by is in the catalogue")
    func words() throws {
        for host in HostFixtures.names {
            for finding in try HostFixtures.expected(host)["findings"]?.array ?? [] {
                guard let word = finding["explain"]?.string else { continue }
                #expect(Catalogue.shared.entry(for: word) != nil, "\(word)")
            }
        }
    }
}
