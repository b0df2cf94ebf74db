import Foundation
import SecretBase
import SecretWasm
import Synchronization
import TestSupport
import Testing

/// How often each engine compiled.
private final class Compiled: Sendable {
    let counts = Mutex([0, 0])
}

/// Compiled code on disk and in memory.
@Suite(.needsEngine)
struct CacheTests {
    private typealias Module = TestModule

    private static let hash = Bytes(repeating: 0xab, count: 32)

    private static func module(gives value: Int32) -> Bytes {
        var module = Module()
        module.entry("run", Module.i32(value))
        return module.bytes()
    }

    /// An engine as a process that has just started would have it.
    private static func engine(_ folder: String, codesMax: Int = 10) -> WasmEngine {
        WasmEngine(libraries: TestEngine.libraries, cache: folder, codesMax: codesMax)
    }

    /// What `run` gives, and whether the original was asked for.
    private static func run(
        _ engine: WasmEngine, _ hash: Bytes = hash, module: Bytes = module(gives: 7)
    ) throws -> (value: UInt32, isCompiled: Bool) {
        var isCompiled = false
        let code = try engine.prepare(hash, imports: []) {
            isCompiled = true
            return module
        }
        let value = try WasmInstance(code, gasLimit: 1000, context: NoContext()).call("run", [])
        return (value, isCompiled)
    }

    private static func file(in folder: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        try #require(names.count == 1, "\(names)")
        return "\(folder)/\(names[0])"
    }

    private static func mode(_ path: String) throws -> Int {
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        return try #require((facts[.posixPermissions] as? NSNumber)?.intValue)
    }

    @Test("code is compiled once, then read from disk, then kept in memory")
    func compiledOnce() throws {
        let home = try TemporaryHome()
        let folder = "\(home.path)/deep/er"
        let first = Self.engine(folder)
        #expect(try Self.run(first) == (7, true))
        #expect(try Self.run(first) == (7, false))
        #expect(try Self.mode(folder) == 0o700)
        let file = try Self.file(in: folder)
        #expect(try Self.mode(file) == 0o600)
        #expect(file.contains(Hex.encode(Self.hash)))
        #expect(try Self.run(Self.engine(folder)) == (7, false))
        // In memory it stays when the file goes.
        try FileManager.default.removeItem(atPath: file)
        #expect(try Self.run(first) == (7, false))
        #expect(try Self.run(Self.engine(folder)) == (7, true))
    }

    @Test("what the checks found about floats is kept with the code")
    func floatsAreKept() throws {
        let home = try TemporaryHome()
        var module = Module()
        module.function("float", [.f32], [.f32], Module.get(0))
        let bytes = module.bytes()
        for _ in 0..<2 {
            let code = try Self.engine(home.path).prepare(Self.hash, imports: []) { bytes }
            #expect(code.hasFloats)
            #expect(code.dialect == .v1)
            #expect(code.exports.prefix(2) == ["float", "allocate"])
        }
        let plain = try Self.engine(home.path).prepare([1] + Self.hash.dropFirst(), imports: []) {
            Self.module(gives: 1)
        }
        #expect(!plain.hasFloats)
    }

    @Test("a file that is damaged anywhere, cut or longer is compiled again, and replaced")
    func damagedFiles() throws {
        let home = try TemporaryHome()
        #expect(try Self.run(Self.engine(home.path)) == (7, true))
        let file = try Self.file(in: home.path)
        let good = try Bytes(Data(contentsOf: URL(filePath: file)))
        var bad: [Bytes] = [[], Bytes(good.prefix(1)), good.dropLast(), good + [0]]
        bad += [good.count / 2, good.count - 64, 4096].map { Bytes(good.prefix($0)) }
        for place in stride(from: 0, to: good.count, by: 499) {
            bad.append(good)
            bad[bad.count - 1][place] ^= 1
        }
        for place in (good.count - 80)..<good.count {
            bad.append(good)
            bad[bad.count - 1][place] ^= 0x80
        }
        bad.append(Bytes(repeating: 0, count: good.count))
        for bytes in bad {
            try Data(bytes).write(to: URL(filePath: file))
            #expect(try Self.run(Self.engine(home.path)) == (7, true))
        }
        #expect(try Self.run(Self.engine(home.path)) == (7, false))
    }

    @Test("one code's file in another's place is not taken for it")
    func exchangedFiles() throws {
        let home = try TemporaryHome()
        _ = try Self.run(Self.engine(home.path))
        let file = try Self.file(in: home.path)
        let other = Bytes(repeating: 0xcd, count: 32)
        let place = file.replacing(Hex.encode(Self.hash), with: Hex.encode(other))
        try FileManager.default.moveItem(atPath: file, toPath: place)
        let result = try Self.run(Self.engine(home.path), other, module: Self.module(gives: 8))
        #expect(result == (8, true))
    }

    @Test("a file or a folder that others may write to is not trusted")
    func openToOthers() throws {
        let home = try TemporaryHome()
        let folder = "\(home.path)/cache"
        _ = try Self.run(Self.engine(folder))
        let file = try Self.file(in: folder)
        for mode in [0o620, 0o602] {
            chmod(file, mode_t(mode))
            #expect(try Self.run(Self.engine(folder)) == (7, true))
            #expect(try Self.mode(file) == 0o600)
        }
        for mode in [0o770, 0o707] {
            chmod(folder, mode_t(mode))
            #expect(try Self.run(Self.engine(folder)) == (7, true))
        }
        chmod(folder, 0o700)
        #expect(try Self.run(Self.engine(folder)) == (7, false))
    }

    @Test("a file or a folder of somebody else is not trusted")
    func foreignOwner() throws {
        let home = try TemporaryHome()
        let folder = "\(home.path)/cache"
        _ = try Self.run(Self.engine(folder))
        let file = try Self.file(in: folder)
        // Only root can give files away.
        guard chown(file, 65_534, 65_534) == 0 else { return }
        #expect(try Self.run(Self.engine(folder)) == (7, true))
        chown(folder, 65_534, 65_534)
        #expect(try Self.run(Self.engine(folder)) == (7, true))
    }

    @Test("a link is not followed")
    func links() throws {
        let home = try TemporaryHome()
        let folder = "\(home.path)/cache"
        _ = try Self.run(Self.engine(folder))
        let file = try Self.file(in: folder)
        let elsewhere = "\(home.path)/elsewhere"
        try FileManager.default.moveItem(atPath: file, toPath: elsewhere)
        try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: elsewhere)
        #expect(try Self.run(Self.engine(folder)) == (7, true))
        let linked = "\(home.path)/linked"
        try FileManager.default.createSymbolicLink(atPath: linked, withDestinationPath: folder)
        #expect(try Self.run(Self.engine(linked)) == (7, true))
    }

    @Test("where nothing can be kept, code runs all the same")
    func noCache() throws {
        let home = try TemporaryHome()
        let file = try home.write("a file, and no folder", to: "file")
        for folder in [file, "\(file)/below", "/proc/nowhere"] {
            #expect(try Self.run(Self.engine(folder)) == (7, true))
        }
        let engine = WasmEngine(libraries: TestEngine.libraries, cache: nil)
        #expect(try Self.run(engine) == (7, true))
        #expect(try Self.run(engine) == (7, false))
    }

    @Test("drafts of a process that was killed while writing go with the next write")
    func leftovers() throws {
        let home = try TemporaryHome()
        let dead = try home.write("half of it", to: ".999999999.1.draft")
        let living = try home.write("half of it", to: ".\(getppid()).1.draft")
        _ = try home.write("what else lies there", to: "other")
        #expect(try Self.run(Self.engine(home.path)) == (7, true))
        #expect(!FileManager.default.fileExists(atPath: dead))
        #expect(FileManager.default.fileExists(atPath: living))
        #expect(try home.read("other") == "what else lies there")
        #expect(try Self.run(Self.engine(home.path)) == (7, false))
    }

    @Test("many at once: one compiles, the others wait; two processes do not meet")
    func concurrent() async throws {
        let home = try TemporaryHome()
        let module = Self.module(gives: 7)
        let engines = [Self.engine(home.path), Self.engine(home.path)]
        let compiled = Compiled()
        try await withThrowingTaskGroup { group in
            for index in 0..<32 {
                group.addTask {
                    let which = index % 2
                    let code = try engines[which].prepare(Self.hash, imports: []) {
                        compiled.counts.withLock { $0[which] += 1 }
                        return module
                    }
                    let run = try WasmInstance(code, gasLimit: 1000, context: NoContext())
                    #expect(try run.call("run", []) == 7)
                }
            }
            try await group.waitForAll()
        }
        #expect(compiled.counts.withLock { $0.allSatisfy { $0 <= 1 } && $0 != [0, 0] })
        #expect(try Self.run(Self.engine(home.path)) == (7, false))
    }

    @Test("memory holds as many codes as it may, and forgets the one that waited longest")
    func forgets() throws {
        let engine = WasmEngine(libraries: TestEngine.libraries, cache: nil, codesMax: 2)
        func compiles(_ number: UInt8) throws -> Bool {
            try Self.run(engine, Bytes(repeating: number, count: 32)).isCompiled
        }
        #expect(try compiles(1))
        #expect(try compiles(2))
        #expect(try !compiles(1))
        #expect(try compiles(3))
        #expect(try !compiles(1))
        #expect(try compiles(2))
    }

    @Test("what cannot be prepared is not kept, and may work the next time")
    func failures() throws {
        struct Broken: Error {}
        let home = try TemporaryHome()
        let engine = Self.engine(home.path)
        let error = #expect(throws: PrepareError.self) {
            try engine.prepare(Self.hash, imports: []) { () throws(Broken) in throw Broken() }
        }
        guard case .notLoaded(let reason)? = error, reason is Broken else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(throws: PrepareError.self) {
            try engine.prepare(Self.hash, imports: []) { [1, 2, 3] as Bytes }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).isEmpty)
        #expect(try Self.run(engine) == (7, true))
    }
}
