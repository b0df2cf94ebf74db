internal import SecretBase
internal import SecretWire

/// Which transactions were signed to register one node on one chain; the evidence lies beside it.
///
/// One process at a time works on it. It holds no secret: what it is for is that a run that was
/// killed is gone on with, and that nothing is paid twice.
final class RegistrationJournal: Sendable {
    private let folder: String
    private let lock: LockFile

    /// Holds the registration as long as the value lives; nil where another process does.
    init?(in folder: String) throws(TransactionFailure) {
        self.folder = folder
        lock = try LockFile(folder + "/lock")
        guard try lock.take() else { return nil }
    }

    /// One node's notes.
    struct Page: Sendable {
        let path: String
        /// What is sent, for whoever wants to look at it.
        let evidencePath: String
        fileprivate let chainID: String
        fileprivate let nodeKey: String
    }

    func page(of nodeKey: Bytes, on chainID: String) -> Page {
        let key = Hex.encode(nodeKey)
        let name = "\(folder)/\(LockFile.folderName(ofChain: chainID)).\(key.prefix(16))"
        return Page(
            path: name + ".json", evidencePath: name + ".attestation.bin", chainID: chainID,
            nodeKey: key)
    }

    /// The hashes so far, the first signed first. A file that cannot be read is an error: what it
    /// lists may have been paid.
    func hashes(on page: Page) throws -> [String] {
        guard InputFile.exists(page.path) else { return [] }
        guard let json = try? JSONValue(parsing: InputFile.read(page.path)),
            json["node_key_hex"]?.string == page.nodeKey,
            json["chain_id"]?.string == page.chainID,
            let list = json["transactions"]?.array
        else { throw RegistrationFailure.journalDamaged(page.path) }
        let hashes = list.compactMap(\.string)
        guard hashes.count == list.count else {
            throw RegistrationFailure.journalDamaged(page.path)
        }
        return hashes
    }

    /// Durable when it returns.
    func add(_ hash: String, to page: Page) throws {
        let hashes = try hashes(on: page) + [hash]
        let json: JSONValue = [
            "chain_id": .string(page.chainID), "node_key_hex": .string(page.nodeKey),
            "transactions": .array(hashes.map { .string($0) }),
        ]
        try DurableFile.write(
            String(decoding: json.bytes(), as: UTF8.self) + "\n", to: page.path)
    }
}
