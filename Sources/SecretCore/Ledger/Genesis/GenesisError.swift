package import SecretBase
package import SecretStorage

/// Why a genesis makes no chain.
package enum GenesisError: Failure, Equatable {
    /// What is wrong, and where: a path such as `app_state.staking.params.bond_denom`.
    case invalid(path: String, String)
    /// A part of the network's genesis that this ledger has no code for, by its path.
    case unsupported(path: String)
    /// The whole does not fit what it is wanted for.
    case refused(String)
    case storage(StorageError)
    /// Its enclaves have other keys than this node's.
    case otherEnclave

    package var code: String { self == .otherEnclave ? "other_enclave" : "bad_genesis" }
    package var exit: ExitStatus { self == .otherEnclave ? .refused : .usage }
    package var description: String {
        switch self {
        case .invalid(let path, let why): "the genesis cannot be used: \(path): \(why)"
        case .unsupported(let path):
            "the genesis cannot be used: \(path): this ledger does not know how to load it"
        case .refused(let why): "the genesis cannot be used: \(why)"
        case .storage(let error): error.description
        case .otherEnclave:
            "the genesis cannot be used: app_state.register has the keys of other enclaves than"
                + " this node's, whose seeds are another network's"
        }
    }
}

/// A place in a genesis, for saying where something is wrong: `app_state.bank.balances[3]`.
struct GenesisPlace {
    let path: String

    init(_ path: String) { self.path = path }

    subscript(_ name: String) -> GenesisPlace { GenesisPlace("\(path).\(name)") }

    subscript(_ index: Int) -> GenesisPlace { GenesisPlace("\(path)[\(index)]") }

    var unsupported: GenesisError { .unsupported(path: path) }

    func invalid(_ why: String) -> GenesisError { .invalid(path: path, why) }

    func require(_ holds: Bool, _ why: @autoclosure () -> String) throws(GenesisError) {
        guard holds else { throw invalid(why()) }
    }

    /// What this ledger has no code for may only be empty.
    func requireEmpty(_ list: some Collection) throws(GenesisError) {
        guard list.isEmpty else { throw unsupported }
    }

    /// Runs `read` and says where it failed.
    func read<Value>(_ read: () throws -> Value) throws(GenesisError) -> Value {
        do { return try read() } catch { throw self.error(error) }
    }

    /// Any error, said with its place.
    func error(_ error: any Error) -> GenesisError {
        switch error {
        case let known as GenesisError: return known
        case LedgerFault.storage(.damaged(let why)), LedgerFault.panic(let why):
            return invalid(why)
        case LedgerFault.storage(let error): return .storage(error)
        case LedgerFault.refused(let refusal): return invalid(refusal.text)
        case LedgerFault.outOfGas(let location): return invalid("out of gas: \(location)")
        default: return invalid("\(error)")
        }
    }
}
