import Foundation
import TestSupport
import Testing

/// `contract build`, with the toolchain that builds this program.
struct ContractBuildTests {
    static let tools = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    ]

    static let small = """
        import SecretContract

        func instantiate(_ call: Call, _ message: JSON) throws(ContractError) -> Response {
            Storage.write(call.sender.text.bytes, at: [1])
            return Response()
        }
        """

    private func build(
        _ home: TemporaryHome, _ arguments: [String] = [], folder: String = "small"
    ) async throws -> Binary.Result {
        try await Binary.run(
            ["contract", "build", home.path + "/" + folder] + arguments, home: home,
            environment: Self.tools, timeout: 300)
    }

    @Test("the contracts of this repository pass the chain's checks, and the token is small")
    func repositoryBuilds() async throws {
        for contract in BuiltContract.allCases {
            let wasm = try await contract.wasm()
            #expect(wasm.starts(with: [0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0]))
            if contract == .token { #expect(wasm.count < 150_000) }
        }
    }

    @Test("the same sources give the same code hash, wherever they lie")
    func reproducible() async throws {
        let home = try TemporaryHome()
        try home.write(Self.small, to: "small/Small.swift")
        try home.write(Self.small, to: "elsewhere/Other.swift")
        let first = try await build(home, ["--json"]).answer()
        let second = try await build(home, ["--json"], folder: "elsewhere").answer()
        #expect(first["schema"]?.string == "secretctl/contract-build/v1")
        #expect(first["code_hash"] == second["code_hash"])
        #expect(first["path"]?.string == home.path + "/small/small.wasm")
        let file = try Data(contentsOf: URL(filePath: home.path + "/small/small.wasm"))
        #expect(first["bytes"]?.integer == file.count)
        #expect(first["interface"]?.string == "v1")
        #expect(first["imports"]?[0]?.string == "db_write")
        #expect(first["imports"]?[1] == nil)
        #expect(first["exports"]?[1]?.string == "interface_version_8")
        let text = try await build(home, ["--out", home.path + "/out.wasm"])
        #expect(text.stdout.contains("code hash  \(first["code_hash"]?.string ?? "-")"))
        #expect(FileManager.default.contents(atPath: home.path + "/out.wasm") == file)
    }

    @Test("what does not compile is shown as the compiler says it, and leaves nothing behind")
    func doesNotCompile() async throws {
        let home = try TemporaryHome()
        try home.write(Self.small + "\nlet x: UInt64 = \"text\"\n", to: "small/Small.swift")
        let result = try await build(home)
        #expect(result.status == 1)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("Small.swift:7"))
        #expect(!FileManager.default.fileExists(atPath: home.path + "/small/small.wasm"))
    }

    @Test("what the chain would refuse is refused here")
    func refused() async throws {
        let home = try TemporaryHome()
        let floats = Self.small.replacing(
            "return Response()",
            with: """
                let share = Double(call.height) / 3
                    return Response(data: JSON(UInt64(share)))
                """)
        try home.write(floats, to: "small/Small.swift")
        let result = try await build(home, ["--json"])
        #expect(result.status == 10)
        #expect(try result.failure()["code"]?.string == "checks_failed")
        #expect(result.stderr.contains("found floating point operation in module code"))
        #expect(!FileManager.default.fileExists(atPath: home.path + "/small/small.wasm"))
    }

    @Test("an import that the chain does not have is refused")
    func unknownImport() async throws {
        let home = try TemporaryHome()
        let source = """
            @_extern(wasm, module: "env", name: "format_disk") @_extern(c, "format_disk")
            func formatDisk()

            """
        let using = Self.small.replacing("return", with: "formatDisk()\n    return")
        try home.write(using + "\n" + source, to: "small/Small.swift")
        let result = try await build(home)
        #expect(result.status == 10)
        #expect(result.stderr.contains("format_disk"))
    }

    @Test("without a toolchain the command says what to install")
    func noToolchain() async throws {
        let home = try TemporaryHome()
        try home.write(Self.small, to: "small/Small.swift")
        let result = try await Binary.run(
            ["contract", "build", home.path + "/small", "--json"], home: home,
            environment: ["PATH": home.path])
        #expect(result.status == 3)
        #expect(try result.failure()["code"]?.string == "toolchain_missing")
        #expect(try result.failure()["hint"]?.string?.contains("swift.org/install") == true)
        let empty = try await Binary.run(
            ["contract", "build", home.path + "/nowhere"], home: home, environment: Self.tools)
        #expect(empty.status == 3)
        #expect(empty.stderr.contains("there is no folder"))
    }
}
