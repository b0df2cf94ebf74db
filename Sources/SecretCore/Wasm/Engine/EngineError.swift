package import SecretBase

/// Why no contract can run here at all. Nothing about a contract itself.
package enum EngineError: Failure, Hashable {
    /// None of these paths has a library.
    case missing(searched: [String])
    /// The library is there and is not the one that we know.
    case wrong(path: String, reason: String)
    case broken(String)

    package var code: String {
        switch self {
        case .missing: "wasmtime_missing"
        case .wrong: "wasmtime_wrong"
        case .broken: "wasmtime_broken"
        }
    }

    package var exit: ExitStatus {
        switch self {
        case .missing: .missing
        case .wrong, .broken: .failed
        }
    }

    package var hint: String? {
        """
        contracts need the shared library of Wasmtime \(Wasmtime.version): 'make setup' fetches it, \
        'make install' puts it beside secretctl; \(WasmLibrary.setting) names another place
        """
    }

    /// What is wrong and what to do, for where only a text gets through.
    package var advice: String { hint.map { "\(description): \($0)" } ?? description }

    package var description: String {
        switch self {
        case .missing(let searched):
            "no Wasmtime library; looked for \(searched.joined(separator: ", "))"
        case .wrong(let path, let reason): "\(path) is not Wasmtime \(Wasmtime.version): \(reason)"
        case .broken(let reason): "Wasmtime does not work here: \(reason)"
        }
    }
}

/// Why code could not be made ready to run.
package enum PrepareError: Error {
    case engine(EngineError)
    /// One of the enclave's checks at every run refuses the module.
    case refused(RunChecks.Fault)
    /// The module imports the named function with another type than the host gives it.
    case wrongImport(String)
    /// `load` threw this.
    case notLoaded(any Error)
}
