public import SecretBase

/// Why no evidence was made.
public enum AttestingError: Failure, Equatable {
    /// Nothing on this machine can: what was looked for and what was found, why that is not enough,
    /// and what to do.
    case cannotAttest(found: [String], cause: String, remedy: String)
    /// Where a registration key was looked for.
    case noNodeKey([String])
    case noValidatorKey([String])

    public var code: String {
        switch self {
        case .cannotAttest: "cannot_attest"
        case .noNodeKey: "no_node_key"
        case .noValidatorKey: "no_validator_key"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .cannotAttest: .checkFailed
        case .noNodeKey, .noValidatorKey: .missing
        }
    }

    public var description: String {
        switch self {
        case .cannotAttest(let found, let cause, _):
            "cannot attest: \(cause) (\(found.joined(separator: "; ")))"
        case .noNodeKey(let places):
            "no node key: no registration.key in \(places.joined(separator: " or "))"
        case .noValidatorKey(let places):
            "no validator key: no \(places.joined(separator: " or "))"
        }
    }

    public var hint: String? {
        switch self {
        case .cannotAttest(_, _, let remedy): remedy
        case .noNodeKey: "give --node-key HEX, or the --home of a node that joins a network"
        case .noValidatorKey: "give --validator-key HEX, or --unbound for a node of no validator"
        }
    }
}
