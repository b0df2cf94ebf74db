internal import Foundation
internal import SecretBase
internal import SecretCrypto
internal import SecretWasm

/// Makes a contract of a folder of Swift files.
///
/// The same sources and toolchain give the same bytes, wherever they lie: the code hash is what
/// clients bind their messages to.
public struct ContractBuilder: Sendable {
    /// What is to be built.
    public struct Order: Sendable {
        public let folder: String
        /// Where the module goes; `FOLDER/NAME.wasm` unless said.
        public let output: String?
        public let interface: ContractInterface
        /// The folder of a Swift toolchain; the one in PATH unless said.
        public let toolchain: String?

        public init(
            folder: String, output: String? = nil, interface: ContractInterface = .v1,
            toolchain: String? = nil
        ) {
            self.folder = folder
            self.output = output
            self.interface = interface
            self.toolchain = toolchain
        }
    }

    let environment: Environment
    let notices: any NoticePort

    /// Compiles, links, checks as the chain does, and only then writes the module.
    public func build(_ order: Order) throws(ContractBuildError) -> BuiltContract {
        let folder = Self.absolute(order.folder)
        let sources = try ContractSources(in: folder, for: order.interface)
        let scratch = try Self.makeScratch()
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let toolchain = try SwiftToolchain(
            in: order.toolchain, environment: environment, scratch: scratch)
        let compilation = ContractCompilation(
            toolchain: toolchain, settings: SwiftToolchain.settings(environment),
            scratch: scratch, interface: order.interface)
        notices.progress("compiling \(sources.files.count) files")
        let wasm = try compilation.run(sources)
        let output = order.output ?? folder + "/" + (folder as NSString).lastPathComponent + ".wasm"
        let built = try Self.describe(wasm, at: output, interface: order.interface)
        try Self.write(wasm, to: output)
        return built
    }

    /// Checks the module as the chain does when it is stored and when it is instantiated.
    private static func describe(
        _ wasm: Bytes, at path: String, interface: ContractInterface
    ) throws(ContractBuildError) -> BuiltContract {
        do {
            let module = try WasmModule(parsing: wasm)
            _ = try StaticChecks.storeReport(of: wasm)
            _ = try RunChecks.check(module, instantiating: true)
            return BuiltContract(
                path: path, codeHash: Hex.encode(Hash.sha256(wasm)), bytes: wasm.count,
                interface: interface, exports: module.exports.map(\.name),
                imports: module.imports.map(\.name))
        } catch {
            throw .failsChecks(reason(error))
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as WasmError: error.text
        case let fault as RunChecks.Fault: fault.text
        default: "\(error)"
        }
    }

    private static func write(_ wasm: Bytes, to path: String) throws(ContractBuildError) {
        do {
            try Data(wasm).write(to: URL(filePath: absolute(path)), options: .atomic)
        } catch {
            throw .cannotWrite(path, reason: error.localizedDescription)
        }
    }

    private static func makeScratch() throws(ContractBuildError) -> String {
        let path = NSTemporaryDirectory() + "/secretctl-contract-" + UUID().uuidString
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotWrite(path, reason: error.localizedDescription)
        }
        return path
    }

    private static func absolute(_ path: String) -> String { URL(filePath: path).standardized.path }
}

extension Toolbox {
    public var contractBuilder: ContractBuilder {
        ContractBuilder(environment: settings.environment, notices: notices)
    }
}
