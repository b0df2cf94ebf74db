public import SecretBase

/// Why there is no contract at the end of a build.
public enum ContractBuildError: Failure, Equatable {
    case noFolder(String)
    case noSources(String)
    case noEntryPoint(String, wanted: String)
    case noToolchain(searched: String)
    case toolchainCannot(String, lacks: String)
    case toolFailed(String, String)
    case doesNotCompile(String)
    case doesNotLink(String)
    case failsChecks(String)
    case cannotWrite(String, reason: String)

    public var code: String {
        switch self {
        case .noFolder: "folder_missing"
        case .noSources: "sources_missing"
        case .noEntryPoint: "entry_point_missing"
        case .noToolchain: "toolchain_missing"
        case .toolchainCannot: "toolchain_unfit"
        case .toolFailed: "tool_failed"
        case .doesNotCompile: "does_not_compile"
        case .doesNotLink: "does_not_link"
        case .failsChecks: "checks_failed"
        case .cannotWrite: "cannot_write"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .noFolder, .noSources, .noToolchain, .toolchainCannot: .missing
        case .failsChecks: .checkFailed
        case .noEntryPoint, .toolFailed, .doesNotCompile, .doesNotLink, .cannotWrite: .failed
        }
    }

    public var description: String {
        switch self {
        case .noFolder(let path): "there is no folder \(path)"
        case .noSources(let path): "\(path) holds no Swift file"
        case .noEntryPoint(let path, let wanted): "no file in \(path) has a function '\(wanted)'"
        case .noToolchain(let searched): "there is no swiftc in \(searched)"
        case .toolchainCannot(let path, let lacks): "the Swift toolchain in \(path) lacks \(lacks)"
        case .toolFailed(let tool, let reason): "\(tool): \(reason)"
        case .doesNotCompile(let report): "the contract does not compile\n\(report)"
        case .doesNotLink(let report): "the contract does not link\n\(report)"
        case .failsChecks(let reason): "the chain would refuse this contract: \(reason)"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        }
    }

    public var hint: String? {
        switch self {
        case .noSources, .noEntryPoint:
            "a contract begins with: func instantiate(_ call: Call, _ message: JSON) "
                + "throws(ContractError) -> Response"
        case .noToolchain, .toolchainCannot:
            "install Swift 6.3 or newer from https://www.swift.org/install, or give --toolchain"
        case .noFolder, .toolFailed, .doesNotCompile, .doesNotLink, .failsChecks, .cannotWrite: nil
        }
    }
}
