import Foundation

/// The contracts of this repository, built once for all tests by `secretctl contract build`.
///
///     let wasm = try await BuiltContract.token.wasm()
///
/// The modules are kept in `.build/contracts` under a name that depends on every source, so that a
/// run without changes builds nothing.
public enum BuiltContract: String, Sendable, CaseIterable {
    /// contracts/token, version 1 of the interface.
    case token
    /// contracts/probe, version 1 of the interface.
    case probe
    /// contracts/probe, version 0.10 of the interface.
    case oldProbe

    /// The module's bytes.
    public func wasm() async throws -> [UInt8] {
        try await [UInt8](Data(contentsOf: URL(filePath: path())))
    }

    /// The module's file.
    public func path() async throws -> String { try await ContractCache.shared.path(of: self) }

    var folder: String { self == .token ? "token" : "probe" }
    var interface: String { self == .oldProbe ? "v0.10" : "v1" }
}

/// Builds each contract at most once, whoever asks and however often.
private actor ContractCache {
    static let shared = ContractCache()

    private var builds: [BuiltContract: Task<String, any Error>] = [:]

    private static let root = Vectors.folder.deletingLastPathComponent().deletingLastPathComponent()

    func path(of contract: BuiltContract) async throws -> String {
        if let build = builds[contract] { return try await build.value }
        let build = Task { try await Self.build(contract) }
        builds[contract] = build
        return try await build.value
    }

    private static func build(_ contract: BuiltContract) async throws -> String {
        let store = root.appending(path: ".build/contracts")
        try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
        let name = "\(contract.rawValue)-\(String(try fingerprint(of: contract), radix: 16)).wasm"
        let path = store.appending(path: name).path
        guard !FileManager.default.fileExists(atPath: path) else { return path }
        let tools = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let result = try await Binary.run(
            [
                "contract", "build", root.appending(path: "contracts/\(contract.folder)").path,
                "--interface", contract.interface, "--out", path,
            ],
            environment: ["PATH": tools], timeout: 600)
        guard result.status == 0 else {
            throw ChildError.endedEarly(status: result.status, output: result.stderr)
        }
        return path
    }

    /// FNV-1a over the names and texts of the contract's files and the library's.
    private static func fingerprint(of contract: BuiltContract) throws -> UInt64 {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for folder in ["SecretContract", contract.folder] {
            let folder = root.appending(path: "contracts/\(folder)")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix(".swift") || $0.hasSuffix(".c") }
            for file in files.sorted() {
                let text = try Data(contentsOf: folder.appending(path: file))
                for byte in Array(file.utf8) + [0] + text {
                    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
                }
            }
        }
        return value
    }
}
