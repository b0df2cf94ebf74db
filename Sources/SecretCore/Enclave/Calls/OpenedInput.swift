import SecretBase
import SecretChain

/// A call's message, opened as its entry asks for, not yet checked against sender and code.
///
/// Source: enclave protocol §2.5.
struct OpenedInput {
    /// What callback signatures and signed messages are compared with.
    let input: SecretInput
    /// The key for all that the call sends out, if it is sealed at all.
    let channel: MessageChannel
    /// Still with code hash and headers in front, unless `path` is there.
    let opened: Bytes
    /// Whether `opened` names the code that it is for.
    var isAddressed = true
    var sealsOutput = true
    var checksSignature = true
    var checksInput = true
    /// Of a sealed reply: the code hash and headers out of its id.
    var path: Bytes?

    /// Migrations and queries: sealed, or `.decryption`.
    init(sealed bytes: Bytes, keys: EnclaveKeys) throws(CallFault) {
        guard let input = SecretInput(sealed: bytes) else { throw .decryption }
        self.input = input
        channel = keys.channel(for: input)
        opened = try channel.open(input.payload)
    }

    /// Instantiations: sealed, or plain with its code hash in front all the same.
    init(instantiation bytes: Bytes, keys: EnclaveKeys) {
        if let sealed = Self(trying: bytes, keys: keys) {
            self = sealed
        } else {
            self.init(plain: bytes, keys: keys)
            isAddressed = true
            sealsOutput = true
            checksSignature = true
        }
    }

    /// Executions: sealed, or plain with plain answers.
    init(execution bytes: Bytes, keys: EnclaveKeys) {
        if let sealed = Self(trying: bytes, keys: keys) {
            self = sealed
        } else {
            self.init(plain: bytes, keys: keys)
            checksSignature = true
        }
    }

    /// What is never sealed: handshakes, acknowledgements, hooks.
    init(plain bytes: Bytes, keys: EnclaveKeys, checksInput: Bool = true) {
        input = SecretInput(plain: bytes)
        channel = keys.channel(for: input)
        opened = bytes
        isAddressed = false
        sealsOutput = false
        checksSignature = false
        self.checksInput = checksInput
    }

    init(
        input: SecretInput, channel: MessageChannel, opened: Bytes
    ) {
        self.input = input
        self.channel = channel
        self.opened = opened
    }

    /// Nil when the bytes do not open, which says that they are plain.
    private init?(trying bytes: Bytes, keys: EnclaveKeys) {
        let input = SecretInput(sealed: bytes) ?? SecretInput(plain: bytes)
        let channel = keys.channel(for: input)
        guard let opened = try? channel.open(input.payload) else { return nil }
        self.init(input: input, channel: channel, opened: opened)
    }

    /// The message of an execution or of whatever else enters by `entry`.
    init(_ bytes: Bytes, entry: ContractEntry, keys: EnclaveKeys) throws(CallFault) {
        switch entry {
        case .execute: self.init(execution: bytes, keys: keys)
        case .reply: try self.init(reply: bytes, keys: keys)
        case .channelOpen, .channelConnect, .channelClose:
            self.init(plain: bytes, keys: keys, checksInput: false)
        case .packetReceive: try self.init(packet: bytes, keys: keys)
        case .packetAcknowledge, .packetTimeout, .hookIncoming, .hookAcknowledge, .hookTimeout:
            self.init(plain: bytes, keys: keys)
        }
    }

    /// A packet whose data is sealed, or not: its other fields are plain.
    private init(packet bytes: Bytes, keys: EnclaveKeys) throws(CallFault) {
        let packet = try PacketText(parsing: bytes)
        if let sealed = Self(trying: packet.data, keys: keys) {
            self.init(
                input: sealed.input, channel: sealed.channel,
                opened: packet.text(data: sealed.opened))
            checksSignature = false
        } else {
            self.init(
                input: SecretInput(plain: bytes),
                channel: keys.channel(for: SecretInput(plain: bytes)),
                opened: packet.text(data: packet.data))
            isAddressed = false
            sealsOutput = false
            checksSignature = false
        }
    }

    /// Checks that the message is for this code; returns it with those who wait for a reply.
    func addressed(
        to codeHash: Bytes, entry: ContractEntry = .execute
    ) throws(CallFault) -> AddressedMessage {
        if let path { return try AddressedMessage(reply: opened, path: path, for: codeHash) }
        guard entry == .packetReceive else {
            return try AddressedMessage(opened, for: codeHash)
        }
        let packet = try PacketText(parsing: opened)
        let inner = try AddressedMessage(packet.data, for: codeHash)
        return AddressedMessage(message: packet.text(data: inner.message), headers: inner.headers)
    }
}
