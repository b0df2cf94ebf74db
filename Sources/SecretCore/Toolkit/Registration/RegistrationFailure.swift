public import SecretBase

/// Why a node does not get its network's seeds, or not yet.
public enum RegistrationFailure: Failure, Equatable {
    /// The evidence would be refused by the network; nothing was sent.
    case notAcceptable(reasons: [String])
    /// The evidence is another node's.
    case otherNodeKey(wanted: String, got: String)
    /// The home's seeds are those of another network.
    case otherSeeds(String)
    /// The home's genesis is that of another network, be its chain id the same.
    case otherNetwork(String)
    /// The chain refused the registration, before its block or in it; what is known to help.
    case refused(TransactionFailure, remedy: String)
    /// What the chain holds for this node are no seeds for it.
    case badSeeds(String)
    /// The account cannot pay.
    case cannotPay(fee: String, balance: String)
    /// Registered, and the chain has not told the seeds in time.
    case seedsPending(nodeKey: String, seconds: Int, hash: String?)
    /// The notes of an earlier run cannot be read, and the chain does not know the node.
    case journalDamaged(String)
    /// Nobody says which key the enclave has whose evidence this is.
    case noNodeKey(String)
    /// The network's program did not take the seeds.
    case notHanded(String, why: String)

    public var code: String {
        switch self {
        case .notAcceptable: "attestation_rejected"
        case .otherNodeKey: "wrong_node_key"
        case .otherSeeds: "other_seeds"
        case .otherNetwork: "other_network"
        case .refused(let cause, _): cause.code
        case .badSeeds: "bad_seeds"
        case .cannotPay: "insufficient_funds"
        case .seedsPending: "seeds_pending"
        case .journalDamaged: "journal_damaged"
        case .noNodeKey: "node_key_unknown"
        case .notHanded: "not_handed"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .notAcceptable: .checkFailed
        case .otherNodeKey, .otherSeeds, .otherNetwork, .badSeeds, .journalDamaged: .refused
        case .refused(let cause, _): cause.exit
        case .cannotPay: .rejected
        case .seedsPending: .unknownOutcome
        case .noNodeKey: .usage
        case .notHanded: .failed
        }
    }

    public var description: String {
        switch self {
        case .notAcceptable(let reasons):
            "the network would refuse this attestation, so nothing was sent: "
                + reasons.joined(separator: "; ")
        case .otherNodeKey(let wanted, let got):
            "the attestation is of node key \(got), this node's is \(wanted); nothing was sent"
        case .otherSeeds(let directory):
            "\(directory) has the seeds of another network, and seeds are never replaced"
        case .otherNetwork(let path):
            "\(path) begins another network than the node's: their keys of seed exchange differ"
        case .refused(let cause, _): cause.description
        case .badSeeds(let why): "what the chain holds for this node was not taken: \(why)"
        case .cannotPay(let fee, let balance):
            "the fee is \(fee) and the account has \(balance); nothing was sent"
        case .seedsPending(let key, let seconds, _):
            "node \(key) is registered, and the node asked has no seeds for it after \(seconds) s"
        case .journalDamaged(let path):
            "\(path) cannot be read: what it lists may have been paid; nothing was sent"
        case .noNodeKey(let path):
            "no pubkey.bin of 32 bytes beside \(path) says which enclave it is of"
        case .notHanded(let program, let why): "\(program): \(why)"
        }
    }

    public var hint: String? {
        switch self {
        case .notAcceptable: "'secretctl enclave verify FILE' says what to do about each reason"
        case .otherNodeKey: "make the attestation on this machine, with the key that is there now"
        case .refused(_, let remedy): remedy
        case .otherNetwork: "give the --node of the network that this home was made for"
        case .otherSeeds: "register with a new home: 'secretctl node init --join URL --out DIR'"
        case .badSeeds:
            "ask another --node; where it says the same, the key here is not the one "
                + "that was registered"
        case .seedsPending:
            "run the same command again: it goes on where it stopped, and pays "
                + "nothing more"
        case .journalDamaged: "'secretctl tx resume' settles what was sent; then delete the file"
        case .noNodeKey: "give --node-key HEX"
        case .cannotPay, .notHanded: nil
        }
    }

    public var transactionHash: String? {
        switch self {
        case .seedsPending(_, _, let hash): hash
        case .refused(let cause, _): cause.transactionHash
        default: nil
        }
    }
}

extension RegistrationFailure {
    /// What the enclaves' word in the chain's log calls for; the failure itself where it holds none.
    static func explaining(_ cause: TransactionFailure) -> any Failure {
        let log: String
        switch cause {
        case .rejected(_, _, _, let text), .failedInBlock(_, _, _, _, let text): log = text
        default: return cause
        }
        let known = Catalogue.shared.entries.first { entry in
            entry.about == "registration" && entry.words.contains { log.contains($0) }
        }
        return known.map { RegistrationFailure.refused(cause, remedy: $0.remedy) } ?? cause
    }
}
