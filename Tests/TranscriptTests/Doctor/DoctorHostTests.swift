import Foundation
import TestSupport
import Testing

/// `enclave doctor --root`: a host of every kind of trouble, and the whole answer to each.
struct DoctorHostTests {
    /// A host and what it is about: the finding in which it must differ from a healthy one.
    struct Trouble: Sendable, CustomTestStringConvertible {
        let host: String
        let id: String
        let state: String
        /// The word under which it is explained.
        let explain: String?

        var testDescription: String { host }

        init(_ host: String, _ id: String, _ explain: String?, state: String = "fail") {
            self.host = host
            self.id = id
            self.state = state
            self.explain = explain
        }
    }

    static let troubles = [
        Trouble("bios-off", "cpu.sgx", "host.bios_sgx_off"),
        Trouble("software-controlled", "cpu.sgx", "host.bios_software_controlled"),
        Trouble("old-kernel", "device.kernel", "host.kernel_old"),
        Trouble("old-kernel", "device.old_driver", "host.old_driver"),
        Trouble("vm-without-sgx", "cpu.sgx", "host.vm_without_sgx"),
        Trouble("amd", "cpu.vendor", "host.cpu_amd"),
        Trouble("coffee-lake", "cpu.model", "host.cpu_end_of_life"),
        Trouble("coffee-lake", "firmware.graphics", "INTEL-SA-00219", state: "ok"),
        Trouble("cascade-lake", "cpu.model", "host.cpu_without_sgx"),
        Trouble("old-microcode", "cpu.microcode", "OutOfDate"),
        Trouble("no-groups", "access.enclave", "SGX_ERROR_NO_PRIVILEGE"),
        Trouble("no-groups", "access.aesmd", "SGX_ERROR_NO_PRIVILEGE"),
        Trouble("old-session", "access.enclave", "host.relogin"),
        Trouble("aesmd-stopped", "service.aesmd", "SGX_ERROR_SERVICE_UNAVAILABLE"),
        Trouble("missing-comma", "provider.file", "SGX_QL_CONFIG_INVALID_JSON"),
        Trouble("own-pccs", "provider.service", "host.pccs_own_certificate"),
        Trouble("two-providers", "packages.providers", "host.two_providers"),
        Trouble("mixed-packages", "packages.versions", "SGX_QL_ENCLAVE_LOAD_ERROR"),
        Trouble("mixed-packages", "packages.installed", "host.packages_missing"),
        Trouble("expired-attestation", "attestation.validity", "EXPIRED"),
        Trouble("open-sealed-files", "storage.sealed", "host.storage_open"),
        Trouble("open-storage", "storage.folder", "host.storage_open"),
        Trouble("other-enclave", "storage.measurement", "host.sealed_by_another"),
        Trouble("short-seed", "seed.file", "SGX_ERROR_INVALID_PARAMETER"),
        Trouble("wrong-clock", "clock.time", "host.clock_wrong"),
        Trouble("full-disk", "resources.disk", "host.disk_full"),
        Trouble("full-disk", "resources.memory", "host.memory_small", state: "ok"),
        Trouble("unregistered", "registration.platform", "SGX_QL_PLATFORM_UNKNOWN"),
        Trouble("azure", "cpu.microcode", nil, state: "cannot_check"),
        Trouble("container", "device.enclave", "host.container_without_device"),
        Trouble("epid-era", "packages.epid", "host.epid", state: "ok"),
        Trouble("epid-era", "provider.file", "host.provider_old_form"),
        Trouble("epid-era", "network.ports", "host.ports_open", state: "ok"),
        Trouble("by-hand", "packages.installed", nil, state: "cannot_check"),
    ]

    private static func run(
        _ host: String, _ more: [String] = ["--json"]
    ) async throws
        -> Binary.Result
    {
        try await Binary.run(
            ["enclave", "doctor", "--root", host, "--at", HostFixtures.time] + more,
            directory: HostFixtures.hosts().path)
    }

    private static func finding(_ answer: JSONNode, _ id: String) -> JSONNode? {
        answer["findings"]?.array?.first { $0["id"]?.string == id }
    }

    @Test("every saved host has the whole answer that is wanted", arguments: HostFixtures.names)
    func golden(_ host: String) async throws {
        let run = try await Self.run(host)
        let answer = try run.answer()
        let wanted = try HostFixtures.expected(host)
        for finding in wanted["findings"]?.array ?? [] {
            let id = try #require(finding["id"]?.string)
            #expect(Self.finding(answer, id) == finding, "\(host): \(id)")
        }
        #expect(answer == wanted)
        #expect(run.stderr == "")
        let failures = try #require(answer["counts"]?["fail"]?.integer)
        #expect(run.status == (failures == 0 ? 0 : 10))
        #expect((answer["healthy"]?.bool == false) == (failures > 0))
        #expect(answer["schema"]?.string == "secretctl/enclave-doctor/v1")
    }

    @Test("each host differs from a healthy one in what it is about", arguments: troubles)
    func isAboutIt(_ trouble: Trouble) throws {
        let healthy = try #require(Self.finding(HostFixtures.expected("ice-lake"), trouble.id))
        let found = try #require(Self.finding(HostFixtures.expected(trouble.host), trouble.id))
        #expect(healthy["state"]?.string != "fail")
        #expect(healthy["severity"]?.string == "info")
        #expect(found["state"]?.string == trouble.state)
        #expect(found["explain"]?.string == trouble.explain)
        #expect(found != healthy)
    }

    @Test("a healthy host is healthy, and every host is about something")
    func allAreUsed() throws {
        #expect(try HostFixtures.expected("ice-lake")["healthy"]?.bool == true)
        #expect(try HostFixtures.expected("azure")["healthy"]?.bool == true)
        #expect(HostFixtures.names.count > 20)
        #expect(Set(Self.troubles.map(\.host)).union(["ice-lake"]) == Set(HostFixtures.names))
    }

    @Test(
        "what fails has a cause, a remedy and a word that explains it",
        arguments: HostFixtures.names)
    func isExplained(_ host: String) throws {
        for finding in try HostFixtures.expected(host)["findings"]?.array ?? [] {
            let isWrong =
                finding["state"]?.string == "fail" || finding["severity"]?.string != "info"
            for field in ["cause", "remedy", "explain", "likelihood"] {
                #expect((finding[field]?.string ?? "").isEmpty == !isWrong, "\(finding)")
            }
            #expect(finding["seen"]?.string?.isEmpty == false)
        }
    }

    @Test(
        "as text it fits 80 columns, failures first; all well fits a screen",
        arguments: HostFixtures.names)
    func text(_ host: String) async throws {
        let run = try await Self.run(host, [])
        let lines = run.stdout.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines { #expect(line.count <= 80, "\(host): \(line)") }
        let isHealthy = try HostFixtures.expected(host)["healthy"]?.bool
        let word = isHealthy.map { $0 ? "HEALTHY" : "UNHEALTHY" } ?? "UNKNOWN"
        #expect(lines[0].hasPrefix(word + "  "))
        if host == "ice-lake" { #expect(lines.count <= 25) }
        if isHealthy == false { #expect(lines[3].hasPrefix("FAIL ")) }
    }

    @Test("a tree that is not there is exit 3; hosts that exclude one another are exit 2")
    func usage() async throws {
        let home = try TemporaryHome()
        func status(_ words: [String]) async throws -> Int32 {
            try await Binary.run(["enclave", "doctor"] + words, home: home).status
        }
        #expect(try await status(["--root", "nowhere"]) == 3)
        #expect(try await status(["--transcript", "nowhere"]) == 3)
        #expect(try await status(["--root", ".", "--fix"]) == 2)
        #expect(try await status(["--root", ".", "--online"]) == 2)
        #expect(try await status(["--root", ".", "--save", "x"]) == 2)
        #expect(try await status(["--pccs", "https://example.org"]) == 2)
        #expect(try await status(["--at", "report"]) == 2)
        try home.write("{}", to: "policy.json")
        #expect(try await status(["--policy", "policy.json"]) == 2)
        #expect(try await status(["--policy", "nowhere.json"]) == 3)
    }

    @Test("nothing known is not healthy in words, and fails nothing")
    func empty() async throws {
        let home = try TemporaryHome()
        try home.write("", to: "tree/notes.txt")
        let run = try await Binary.run(["enclave", "doctor", "--root", "tree"], home: home)
        #expect(run.status == 0, "\(run)")
        #expect(run.stdout.hasPrefix("UNKNOWN"))
    }
}
