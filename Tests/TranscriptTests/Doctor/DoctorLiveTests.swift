import Foundation
import TestSupport
import Testing

/// `enclave doctor` on the machine of the tests, whatever that is.
struct DoctorLiveTests {
    private func doctor(
        _ home: TemporaryHome, _ more: [String], environment: [String: String] = [:]
    ) async throws -> Binary.Result {
        try await Binary.run(
            ["enclave", "doctor", "--sgx-storage", home.path + "/sealed", "--json"] + more,
            home: home, environment: environment)
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    private func states(_ answer: JSONNode) -> [String: String] {
        var states: [String: String] = [:]
        for finding in answer["findings"]?.array ?? [] {
            states[finding["id"]?.string ?? ""] = finding["state"]?.string
        }
        return states
    }

    @Test("a host that was saved is judged as it was judged there, and holds no secret")
    func saved() async throws {
        let home = try TemporaryHome()
        let mark = "NOBODY-MAY-SEE-THIS"
        try home.write(mark, to: "sealed/data-\(String(repeating: "11", count: 32)).bin")
        try home.write(mark, to: "sealed/node.sealed")
        try home.write(String(repeating: "Z", count: 32), to: "sealed/pubkey.bin")
        let run = try await doctor(home, ["--save", "tree", "--at", HostFixtures.time])
        #expect([0, 10].contains(run.status), "\(run)")
        #expect(try run.answer()["saved"]?.string == "tree")
        let again = try await doctor(home, ["--root", "tree", "--at", HostFixtures.time])
        #expect(try states(again.answer()) == states(run.answer()))
        let walk = FileManager.default.enumerator(atPath: home.path + "/tree")
        var count = 0
        while let path = walk?.nextObject() as? String {
            let file = home.path + "/tree/" + path
            guard let data = FileManager.default.contents(atPath: file) else { continue }
            count += 1
            let isClean = data.range(of: Data(mark.utf8)) == nil
            #expect(isClean, "\(path)")
            #expect(try mode(file) & 0o077 == 0, "\(path)")
        }
        #expect(count > 5)
        #expect(try home.read("tree/host/listing").contains("node.sealed"))
        let twice = try await doctor(home, ["--save", "tree"])
        #expect(twice.status == 2, "what is there is not written over: \(twice)")
    }

    @Test("a plan changes nothing; what was put right is right, and needs nothing a second time")
    func fix() async throws {
        let home = try TemporaryHome()
        let plan = try await doctor(home, ["--fix", "--dry-run"])
        #expect(try plan.answer()["repairs"]?[0]?["action"]?.string == "make_folder")
        #expect(try plan.answer()["repairs"]?[0]?["done"]?.bool == false)
        #expect(!FileManager.default.fileExists(atPath: home.path + "/sealed"))
        let asked = try await doctor(home, ["--fix"])
        #expect(asked.status == 4, "\(asked)")
        #expect(!FileManager.default.fileExists(atPath: home.path + "/sealed"))
        let made = try await doctor(home, ["--fix", "--yes"])
        #expect([0, 10].contains(made.status), "\(made)")
        #expect(try made.answer()["repairs"]?[0]?["done"]?.bool == true)
        #expect(try states(made.answer())["storage.folder"] == "ok")
        #expect(try mode(home.path + "/sealed") == 0o700)
        let again = try await doctor(home, ["--fix", "--yes"])
        let changes = try again.answer()["repairs"]?.array?.filter { $0["action"]?.string != "run" }
        #expect(changes?.isEmpty == true, "\(again)")
    }

    @Test("sealed files are taken from others, an old cache is cleared, and a new one stays")
    func fixesFiles() async throws {
        let home = try TemporaryHome()
        try home.write("sealed", to: "sealed/node.sealed", mode: 0o644)
        try home.write("public", to: "sealed/pubkey.bin", mode: 0o644)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o777], ofItemAtPath: home.path + "/sealed")
        try home.write("old", to: ".dcap-qcnl/old")
        try home.write("new", to: ".dcap-qcnl/new")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -30 * 86_400)],
            ofItemAtPath: home.path + "/.dcap-qcnl/old")
        let before = try await doctor(home, [])
        #expect(try states(before.answer())["storage.sealed"] == "fail")
        let run = try await doctor(home, ["--fix", "--yes"])
        #expect(try states(run.answer())["storage.sealed"] == "ok", "\(run)")
        #expect(try mode(home.path + "/sealed") == 0o700)
        #expect(try mode(home.path + "/sealed/node.sealed") == 0o600)
        #expect(try mode(home.path + "/sealed/pubkey.bin") == 0o644)
        #expect(!FileManager.default.fileExists(atPath: home.path + "/.dcap-qcnl/old"))
        #expect(FileManager.default.fileExists(atPath: home.path + "/.dcap-qcnl/new"))
    }

    @Test("folders above are open to pass through, and a cache that leads elsewhere is left alone")
    func fixesWithCare() async throws {
        let home = try TemporaryHome()
        let deep = home.path + "/opt/secret/sealed"
        let made = try await Binary.run(
            ["enclave", "doctor", "--sgx-storage", deep, "--fix", "--yes", "--json"], home: home)
        #expect([0, 10].contains(made.status), "\(made)")
        #expect(try mode(deep) == 0o700)
        #expect(try mode(home.path + "/opt/secret") & 0o755 == 0o755)
        try home.write("precious", to: "elsewhere/old")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -30 * 86_400)],
            ofItemAtPath: home.path + "/elsewhere/old")
        try FileManager.default.createSymbolicLink(
            atPath: home.path + "/.dcap-qcnl", withDestinationPath: home.path + "/elsewhere")
        _ = try await doctor(home, ["--fix", "--yes"])
        #expect(try home.read("elsewhere/old") == "precious")
    }

    @Test("a PCCS that answers, one that has nothing, one that is silent, one that is not there")
    func online() async throws {
        let home = try TemporaryHome()
        let good = try StubNode(["/v4/qe/identity": .json(200, #"{"enclaveIdentity":{}}"#)])
        let other = try StubNode(["/v4/qe/identity": .json(200, "{}")])
        let missing = try StubNode(["/v4/qe/identity": .json(404, "{}")])
        let silent = try StubNode(["/v4/qe/identity": .silence])
        func finding(_ url: String) async throws -> JSONNode {
            let run = try await doctor(
                home, ["--online", "--pccs", url], environment: ["SECRETCTL_TIMEOUT": "1"])
            let findings = try run.answer()["findings"]?.array
            return try #require(findings?.first { $0["id"]?.string == "pccs.answer" }, "\(run)")
        }
        #expect(try await finding(good.url + "/v4/")["state"]?.string == "ok")
        let wanted = [
            (other.url + "/v4/", "SGX_QL_UNKNOWN_MESSAGE_RESPONSE"),
            (missing.url + "/v4/", "host.pccs_no_data"),
            (silent.url + "/v4/", "SGX_QL_SERVICE_TIMEOUT"),
            ("http://127.0.0.1:9/v4/", "host.pccs_unreachable"),
        ]
        for (url, word) in wanted {
            let found = try await finding(url)
            #expect(found["state"]?.string == "fail", "\(url)")
            #expect(found["explain"]?.string == word, "\(url): \(found)")
        }
        let bad = try await doctor(home, ["--online", "--pccs", "nonsense"])
        #expect(bad.status == 2)
    }

    @Test("without --online nobody is asked")
    func offline() async throws {
        let run = try await doctor(try TemporaryHome(), [])
        let ids = try run.answer()["findings"]?.array?.compactMap { $0["id"]?.string } ?? []
        #expect(!ids.contains { $0.hasPrefix("pccs.") })
    }
}
