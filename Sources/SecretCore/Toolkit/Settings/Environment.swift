#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The few environment variables that the program reads. None of them may hold a secret.
public struct Environment: Sendable, Equatable {
    public let values: [String: String]

    /// For tests, and for commands that are handed another environment.
    public init(_ values: [String: String]) { self.values = values }

    /// `nil` also where the variable is empty.
    public subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Names that are read; any other variable is never looked at.
    static let names = [
        "HOME", "PATH", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "XDG_DATA_HOME", "XDG_STATE_HOME",
        "XDG_CACHE_HOME", "CREDENTIALS_DIRECTORY", "SECRETCTL_HOME", "SECRETCTL_NODE",
        "SECRETCTL_CHAIN_ID",
        "SECRETCTL_CONTEXT", "SECRETCTL_TIMEOUT", "SECRETCTL_OUTPUT", "SECRETCTL_WASMTIME",
        // The network's own, for its enclave.
        "SCRT_ENCLAVE_DIR", "SCRT_SGX_STORAGE",
    ]

    /// The process's own.
    public static func process() -> Environment {
        var values: [String: String] = [:]
        for name in names {
            if let text = getenv(name) { values[name] = String(cString: text) }
        }
        return Environment(values)
    }
}
