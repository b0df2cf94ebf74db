public import SecretBase
public import SecretChain

/// What is known of a key without its passphrase.
public struct KeyRecord: Hashable, Sendable {
    /// How the key came here, and what it can do.
    public enum Kind: Hashable, Sendable {
        /// Derived from a mnemonic at this path.
        case derived(path: String)
        /// A private key that was imported.
        case imported
        /// Only an address, perhaps with its public key; it cannot sign.
        case watched
        /// Several keys that sign together; it cannot sign alone.
        case multisig

        /// The word for it in files and answers.
        public var word: String {
            switch self {
            case .derived: "derived"
            case .imported: "imported"
            case .watched: "watch"
            case .multisig: "multisig"
            }
        }
    }

    public let name: KeyName
    public let kind: Kind
    public let address: Address
    /// Absent where only an address is watched.
    public let publicKey: PublicKey?
    /// Seconds only; told by whoever made the key.
    public let created: Timestamp

    package init(
        name: KeyName, kind: Kind, address: Address, publicKey: PublicKey?, created: Timestamp
    ) {
        self.name = name
        self.kind = kind
        self.address = address
        self.publicKey = publicKey
        self.created = Timestamp(seconds: created.seconds)
    }

    /// Where a derived key hangs in its wallet's tree.
    public var path: String? {
        guard case .derived(let path) = kind else { return nil }
        return path
    }

    /// Whether its file holds a private key.
    public var canSign: Bool {
        switch kind {
        case .derived, .imported: true
        case .watched, .multisig: false
        }
    }

    /// The same key under another name.
    func renamed(_ name: KeyName) -> KeyRecord {
        KeyRecord(
            name: name, kind: kind, address: address, publicKey: publicKey, created: created)
    }
}
