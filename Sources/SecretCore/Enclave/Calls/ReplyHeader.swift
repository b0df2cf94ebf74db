import SecretBase

/// Who waits for a reply: travels, sealed, in front of a message to another contract.
///
/// `REPLY01` ‖ id of the caller's sub-message (u64, big-endian) ‖ code hash of the caller as 64
/// hex digits. Source: enclave protocol §2.4.
struct ReplyHeader: Hashable {
    static let magic = Bytes("REPLY01".utf8)
    static let hashCount = 64

    /// 64 bytes, as they came.
    let recipient: Bytes
    let id: UInt64

    var bytes: Bytes {
        var writer = ByteWriter(capacity: Self.magic.count + 8 + Self.hashCount)
        writer.put(Self.magic)
        writer.putBigEndian(id)
        writer.put(recipient)
        return writer.bytes
    }

    /// Takes all headers off the front of `rest`.
    ///
    /// Throws `.panic` for one that is cut off: there the network's enclave stops.
    static func take(from rest: inout ArraySlice<UInt8>) throws(CallFault) -> [ReplyHeader] {
        var headers: [ReplyHeader] = []
        while rest.starts(with: magic) {
            let body = rest.dropFirst(magic.count)
            guard body.count >= 8 + hashCount else { throw .panic }
            let id = body.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let recipient = Bytes(body.dropFirst(8).prefix(hashCount))
            headers.append(ReplyHeader(recipient: recipient, id: id))
            rest = body.dropFirst(8 + hashCount)
        }
        return headers
    }
}

/// A message that is for this contract, with those who wait for a reply: the caller first.
struct AddressedMessage {
    let message: Bytes
    let headers: [ReplyHeader]

    init(message: Bytes, headers: [ReplyHeader]) {
        self.message = message
        self.headers = headers
    }

    /// Opened bytes: code hash (64 hex digits) ‖ headers ‖ message.
    ///
    /// Throws `.validation` when they are for other code.
    init(_ opened: Bytes, for codeHash: Bytes) throws(CallFault) {
        guard opened.count >= ReplyHeader.hashCount else { throw .validation }
        try Self.check(opened.prefix(ReplyHeader.hashCount), codeHash)
        var rest = opened.dropFirst(ReplyHeader.hashCount)
        headers = try ReplyHeader.take(from: &rest)
        message = Bytes(rest)
    }

    /// A reply: `path` is the code hash and the headers that its sealed id carried.
    init(reply: Bytes, path: Bytes, for codeHash: Bytes) throws(CallFault) {
        var rest = path.dropFirst(ReplyHeader.hashCount)
        let ahead = try ReplyHeader.take(from: &rest)
        try Self.check(path.prefix(ReplyHeader.hashCount), codeHash)
        headers = ahead
        message = reply
    }

    private static func check(_ hex: ArraySlice<UInt8>, _ codeHash: Bytes) throws(CallFault) {
        let text = String(decoding: hex, as: UTF8.self)
        guard let hash = try? Hex.decode(text), hash == codeHash else { throw .validation }
    }
}
