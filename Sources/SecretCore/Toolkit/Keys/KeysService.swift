import SecretBase
import SecretChain
import SecretCrypto
public import SecretKeyring

/// The operator's keys: making, reading in, showing and looking into them.
public struct KeysService: Sendable {
    /// Where in a wallet's tree a key hangs, and what else is mixed into its seed.
    public struct Derivation: Sendable {
        public let coinType: UInt32
        public let account: UInt32
        public let index: UInt32
        /// File with a BIP39 passphrase in ASCII, if the wallet has one.
        public let passphraseFile: String?

        public init(
            coinType: UInt32 = 529, account: UInt32 = 0, index: UInt32 = 0,
            passphraseFile: String? = nil
        ) {
            self.coinType = coinType
            self.account = account
            self.index = index
            self.passphraseFile = passphraseFile
        }

        func path() throws -> HDPath {
            try HDPath(coinType: coinType, account: account, index: index)
        }
    }

    let tools: Toolbox
    let time: any TimeSource
    let keyring: Keyring

    init(tools: Toolbox, time: any TimeSource = SystemTime()) {
        self.tools = tools
        self.time = time
        keyring = Keyring(path: tools.settings.paths.keys)
    }

    /// Makes a key of a fresh mnemonic, which the answer shows and nothing keeps.
    public func add(
        _ name: String, words: Int, at derivation: Derivation, from source: PassphraseSource,
        by consent: Consent
    ) throws -> KeyOutcome {
        let name = try freeName(name)
        guard words == 12 || words == 24 else { throw CryptoError.wordCount(words) }
        let path = try derivation.path()
        guard !consent.isRehearsal else { return rehearsed("added", name) }
        let mnemonic = try Mnemonic.generate(words: words)
        let key = try HDKey.derive(seed(of: mnemonic, derivation), path)
        let record = try keep(key, as: name, kind: .derived(path: path.description), source)
        return .key(KeyAnswer(record: record, mnemonic: mnemonic.phrase))
    }

    /// Keeps a key of a mnemonic that its owner already has, from a file or the terminal.
    public func recover(
        _ name: String, mnemonicFile: String?, at derivation: Derivation,
        from source: PassphraseSource, by consent: Consent
    ) throws -> KeyOutcome {
        let name = try freeName(name)
        let path = try derivation.path()
        let mnemonic = try mnemonic(mnemonicFile)
        let key = try HDKey.derive(seed(of: mnemonic, derivation), path)
        guard !consent.isRehearsal else { return rehearsed("recovered", name) }
        return .key(
            KeyAnswer(
                record: try keep(key, as: name, kind: .derived(path: path.description), source)))
    }

    /// What an address or public key is, in every spelling.
    public func inspect(_ text: String) throws -> KeyInspection {
        switch try KeySubject(text) {
        case .address(let address):
            return KeyInspection(account: address, consensus: nil, publicKey: nil, path: nil)
        case .consensus(let address):
            return KeyInspection(account: nil, consensus: address, publicKey: nil, path: nil)
        case .publicKey(.ed25519(let bytes)):
            let key = PublicKey.ed25519(bytes)
            return KeyInspection(
                account: nil, consensus: try ConsensusAddress(bytes: key.addressBytes),
                publicKey: key, path: nil)
        case .publicKey(let key):
            return KeyInspection(
                account: Address(publicKey: key), consensus: nil, publicKey: key, path: nil)
        }
    }

    /// What hangs at a place of a wallet's tree; nothing is kept.
    public func inspect(
        mnemonicFile: String, at derivation: Derivation
    ) throws -> KeyInspection {
        let path = try derivation.path()
        let key = try HDKey.derive(seed(of: mnemonic(mnemonicFile), derivation), path)
        let publicKey = try PublicKey(secp256k1: key.publicKey.bytes)
        return KeyInspection(
            account: Address(publicKey: publicKey), consensus: nil, publicKey: publicKey,
            path: path.description)
    }

    /// All keys; needs no passphrase.
    public func list() throws -> KeyList {
        let (records, damaged) = try keyring.list()
        return KeyList(records: records, damaged: damaged.map { (name: $0.0, failure: $0.1) })
    }

    /// One key; needs no passphrase. `focus` narrows the text to one line.
    public func show(_ name: String, focus: KeyAnswer.Focus? = nil) throws -> KeyAnswer {
        let record = try record(of: name)
        if focus == .publicKey, record.publicKey == nil {
            throw KeysError.publicKeyUnknown(name)
        }
        return KeyAnswer(record: record, focus: focus)
    }

    /// What is known of a key without its passphrase. Throws `KeyringError.missing` and others.
    public func record(of name: String) throws -> KeyRecord {
        try keyring.record(of: KeyName(name))
    }
}

extension KeysService {
    /// A name that no key has yet.
    func freeName(_ text: String) throws -> KeyName {
        let name = try KeyName(text)
        guard !keyring.has(name) else { throw KeyringError.exists(text) }
        return name
    }

    func keep(
        _ key: borrowing Secp256k1PrivateKey, as name: KeyName, kind: KeyRecord.Kind,
        _ source: PassphraseSource
    ) throws -> KeyRecord {
        let passphrase = try tools.passphrase(for: "key \(name)", from: source, isNew: true)
        return try keyring.add(
            key, as: name, kind: kind, created: time.now(), passphrase: passphrase)
    }

    func rehearsed(_ verb: String, _ name: KeyName) -> KeyOutcome {
        .change(KeyChange(verb: verb, name: name, isDone: false))
    }

    private func mnemonic(_ file: String?) throws -> Mnemonic {
        if let file { return try Mnemonic(parsing: SecretFile.read(file)) }
        return try Mnemonic(
            parsing: asked("Mnemonic: ", for: "a mnemonic", option: "--mnemonic-file"))
    }

    /// A secret typed at the terminal, without echo.
    func asked(_ question: String, for what: String, option: String) throws -> SecretBytes {
        guard tools.prompts.canAsk else { throw KeysError.secretNeeded(what, option: option) }
        var line = Bytes()
        line.reserveCapacity(8192)
        defer { line.wipe() }
        try tools.prompts.askSecret(question, into: &line)
        return SecretBytes(wiping: &line)
    }

    private func seed(
        of mnemonic: borrowing Mnemonic, _ derivation: Derivation
    ) throws -> SecretBytes {
        guard let file = derivation.passphraseFile else { return mnemonic.seed() }
        let source = PassphraseSource(file: file)
        let passphrase = try tools.passphrase(for: "the mnemonic", from: source)
        let text = try passphrase.withBytes { bytes throws(KeysError) in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .passphraseNotASCII }
            return String(decoding: bytes, as: UTF8.self)
        }
        return mnemonic.seed(passphrase: text)
    }
}

extension Toolbox {
    /// The operator's keys.
    public var keys: KeysService { KeysService(tools: self) }
}
