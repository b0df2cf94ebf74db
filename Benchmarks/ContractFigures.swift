import Foundation
import SecretBase
import SecretCrypto
import SecretWasm

/// Contracts: the engine alone, and encrypted token transfers through the whole node.
struct ContractFigures {
    let binary: String
    let folder: URL

    func all(_ transfers: Int, connections: Int) throws -> [Figure] {
        let token = folder.appending(path: "token.wasm").path
        try Program.run(binary, ["contract", "build", "contracts/token", "--out", token])
        let wasm = Bytes(try Data(contentsOf: URL(filePath: token)))
        let bare = try Engine(wasm, folder: folder)
        let calls = try bare.callsPerSecond()
        return try bare.figures() + throughNode(wasm, transfers, connections, limit: calls)
            + [Figure(name: "token transfers, engine alone, one core", measured: calls, unit: "/s")]
    }

    /// The engine, with the code compiled, then loaded from disk.
    private struct Engine {
        let wasm: Bytes
        let hash: Bytes
        let cache: String
        let code: PreparedCode

        init(_ wasm: Bytes, folder: URL) throws {
            self.wasm = wasm
            hash = Hash.sha256(wasm)
            cache = folder.appending(path: "code").path
            code = try Self.engine(cache).prepare(hash, imports: BareChain.imports) { wasm }
        }

        private static func engine(_ cache: String?, codesMax: Int = 10) -> WasmEngine {
            let program = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/self/exe")
            return WasmEngine(
                libraries: WasmLibrary.candidates(
                    named: ProcessInfo.processInfo.environment[WasmLibrary.setting],
                    executable: program ?? ""), cache: cache, codesMax: codesMax)
        }

        func callsPerSecond() throws -> Double {
            let contract = try BareContract(code)
            let rounds = 2000
            let seconds = try Stopwatch.median(of: 5) {
                for _ in 0..<rounds { try contract.transfer() }
            }
            return Double(rounds) / seconds
        }

        func figures() throws -> [Figure] {
            let compile = try Stopwatch.median(of: 5) {
                let engine = Self.engine(nil)
                _ = try engine.prepare(hash, imports: BareChain.imports) { wasm }
            }
            // With room for one code, asking for two in turn loads each again.
            let fromDisk = Self.engine(cache, codesMax: 1)
            let other = Bytes(repeating: 1, count: 32)
            _ = try fromDisk.prepare(other, imports: BareChain.imports) { wasm }
            let load = try Stopwatch.median(of: 51) {
                for hash in [hash, other] {
                    _ = try fromDisk.prepare(hash, imports: BareChain.imports) { wasm }
                }
            }
            let contract = try BareContract(code)
            let before = Self.residentKibibytes()
            let instances = try (0..<200).map { _ in try contract.instance() }
            let each = (Self.residentKibibytes() - before) / Double(instances.count)
            return [
                Figure(name: "token code: compile", measured: compile * 1000, unit: "ms"),
                Figure(name: "token code: load compiled", measured: load / 2 * 1e6, unit: "us"),
                Figure(name: "token instance: memory", measured: each, unit: "KiB"),
            ]
        }

        private static func residentKibibytes() -> Double {
            let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
            let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan
            return pages * 4
        }
    }
}
