internal import SecretBase
internal import SecretChain
internal import SecretCrypto
internal import SecretWire

/// How far a batch came: for each of its transactions the hashes that were signed for it.
///
/// The same file, for the same account and chain, cut into the same transactions, is the same
/// batch. One process at a time works on it.
final class BatchJournal: Sendable {
    let id: String
    private let path: String
    private let lock: LockFile

    /// Holds the batch as long as the value lives. Throws where another process does.
    init(state: String, id: String) throws(TransactionFailure) {
        self.id = id
        path = "\(state)/batches/\(id).json"
        lock = try LockFile("\(state)/batches/\(id).lock")
        guard try lock.take() else { throw .batchBusy(id) }
    }

    /// 32 hex digits, from everything that makes it this batch.
    static func id(
        chainID: String, signer: Address, size: Int, label: String, content: Bytes
    ) -> String {
        let parts = [chainID, "\(signer)", "\(size)", label].map { Bytes($0.utf8) } + [content]
        // Each part by its own digest, so that no two lists of parts look alike.
        return Hex.encode(Bytes(Hash.sha256(parts.flatMap { Hash.sha256($0) }).prefix(16)))
    }

    /// The hashes of each transaction so far. A file that cannot be read is an error: what it lists
    /// may have been paid.
    func hashes() throws(TransactionFailure) -> [[String]] {
        guard InputFile.exists(path) else { return [] }
        guard let json = try? JSONValue(parsing: InputFile.read(path)),
            let steps = json["transactions"]?.array
        else {
            throw .malformed(
                path, why: "this is what tells the batch's progress; look at 'tx status' by hand")
        }
        return steps.map { ($0.array ?? []).compactMap(\.string) }
    }

    /// Durable when it returns.
    func add(_ hash: String, to step: Int) throws(TransactionFailure) {
        var steps = try hashes()
        while steps.count <= step { steps.append([]) }
        steps[step].append(hash)
        let json: JSONValue = [
            "batch_id": .string(id),
            "transactions": .array(steps.map { .array($0.map { .string($0) }) }),
        ]
        try DurableFile.write(String(decoding: json.bytes(), as: UTF8.self) + "\n", to: path)
    }
}
