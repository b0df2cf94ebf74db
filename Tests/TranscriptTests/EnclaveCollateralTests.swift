import Foundation
import TestSupport
import Testing

/// `enclave collateral`, against a service on the loopback interface that may be good or bad.
struct EnclaveCollateralTests {
    private static let name = "00606a000000-platform-sgx"

    private func home(_ world: AttestationWorld = AttestationWorld()) throws -> TemporaryHome {
        let home = try TemporaryHome()
        try home.write(world.rootPEM, to: "root.pem")
        try write(world.quote, to: "quote.bin", in: home)
        try write(world.combined(tlv: false), to: "combined.bin", in: home)
        return home
    }

    private func write(_ bytes: [UInt8], to name: String, in home: TemporaryHome) throws {
        try Data(bytes).write(to: URL(filePath: home.path).appending(path: name))
    }

    private func run(
        _ home: TemporaryHome, _ words: [String], at seconds: Int64 = AttestationWorld.now
    ) async throws -> Binary.Result {
        try await Binary.run(
            ["enclave", "collateral"] + words + [
                "--home", home.path, "--root", "root.pem", "--at", "\(seconds)", "--json",
            ], home: home)
    }

    private func service(
        _ world: AttestationWorld = AttestationWorld(),
        _ fault: @escaping @Sendable (String) -> StubService.Reply? = { _ in nil }
    ) throws -> StubService {
        let answers = world.service
        return try StubService { target in
            let path = String(target.prefix { $0 != "?" }).replacing("/v4", with: "")
            if let reply = fault(path) { return reply }
            return answers[path].map { .answer(200, $0.headers, $0.body) }
        }
    }

    private func fetch(
        _ home: TemporaryHome, _ service: StubService, _ more: [String] = []
    ) async throws -> Binary.Result {
        try await run(
            home, ["fetch", "quote.bin", "--pccs", service.url + "/v4/", "--timeout", "1"] + more)
    }

    @Test("what a quote needs is fetched, kept, and used by verify without a word")
    func fetched() async throws {
        let home = try home()
        let service = try service()
        let before = try await verify(home)
        #expect(before.status == 10)
        let run = try await fetch(home, service)
        #expect(run.status == 0, "\(run)")
        let kept = try run.answer()["collateral"]?[0]
        #expect(kept?["name"]?.string == Self.name)
        #expect(kept?["state"]?.string == "valid")
        #expect(kept?["valid_until"]?.string == "2026-01-31T00:00:00Z")
        #expect((kept?["parts"]?.array?.count ?? 0) >= 7)
        let after = try await verify(home)
        #expect(after.status == 0, "\(after)")
        #expect(try after.answer()["kept_collateral"]?.string == Self.name)
        let named = try await self.run(
            home,
            [
                "fetch", "--fmspc", "00606A000000", "--ca", "platform", "--pccs",
                service.url + "/v4", "--dry-run",
            ])
        #expect(try named.answer()["done"]?.bool == false)
    }

    private func verify(_ home: TemporaryHome) async throws -> Binary.Result {
        try await Binary.run(
            [
                "enclave", "verify", "quote.bin", "--home", home.path, "--root", "root.pem",
                "--at", "\(AttestationWorld.now)", "--json",
            ], home: home)
    }

    @Test("a service that fails in any way costs its time and no more, and nothing is kept")
    func badServices() async throws {
        let world = AttestationWorld()
        let tcb = try #require(world.service["/tcb"])
        let faults: [(String, StubService.Reply, Int32)] = [
            ("/tcb", .silence, 5), ("/pckcrl", .flood(count: 64 << 20), 1),
            ("/qe/identity", .cut([], Array("{\"enclave".utf8), length: 5000), 5),
            ("/tcb", .raw(Array("garbage\r\n\r\n".utf8)), 5),
            ("/tcb", .answer(200, tcb.headers, Array("garbage".utf8)), 10),
            ("/tcb", .answer(200, ["TCB-Info-Issuer-Chain: garbage"], tcb.body), 10),
            ("/rootcacrl", .answer(200, [], []), 10), ("/pckcrl", .answer(404, [], []), 3),
            ("/pckcrl", .answer(302, ["Location: http://127.0.0.1:9/"], []), 1),
            ("/qe/identity", .answer(503, [], []), 1),
            ("/tcb", .answer(200, ["X: \(String(repeating: "y", count: 99_000))"], tcb.body), 1),
        ]
        for (path, reply, exit) in faults {
            let home = try home()
            let service = try service(world) { $0 == path ? reply : nil }
            let run = try await fetch(home, service)
            #expect(run.status == exit, "\(path) \(reply): \(run)")
            #expect(run.stdout == "")
            let list = try await self.run(home, ["list"])
            #expect(try list.answer()["collateral"]?.array == [])
        }
        let gone = try await run(
            try home(), ["fetch", "quote.bin", "--pccs", "http://127.0.0.1:9/v4"])
        #expect(gone.status == 5)
    }

    @Test("collateral that others signed, or for other platforms, is refused and not kept")
    func forged() async throws {
        var foreign = AttestationWorld()
        foreign.tcbInfoSigner = P256Signer(9)
        var other = AttestationWorld()
        other.tcbInfo.fmspc = "00606A000001"
        for (world, code) in [
            (foreign, "collateral_not_genuine"), (other, "attestation_malformed"),
        ] {
            let home = try home()
            let run = try await fetch(home, try service(world))
            #expect(run.status == 10, "\(run)")
            #expect(try run.failure()["code"]?.string == code)
            #expect(try await self.run(home, ["check"]).status == 3)
        }
    }

    @Test("files of every form are taken, and the container goes out as it came in")
    func imported() async throws {
        let world = AttestationWorld()
        let home = try home(world)
        try write(world.container, to: "container.bin", in: home)
        let run = try await self.run(home, ["import", "container.bin"])
        #expect(run.status == 0, "\(run)")
        let out = try await exported(home, ["--out", "out.bin"])
        #expect(out.status == 0, "\(out)")
        let original = try Data(contentsOf: URL(filePath: home.path + "/container.bin"))
        #expect(try Data(contentsOf: URL(filePath: home.path + "/out.bin")) == original)
        #expect(try await exported(home, ["--out", "out.bin"]).status == 4)
        let json = try await exported(home, [Self.name, "--format", "json", "--out", "out.json"])
        #expect(json.status == 0)
        try home.write(world.collateral(), to: "folder/collateral.json")
        for (name, answer) in world.service {
            let file = "answers" + name.replacing("/", with: "-")
            try write(answer.whole, to: file, in: home)
        }
        let files = world.service.keys.map { "answers" + $0.replacing("/", with: "-") }
        for paths in [["out.json"], ["combined.bin"], ["folder"], files] {
            let again = try await self.run(home, ["import"] + paths)
            #expect(again.status == 0, "\(paths): \(again)")
            #expect(try await verify(home).status == 0, "\(paths)")
        }
        try home.write("nonsense", to: "text.txt")
        #expect(try await self.run(home, ["import", "text.txt"]).status == 10)
        #expect(try await self.run(home, ["import", "nothing"]).status == 3)
    }

    private func exported(_ home: TemporaryHome, _ words: [String]) async throws -> Binary.Result {
        try await Binary.run(
            ["enclave", "collateral", "export", "--home", home.path] + words, home: home)
    }

    @Test("check warns before the end and fails after it; what lies there is not believed")
    func checked() async throws {
        let home = try home()
        #expect(try await run(home, ["check"]).status == 3)
        #expect(try await run(home, ["import", "combined.bin"]).status == 0)
        let day: Int64 = 86_400
        let end: Int64 = 1_769_817_600
        let good = try await run(home, ["check"])
        #expect(good.status == 0, "\(good)")
        let ending = try await run(home, ["check"], at: end - 7 * day)
        #expect(ending.status == 0)
        #expect(try ending.answer()["collateral"]?[0]?["state"]?.string == "ending")
        let over = try await run(home, ["check"], at: end)
        #expect(over.status == 10)
        #expect(try over.answer()["collateral"]?[0]?["state"]?.string == "expired")
        let intel = try await Binary.run(
            ["enclave", "collateral", "check", "--home", home.path], home: home)
        #expect(intel.status == 10)
        let shown = try await Binary.run(
            ["enclave", "collateral", "show", "--home", home.path, "--root", "root.pem"],
            home: home)
        #expect(shown.status == 0)
        for line in shown.stdout.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        let file = "cache/collateral/\(Self.name).collateral"
        var bytes = try [UInt8](Data(contentsOf: URL(filePath: home.path + "/" + file)))
        bytes[bytes.count / 2] ^= 1
        try write(bytes, to: file, in: home)
        let damaged = try await run(home, ["check"])
        #expect(damaged.status == 10)
        #expect(try damaged.answer()["collateral"]?[0]?["state"]?.string == "broken")
        #expect(try await verify(home).status == 10)
        try home.write("nonsense", to: file)
        #expect(try await run(home, ["list"]).status == 0)
    }

    @Test("two processes at once leave one whole file of either")
    func together() async throws {
        let home = try home()
        let service = try service()
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<4 {
                group.addTask { try await self.fetch(home, service).status }
                group.addTask { try await self.run(home, ["import", "combined.bin"]).status }
            }
            for try await status in group { #expect(status == 0) }
        }
        #expect(try await run(home, ["check"]).status == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(
                atPath: home.path + "/cache/collateral") == ["\(Self.name).collateral"])
    }

    @Test(
        "what is asked must be told whole",
        arguments: [
            ["fetch"], ["fetch", "--fmspc", "00606a000000"], ["fetch", "q", "--ca", "platform"],
            ["fetch", "--fmspc", "00", "--ca", "platform"], ["import"],
            ["check", "--at", "report"],
        ])
    func usage(_ words: [String]) async throws {
        let run = try await Binary.run(
            ["enclave", "collateral"] + words, home: try TemporaryHome())
        #expect(run.status == 2, "\(run)")
    }
}
