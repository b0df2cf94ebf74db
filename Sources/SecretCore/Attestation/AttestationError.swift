package import SecretBase

/// Why bytes are no evidence that this program can read.
package enum AttestationError: Failure, Equatable {
    /// Not of the shape that it should have; the text says what was wanted where.
    case malformed(String)
    /// Well-formed as far as one can tell, and of a kind that nobody here can judge.
    case unsupported(String)

    package var code: String {
        switch self {
        case .malformed: "attestation_malformed"
        case .unsupported: "attestation_unsupported"
        }
    }

    package var exit: ExitStatus { .checkFailed }

    package var description: String {
        switch self {
        case .malformed(let why), .unsupported(let why): why
        }
    }
}
