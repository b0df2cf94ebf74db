import SecretBase
import SecretChain
import SecretCrypto

// What reaches the enclave; only a debug build lets a test see inside.
#if DEBUG
@testable import SecretEnclave

extension FuzzTarget {
    /// Messages, replies and packets as the chain hands them over, and state as it lay there.
    static func enclave() throws -> [FuzzTarget] {
        let seed = { try ConsensusSeed(SecretBytes(copying: Bytes(repeating: 0x41, count: 32))) }
        let keys = EnclaveKeys(genesis: try seed(), current: try seed())
        return try [calls(keys), hostReplies(keys), storedValues()]
    }

    /// The first byte names the entry; codes are told apart by a hash of zeros.
    private static func calls(_ keys: EnclaveKeys) throws -> FuzzTarget {
        let own = try X25519PrivateKey(SecretBytes(copying: Bytes(1...32)))
        let input = SecretInput(
            nonce: Bytes(0..<32), senderKey: own.publicKey, payload: [])
        let channel = keys.channel(for: input)
        let hash = Bytes(repeating: 0, count: 32)
        let header = ReplyHeader(recipient: Bytes(Hex.encode(hash).utf8), id: 1).bytes
        let plain = Bytes(Hex.encode(hash).utf8) + header + header + Bytes("{}".utf8)
        let sealed = channel.message(plain)
        let end = #"{"port_id":"p","channel_id":"c"}"#
        let packet =
            #"{"packet":{"data":"\#(Base64.encode(sealed))","src":\#(end),"dest":\#(end),"#
            + #""sequence":1,"timeout":{"block":null,"timestamp":"5"}},"relayer":"r"}"#
        let id = channel.seal(Bytes(Hex.encode(hash).utf8) + header + Bytes("7".utf8))
        let reply =
            #"{"id":"\#(Base64.encode(id))","result":{"ok":{"events":[],"data":null}},"#
            + #""was_orig_msg_encrypted":true,"is_encrypted":true}"#
        let seeds: [Bytes] = [
            [0] + sealed, [1] + channel.head + Bytes(reply.utf8), [5] + Bytes(packet.utf8),
            [2] + Bytes("{}".utf8),
        ]
        return FuzzTarget("contract-call", seeds: seeds) { bytes in
            guard let first = bytes.first, let entry = ContractEntry(rawValue: first % 11) else {
                return false
            }
            return try accepted {
                let opened = try OpenedInput(Bytes(bytes.dropFirst()), entry: entry, keys: keys)
                return opened.isAddressed
                    ? try opened.addressed(to: hash, entry: entry).message : opened.opened
            } != nil
        }
    }

    /// What the callee's enclave signed must come out of what the chain says about it, and again.
    private static func hostReplies(_ keys: EnclaveKeys) -> FuzzTarget {
        FuzzTarget(
            "host-reply",
            texts: [
                #"{"id":"AQI=","result":{"ok":{"events":[{"type":"wasm","attributes":[{"key":"a","#
                    + #""value":"b"}]}],"data":"Aw=="}},"was_orig_msg_encrypted":true,"#
                    + #""is_encrypted":false}"#,
                #"{"id":"","result":{"error":"no"},"was_orig_msg_encrypted":false,"is_encrypted":true}"#,
            ]
        ) { text in
            guard let reply = try accepted({ try HostReply(parsing: Bytes(text.utf8)) }) else {
                return false
            }
            let again = try HostReply(parsing: reply.signedText)
            try FuzzFault.unlessEqual(again.signedText, reply.signedText)
            return true
        }
    }

    private static func storedValues() -> FuzzTarget {
        let good = StateLayout.value([1, 2, 3], salt: Bytes(repeating: 9, count: 24))
        return FuzzTarget("stored-value", seeds: [good]) { bytes in
            guard let parts = try accepted({ try StateLayout.parts(of: bytes) }) else {
                return false
            }
            try FuzzFault.unlessEqual(StateLayout.value(parts.sealed, salt: parts.salt), bytes)
            return true
        }
    }
}
#else
extension FuzzTarget {
    /// A release build shows no insides.
    static func enclave() throws -> [FuzzTarget] { [] }
}
#endif
