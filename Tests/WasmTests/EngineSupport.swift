import Foundation
import SecretBase
import SecretWasm
import Synchronization
import Testing

/// The engine where its library is; tests that need it are skipped with this text where it is not.
enum TestEngine {
    static let libraries = WasmLibrary.candidates(
        named: ProcessInfo.processInfo.environment[WasmLibrary.setting],
        executable: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? "")

    static let isThere = libraries.contains { FileManager.default.fileExists(atPath: $0) }
    static let missing: Comment = "Wasmtime's library is not here: run 'make setup'"

    /// Without a cache on disk: what it compiles is gone with it.
    static let shared = WasmEngine(libraries: libraries, cache: nil, codesMax: 1000)

    static func prepare(
        _ module: TestModule, imports: [HostFunction] = []
    ) throws -> PreparedCode {
        try prepare(module.bytes(), imports: imports)
    }

    static func prepare(_ bytes: Bytes, imports: [HostFunction] = []) throws -> PreparedCode {
        let engine = WasmEngine(libraries: libraries, cache: nil)
        return try engine.prepare(Bytes(repeating: 0, count: 32), imports: imports) { bytes }
    }

    static func instance(
        _ module: TestModule, imports: [HostFunction] = [], gas: UInt64 = 10_000_000,
        context: AnyObject = NoContext()
    ) throws -> WasmInstance {
        try WasmInstance(prepare(module, imports: imports), gasLimit: gas, context: context)
    }
}

final class NoContext {}

extension Trait where Self == ConditionTrait {
    static var needsEngine: Self { .enabled(if: TestEngine.isThere, TestEngine.missing) }
}

/// What `body` gives on a thread of its own with a stack of this size.
func onThread<Value: Sendable>(
    stackBytes: Int, _ body: @escaping @Sendable () -> Value
) -> Value? {
    let result = Mutex<Value?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        let value = body()
        result.withLock { $0 = value }
        done.signal()
    }
    thread.stackSize = stackBytes
    thread.start()
    done.wait()
    return result.withLock { $0 }
}
