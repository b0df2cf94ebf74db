internal import Foundation

/// A Swift toolchain that can build contracts: compiler, clang, linker, and Embedded Swift for wasm.
struct SwiftToolchain {
    let swiftc: String
    let clang: String
    let linker: String

    /// The toolchain in `folder` (which holds `usr/bin` or `bin`), or the one that PATH names.
    ///
    /// swiftc says itself where it lives: what PATH names may be a link, or a program that chooses
    /// between toolchains. Throws when there is none, or it lacks what a contract needs.
    init(in folder: String?, environment: Environment, scratch: String) throws(ContractBuildError) {
        let swiftc = try Self.compiler(in: folder, environment: environment)
        let run = try ToolRun(
            swiftc, ["-print-target-info"], environment: Self.settings(environment),
            folder: scratch)
        let usr = Self.root(in: run.stdout) ?? Self.parent(Self.parent(swiftc))
        self.swiftc = swiftc
        clang = usr + "/bin/clang"
        linker = usr + "/bin/wasm-ld"
        for tool in [clang, linker] where !FileManager.default.isExecutableFile(atPath: tool) {
            throw .toolchainCannot(usr, lacks: (tool as NSString).lastPathComponent)
        }
        let library = usr + "/lib/swift/embedded/wasm32-unknown-none-wasm"
        guard FileManager.default.fileExists(atPath: library) else {
            throw .toolchainCannot(usr, lacks: "Embedded Swift for wasm32-unknown-none-wasm")
        }
    }

    /// What the tools may know of the environment.
    static func settings(_ environment: Environment) -> [String] {
        ["PATH", "HOME"].compactMap { name in environment[name].map { "\(name)=\($0)" } }
            + ["LC_ALL=C.UTF-8"]
    }

    private static func compiler(
        in folder: String?, environment: Environment
    ) throws(ContractBuildError) -> String {
        let places: [String]
        if let folder {
            places = [folder + "/usr/bin", folder + "/bin", folder]
        } else {
            places = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        }
        let found = places.map { $0 + "/swiftc" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else { throw .noToolchain(searched: folder ?? "any folder of PATH") }
        return found
    }

    /// `/…/usr` in `-print-target-info`, whose `runtimeResourcePath` is `/…/usr/lib/swift`.
    private static func root(in targetInfo: String) -> String? {
        let name = "\"runtimeResourcePath\""
        guard let start = targetInfo.range(of: name)?.upperBound else { return nil }
        let parts = targetInfo[start...].split(separator: "\"", maxSplits: 2)
        guard parts.count > 1, parts[1].hasPrefix("/") else { return nil }
        return parent(parent(String(parts[1])))
    }

    private static func parent(_ path: String) -> String {
        (path as NSString).deletingLastPathComponent
    }
}
