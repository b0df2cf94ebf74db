public import SecretBase

/// What `node register` is asked to do.
public struct RegistrationOrder: Sendable {
    /// Where the attestation comes from.
    public enum Evidence: Sendable, Equatable {
        /// Made here, and vouching for nothing: for development networks.
        case simulated
        /// A file, such as `attestation_combined.bin`.
        case file(String)
    }

    /// The network's own program, whose enclave is to get the seeds.
    public struct Secretd: Sendable, Equatable {
        public var program: String
        public var home: String
        /// The key of its enclave, 32 bytes; nil for `pubkey.bin` beside the attestation.
        public var nodeKey: Bytes?

        public init(program: String, home: String, nodeKey: Bytes? = nil) {
            self.program = program
            self.home = home
            self.nodeKey = nodeKey
        }
    }

    /// `waitSeconds` is for the block, and then for the seeds.
    public var signing: SigningOrder
    public var evidence: Evidence
    /// The node's home; nil for the one that `node run` would take.
    public var nodeHome: String?
    /// The machine whose place this one takes, 20 bytes.
    public var replacedMachine: Bytes?
    /// Instead of the network profile's rule: a policy's name or file.
    public var policy: String?
    public var secretd: Secretd?

    public init(_ signing: SigningOrder, evidence: Evidence) {
        self.signing = signing
        self.evidence = evidence
    }
}
