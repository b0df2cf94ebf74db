internal import SecretBase
internal import SecretChain
internal import SecretWire

/// What was signed, written down before it is sent: one file a transaction.
///
/// A command that ends without an answer leaves its bytes here, so that the same bytes, and never
/// others for the same intent, can be sent again.
struct TransactionJournal: Sendable {
    /// How far a transaction is known to have come.
    enum Stage: String, Sendable {
        case signed, unsent, accepted, unknown, rejected, included

        /// Nothing more becomes of it. `rejected` stands for "will never be included" too.
        var isEnd: Bool {
            switch self {
            case .unsent, .rejected, .included: true
            case .signed, .accepted, .unknown: false
            }
        }
    }

    struct Entry: Sendable, Equatable {
        let hash: String
        let chainID: String
        let signer: String
        let sequence: UInt64
        /// What it is for, in words.
        let intent: String
        /// RFC 3339.
        let signedAt: String
        /// The `TxRaw`.
        let bytes: Bytes
        var stage: Stage
    }

    /// Where those lie whose end is not known. Those that have ended lie in `ended` below it.
    let folder: String

    init(state: String) { folder = state + "/transactions" }

    private func path(_ hash: String) -> String { "\(folder)/\(hash).json" }
    private func endedPath(_ hash: String) -> String { "\(folder)/ended/\(hash).json" }

    /// Durable when it returns.
    func write(_ entry: Entry) throws(TransactionFailure) {
        let json: JSONValue = [
            "tx_hash": .string(entry.hash), "chain_id": .string(entry.chainID),
            "signer": .string(entry.signer), "sequence": .string("\(entry.sequence)"),
            "intent": .string(entry.intent), "signed_at": .string(entry.signedAt),
            "stage": .string(entry.stage.rawValue),
            "tx_base64": .string(Base64.encode(entry.bytes)),
        ]
        try DurableFile.write(
            String(decoding: json.bytes(), as: UTF8.self) + "\n", to: path(entry.hash))
    }

    /// The entry, or nil where there is none that can be read.
    func entry(_ hash: String) -> Entry? {
        read(path(hash), hash) ?? read(endedPath(hash), hash)
    }

    private func read(_ path: String, _ hash: String) -> Entry? {
        guard let bytes = try? InputFile.read(path),
            let json = try? JSONValue(parsing: bytes),
            let chainID = json["chain_id"]?.string, let signer = json["signer"]?.string,
            let sequence = json["sequence"]?.string.flatMap({ UInt64($0) }),
            let stage = json["stage"]?.string.flatMap({ Stage(rawValue: $0) }),
            let base64 = json["tx_base64"]?.string,
            let raw = try? Base64.decode(base64, bytesMax: InputFile.bytesMax),
            TransactionHash(of: raw).description == hash
        else { return nil }
        return Entry(
            hash: hash, chainID: chainID, signer: signer, sequence: sequence,
            intent: json["intent"]?.string ?? "", signedAt: json["signed_at"]?.string ?? "",
            bytes: raw, stage: stage)
    }

    /// Notes how far the transaction came. A note that cannot be written is no reason to fail: the
    /// bytes are there, and the chain knows better.
    func note(_ stage: Stage, of hash: String) {
        guard var entry = entry(hash), entry.stage != stage else { return }
        entry.stage = stage
        guard (try? write(entry)) != nil else { return }
        if stage.isEnd { DurableFile.move(path(hash), to: endedPath(hash)) }
    }

    /// What was signed and has no known end, in the order of sequences.
    func unsettled() -> [Entry] {
        DurableFile.clearDrafts(in: folder)
        return TextFile.names(in: folder).filter { $0.hasSuffix(".json") }
            .compactMap { entry(String($0.dropLast(5))) }
            .filter { !$0.stage.isEnd }
            .sorted { ($0.signer, $0.sequence) < ($1.signer, $1.sequence) }
    }
}
