public import SecretBase

/// Why a node does not start, or does not go on.
public enum NodeError: Failure, Equatable {
    /// Another process has the home; the process id is nil where its file does not say.
    case homeHeld(directory: String, process: Int32?)
    /// Nothing was ever stored in the home.
    case noChain(directory: String)
    /// The home is a node's of a network of machines, whose chain is not ours alone to delete.
    case ofNetwork(directory: String)
    /// The home holds another chain than the one named.
    case otherChain(held: String, named: String)
    /// The home's chain was begun with another value of an option than the one given.
    case otherSetting(option: String, held: String, named: String)
    /// The enclave has other keys than the chain of its home.
    case otherEnclave(directory: String)
    /// A file or directory of the home cannot be used.
    case file(String, reason: String)
    /// The ledger does not carry a developer's order out.
    case orderRefused(String)
    /// The node has stopped; nothing more is taken in.
    case stopped(String)
    /// The consensus engine ended, and the node with it; the text has its last words.
    case engineEnded(String)
    /// The consensus engine does not answer, or not as it should.
    case engineSilent(String)

    public var code: String {
        switch self {
        case .homeHeld: "home_held"
        case .noChain: "no_chain"
        case .ofNetwork: "home_of_network"
        case .otherChain: "wrong_chain"
        case .otherSetting: "other_setting"
        case .otherEnclave: "other_enclave"
        case .file: "home_unusable"
        case .orderRefused: "order_refused"
        case .stopped: "node_stopped"
        case .engineEnded: "engine_ended"
        case .engineSilent: "engine_silent"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .noChain: .missing
        case .otherChain, .otherSetting, .otherEnclave, .ofNetwork: .refused
        case .orderRefused: .usage
        case .homeHeld, .file, .stopped, .engineEnded, .engineSilent: .failed
        }
    }

    public var hint: String? {
        switch self {
        case .homeHeld: "stop that process, or give this one another --home"
        case .noChain: "`secretctl node run` makes one"
        case .ofNetwork:
            "`cometbft unsafe-reset-all --home DIR` forgets it, what its validator signed included"
        case .otherChain(let held, _): "this home's chain is \(held)"
        case .otherSetting:
            "leave the option out to go on; `secretctl node reset` forgets the chain"
        case .otherEnclave: "restore the enclave that this home's chain began with"
        case .file, .orderRefused, .stopped, .engineEnded, .engineSilent: nil
        }
    }

    public var description: String {
        switch self {
        case .homeHeld(let directory, let process?):
            "another process (pid \(process)) holds the home \(directory)"
        case .homeHeld(let directory, nil): "another process holds the home \(directory)"
        case .noChain(let directory): "there is no chain in \(directory)"
        case .ofNetwork(let directory):
            "\(directory) is the home of a CometBFT node, and its validator's last signatures are in it"
        case .otherChain(let held, let named): "the home holds chain \(held), not \(named)"
        case .otherSetting(let option, let held, let named):
            "the home's chain runs with \(option) \(held), not \(named)"
        case .otherEnclave(let directory):
            "\(directory): this enclave's seeds are not those of the chain, whose messages and"
                + " states it could not open"
        case .file(let path, let reason): "\(path): \(reason)"
        case .orderRefused(let reason): reason
        case .stopped(let reason): "the node has stopped: \(reason)"
        case .engineEnded(let reason): "the consensus engine ended: \(reason)"
        case .engineSilent(let reason): "the consensus engine does not answer: \(reason)"
        }
    }
}
