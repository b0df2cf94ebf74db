import SecretBase
import SecretChain
import SecretWire

/// Data that one contract's enclave sends to another's through the chain, Go's JSON.
///
/// Source: enclave protocol §2.7; SecretNetwork `go-cosmwasm/types/v1/msg_v1.go`.
struct ReplyEnvelope {
    var proof: ReplyProof?
    var data: Bytes?

    var json: Bytes {
        var text = #"{"internal_reply_enclave_sig":"#
        text += proof.map { "\"\(Base64.encode($0.signature))\"" } ?? "null"
        text += #","internal_msg_id":"#
        text += proof.map { "\"\(Base64.encode($0.messageID))\"" } ?? "null"
        // Go leaves empty data out.
        if let data, !data.isEmpty { text += #","data":"\#(Base64.encode(data))""# }
        return Bytes((text + "}").utf8)
    }

    /// Reads what `json` wrote.
    init(parsing json: Bytes) throws {
        let value = try JSONValue(parsing: json)
        func bytes(_ name: String) throws -> Bytes? {
            guard let text = value[name]?.string else { return nil }
            return try Base64.decode(text, bytesMax: 1 << 24)
        }
        if let signature = try bytes("internal_reply_enclave_sig"),
            let id = try bytes("internal_msg_id")
        {
            proof = ReplyProof(signature: signature, messageID: id)
        }
        data = try bytes("data")
    }

    /// As `init(parsing:)`; the chain's words for data that are not there.
    init(ofResponse data: Bytes) throws {
        guard !data.isEmpty else {
            throw Refusal(unregistered: "unexpected end of JSON input")
        }
        try self.init(parsing: data)
    }

    init(proof: ReplyProof? = nil, data: Bytes? = nil) {
        self.proof = proof
        self.data = data
    }
}
