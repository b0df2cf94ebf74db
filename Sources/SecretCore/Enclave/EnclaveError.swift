public import SecretBase

/// What the enclave's door and the clients before it refuse. No text holds a secret.
public enum EnclaveError: Failure, Equatable {
    /// The message does not open with this key: another seed, another network, or damaged.
    case notOpened(String)
    /// Something that is sealed, or should be, has the wrong shape.
    case malformed(String, String)
    /// A file of the enclave cannot be used: doing what, where, why.
    case file(path: String, doing: String, why: String)
    /// A file of the enclave can be read by others.
    case openToOthers(path: String, mode: String)
    /// The sealed seeds are there and what opens them is not, or the other way round.
    case incomplete(path: String)
    /// There are seeds already, or a key for them, where others were to be sealed.
    case sealed(path: String)
    /// The directory has a key to ask a network for its seeds, and has not got them.
    case unregistered(path: String)
    /// Seeds were to be taken in by a directory that never asked for any.
    case unasked(path: String)
    /// Seeds that open, and are not those of the network's key.
    case foreign

    public var code: String {
        switch self {
        case .notOpened: "not_opened"
        case .malformed: "malformed"
        case .file: "enclave_file"
        case .openToOthers: "open_to_others"
        case .incomplete: "enclave_incomplete"
        case .sealed: "enclave_sealed"
        case .unregistered: "enclave_unregistered"
        case .unasked: "enclave_unasked"
        case .foreign: "enclave_foreign_seeds"
        }
    }
    public var exit: ExitStatus {
        switch self {
        case .notOpened, .openToOthers, .incomplete, .sealed, .unregistered, .foreign: .refused
        case .unasked: .missing
        case .malformed: .usage
        case .file: .failed
        }
    }
    public var description: String {
        switch self {
        case .notOpened(let what): "\(what) does not open with this key"
        case .malformed(let what, let why): "\(what): \(why)"
        case .file(let path, let doing, let why): "cannot \(doing) \(path): \(why)"
        case .openToOthers(let path, let mode): "\(path) can be read by others (mode \(mode))"
        case .incomplete(let path):
            "\(path): the seeds and the key that seals them belong together, and one is missing"
        case .sealed(let path): "\(path): there are seeds already, and seeds are never replaced"
        case .unregistered(let path):
            "\(path): this enclave has asked for its network's seeds and has not got them yet"
        case .unasked(let path):
            "\(path): this enclave has no registration key, so no seeds were sealed for it"
        case .foreign: "the seeds are not those of the network's key"
        }
    }
    public var hint: String? {
        switch self {
        case .notOpened: "was it sealed by this seed, for this network's key?"
        case .openToOthers(let path, _): "chmod go= \(path)"
        case .incomplete: "restore the missing file, or `secretctl node reset` the chain with it"
        case .unregistered, .unasked: "`secretctl node register` gets the seeds from the network"
        default: nil
        }
    }
}
