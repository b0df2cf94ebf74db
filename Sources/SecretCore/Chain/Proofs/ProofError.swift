public import SecretBase

/// Why a proof proves nothing.
public enum ProofError: Failure, Equatable {
    /// It has not the shape of a proof in this kind of tree: what is wrong.
    case malformed(String)
    /// It is a proof, but of something else: of what.
    case wrong(String)

    public var code: String { "bad_proof" }
    public var exit: ExitStatus { .failed }
    public var description: String {
        switch self {
        case .malformed(let why): "the proof is malformed: \(why)"
        case .wrong(let what): "the proof is of another \(what)"
        }
    }
}
