internal import Foundation
internal import SecretBase

/// The steps from Swift to a module: runtime, library, contract, link.
struct ContractCompilation {
    let toolchain: SwiftToolchain
    let settings: [String]
    /// A folder that is ours alone.
    let scratch: String
    let interface: ContractInterface

    /// What the chain's interpreter knows: the first version of wasm, and sign extension. Later
    /// instructions would be refused when the code is stored.
    static let machine = ["-mcpu=mvp", "-msign-ext"]
    /// Lies below the data, so that running over it is a fault and not a wrong result.
    static let stackBytes = 128 * 1024

    private var library: String { scratch + "/SecretContract" }

    /// The module's bytes, without names or other sections that do nothing.
    func run(_ sources: ContractSources) throws(ContractBuildError) -> Bytes {
        try unpackLibrary()
        let exports = ContractExports(interface: interface, entries: sources.entries)
        try write(Bytes(exports.source.utf8), to: scratch + "/Exports.swift")
        try compileRuntime()
        try compileLibrary()
        try compile(
            module: "Contract", sources.files + [scratch + "/Exports.swift"],
            to: scratch + "/Contract.o", more: ["-I", scratch])
        return try link()
    }

    private func unpackLibrary() throws(ContractBuildError) {
        do {
            try FileManager.default.createDirectory(
                atPath: library, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(library, reason: error.localizedDescription)
        }
        for file in ContractKit.files { try write(file.bytes, to: library + "/" + file.name) }
    }

    private func compileRuntime() throws(ContractBuildError) {
        let arguments =
            ["--target=wasm32-unknown-none-wasm"] + Self.machine + [
                "-Oz", "-ffreestanding", "-fno-builtin", "-ffunction-sections", "-fdata-sections",
                "-c", library + "/Runtime.c", "-o", scratch + "/Runtime.o",
            ]
        let run = try run(toolchain.clang, arguments)
        guard run.status == 0 else { throw .doesNotCompile(run.stderr) }
    }

    private func compileLibrary() throws(ContractBuildError) {
        let files = ContractKit.files.map(\.name).filter { $0.hasSuffix(".swift") }
        try compile(
            module: "SecretContract", files.map { library + "/" + $0 },
            to: scratch + "/SecretContract.o",
            more: [
                "-emit-module", "-emit-module-path", scratch + "/SecretContract.swiftmodule",
            ])
    }

    private func compile(
        module: String, _ files: [String], to object: String, more: [String]
    ) throws(ContractBuildError) {
        var arguments = [
            "-target", "wasm32-unknown-none-wasm", "-swift-version", "6", "-parse-as-library",
            "-enable-experimental-feature", "Embedded", "-enable-experimental-feature", "Extern",
            "-wmo", "-Osize", "-module-name", module,
            "-Xfrontend", "-disable-stack-protector", "-Xfrontend", "-function-sections",
            "-Xfrontend", "-target-cpu", "-Xfrontend", "mvp",
            // Its hash of paths and times would become a part of the module, and of its code hash.
            "-Xfrontend", "-disable-incremental-llvm-codegen",
        ]
        arguments += Self.machine.flatMap { ["-Xcc", $0] }
        if interface == .v010 { arguments += ["-D", "V010"] }
        let run = try run(toolchain.swiftc, arguments + more + ["-c"] + files + ["-o", object])
        guard run.status == 0 else { throw .doesNotCompile(run.stderr) }
    }

    private func link() throws(ContractBuildError) -> Bytes {
        let objects = ["Contract", "SecretContract", "Runtime"].map { scratch + "/\($0).o" }
        let module = scratch + "/contract.wasm"
        let run = try run(
            toolchain.linker,
            [
                "--no-entry", "--gc-sections", "--strip-all", "-O2", "--stack-first",
                "-z", "stack-size=\(Self.stackBytes)",
            ] + objects + ["-o", module])
        guard run.status == 0, let wasm = FileManager.default.contents(atPath: module) else {
            throw .doesNotLink(run.stderr)
        }
        return Bytes(wasm)
    }

    private func run(_ tool: String, _ arguments: [String]) throws(ContractBuildError) -> ToolRun {
        try ToolRun(tool, arguments, environment: settings, folder: scratch)
    }

    private func write(_ bytes: Bytes, to path: String) throws(ContractBuildError) {
        do {
            try Data(bytes).write(to: URL(filePath: path))
        } catch {
            throw .cannotWrite(path, reason: error.localizedDescription)
        }
    }
}
