import CWasmtime
import Foundation
import SecretBase
import SecretWasm
import TestSupport
import Testing

/// The shared library: where it is looked for, and what is said when it is not the right one.
struct LibraryTests {
    @Test("it is looked for beside the program, as installed and as built")
    func candidates() {
        #expect(
            WasmLibrary.candidates(named: nil, executable: "/usr/local/bin/secretctl") == [
                "/usr/local/bin/../lib/secretctl/libwasmtime.so", "/usr/local/bin/libwasmtime.so",
            ])
        #expect(
            WasmLibrary.candidates(named: "", executable: "/p/.build/x/debug/secretctl") == [
                "/p/.build/x/debug/../lib/secretctl/libwasmtime.so",
                "/p/.build/x/debug/libwasmtime.so", "/p/.lib/libwasmtime.so",
            ])
        #expect(
            WasmLibrary.candidates(named: nil, executable: "/a/.build/b/.build/c/x").last
                == "/a/.build/b/.lib/libwasmtime.so")
        #expect(WasmLibrary.candidates(named: "/my.so", executable: "/bin/x") == ["/my.so"])
        #expect(WasmLibrary.candidates(named: nil, executable: "").isEmpty)
    }

    @Test("without it nothing is said before code is needed, and then where it was looked for")
    func missing() throws {
        let engine = WasmEngine(libraries: ["/nowhere/a.so", "/nowhere/b.so"], cache: nil)
        let error = #expect(throws: EngineError.self) { try engine.load() }
        #expect(error == .missing(searched: ["/nowhere/a.so", "/nowhere/b.so"]))
        #expect(error?.code == "wasmtime_missing")
        #expect(error?.exit == .missing)
        #expect(
            error?.description == "no Wasmtime library; looked for /nowhere/a.so, /nowhere/b.so")
        let hint = try #require(error?.hint)
        #expect(hint.contains("make setup") && hint.contains("SECRETCTL_WASMTIME"))
        let prepared = #expect(throws: PrepareError.self) {
            try engine.prepare(Bytes(repeating: 1, count: 32), imports: []) {
                Issue.record("the code was read for nothing")
                return [] as Bytes
            }
        }
        guard case .engine(.missing)? = prepared else {
            Issue.record("\(String(describing: prepared))")
            return
        }
    }

    @Test("what is no library, or another one, is named with the reason")
    func wrong() throws {
        let home = try TemporaryHome()
        let text = try home.write("no library", to: "text.so")
        for (path, reason) in [
            (text, "file too short"), (home.path, "cannot read file data"),
            ("libc.so.6", "it has no function wasm_config_new"),
        ] {
            let said = String(cString: try #require(cwasmtime_examine(path)))
            #expect(said.contains(reason), "\(path): \(said)")
        }
        let error = EngineError.wrong(path: text, reason: "file too short")
        #expect(error.description == "\(text) is not Wasmtime 50: file too short")
        #expect(error.code == "wasmtime_wrong")
    }

    @Test("the real one has all that is needed", .needsEngine)
    func right() throws {
        #expect(cwasmtime_examine(try Self.real()) == nil)
    }

    private static func real() throws -> String {
        try #require(TestEngine.libraries.first { FileManager.default.fileExists(atPath: $0) })
    }

    @Test("a library that comes later is found", .needsEngine)
    func comesLater() throws {
        let home = try TemporaryHome()
        let path = "\(home.path)/libwasmtime.so"
        let engine = WasmEngine(libraries: [path], cache: nil)
        #expect(throws: EngineError.missing(searched: [path])) { try engine.load() }
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: Self.real())
        try engine.load()
    }
}

/// The trampolines are made from the header by a script.
struct TrampolineTests {
    @Test("the trampolines are those of the header")
    func generated() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/CWasmtime")
        let header = try String(
            contentsOf: root.appending(path: "include/CWasmtime.h"), encoding: .utf8)
        let made = try String(contentsOf: root.appending(path: "Trampolines.c"), encoding: .utf8)
        let declared = header.matches(of: /\b(wasm\w+)\(/).map { String($0.output.1) }
        let looked = made.matches(of: /{"(wasm\w+)"/).map { String($0.output.1) }
        #expect(declared.count > 50)
        #expect(declared == looked)
    }
}
