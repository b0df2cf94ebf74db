import Foundation
import TestSupport
import Testing

@testable import SecretCore

/// What a build does before any compiler runs.
struct ContractSourcesTests {
    static let root = Vectors.folder.deletingLastPathComponent().deletingLastPathComponent()

    @Test("the library that the program carries is the one in contracts/SecretContract")
    func kitIsWhole() throws {
        let folder = Self.root.appending(path: "contracts/SecretContract")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".swift") || $0.hasSuffix(".c") }
        #expect(ContractKit.files.map(\.name).sorted() == names.sorted())
        for file in ContractKit.files {
            let text = try Data(contentsOf: folder.appending(path: file.name))
            #expect(file.bytes == Array(text), "\(file.name): run scripts/contract-kit.sh")
        }
    }

    @Test(
        "an entry point is a function at the top level, by its whole name",
        arguments: [
            ("func execute(_ call: Call) {}", [ContractEntry.execute]),
            ("public func query(\n    _ call: Call) {}", [.query]),
            ("import X\n\nfunc instantiate(a) {}\nfunc migrate(a) {}\n", [.instantiate, .migrate]),
            ("func requiresRandom() {}", [.requiresRandom]),
            ("    func execute() {}", []), ("func executeAll() {}", []), ("// func execute(", []),
            ("let execute = 1", []), ("func", []), ("", []),
        ])
    func entries(_ text: String, _ wanted: [ContractEntry]) {
        #expect(ContractSources.entries(in: text) == wanted)
    }

    @Test("exports do not hang on the order of files, and v0.10 has its own names")
    func exports() throws {
        let home = try TemporaryHome()
        try home.write("func query(", to: "a/A.swift")
        try home.write("func reply(\nfunc execute(\n", to: "a/inner/B.swift")
        try home.write("func instantiate(", to: "a/Z.swift")
        try home.write("func migrate(", to: "a/.hidden/H.swift")
        try home.write("func sudo(", to: "a/notes.txt")
        let new = try ContractSources(in: home.path + "/a", for: .v1)
        #expect(new.entries == [.instantiate, .execute, .query, .reply])
        let source = ContractExports(interface: .v1, entries: new.entries).source
        let names = source.matches(of: #/wasm, "([a-z_0-9]+)"/#).map { String($0.1) }
        #expect(
            names == [
                "interface_version_8", "allocate", "deallocate", "instantiate", "execute", "query",
                "reply",
            ])
        let old = try ContractSources(in: home.path + "/a", for: .v010)
        #expect(old.entries == [.instantiate, .execute, .query])
        let oldSource = ContractExports(interface: .v010, entries: old.entries).source
        #expect(oldSource.contains(#"@_expose(wasm, "init")"#))
        #expect(oldSource.contains("EntryPoint.query(region0, with: query)"))
    }

    @Test("what is missing is said")
    func missing() throws {
        let home = try TemporaryHome()
        #expect(throws: ContractBuildError.noFolder(home.path + "/no")) {
            try ContractSources(in: home.path + "/no", for: .v1)
        }
        #expect(throws: ContractBuildError.noSources(home.path)) {
            try ContractSources(in: home.path, for: .v1)
        }
        try home.write("func instantiate(", to: "A.swift")
        #expect(throws: ContractBuildError.noEntryPoint(home.path, wanted: "execute")) {
            try ContractSources(in: home.path, for: .v010)
        }
    }

    @Test("a toolchain without what contracts need is named")
    func toolchains() throws {
        let home = try TemporaryHome()
        #expect(throws: ContractBuildError.noToolchain(searched: home.path)) {
            try SwiftToolchain(in: home.path, environment: Environment([:]), scratch: home.path)
        }
        #expect(throws: ContractBuildError.noToolchain(searched: "any folder of PATH")) {
            try SwiftToolchain(
                in: nil, environment: Environment(["PATH": home.path]), scratch: home.path)
        }
        try home.write("#!/bin/sh\necho '{}'\n", to: "usr/bin/swiftc", mode: 0o700)
        #expect(throws: ContractBuildError.toolchainCannot(home.path + "/usr", lacks: "clang")) {
            try SwiftToolchain(in: home.path, environment: Environment([:]), scratch: home.path)
        }
    }
}
