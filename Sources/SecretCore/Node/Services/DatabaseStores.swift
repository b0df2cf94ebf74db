internal import SecretBase
internal import SecretChain
internal import SecretLedger
internal import SecretStorage
internal import SecretWire

/// The state of a chain database by store names.
struct DatabaseStores: StorePort {
    let database: ChainDatabase

    /// An answer with more bytes of keys and values is refused.
    private static let pairsBytesMax = 16 << 20

    func latestHeight() throws -> Int64 { try database.latestHeight() }

    func hasStore(_ name: String) throws -> Bool { Store.layout.byte(of: name) != nil }

    func value(
        of key: Bytes, in store: String, at height: Int64, isProven: Bool
    ) throws -> (value: Bytes?, proof: CometCryptoProofOps?) {
        try reading { snapshot in
            let value = try snapshot.value(for: key, inStore: store, at: height)
            guard isProven else { return (value, nil) }
            let proof = try snapshot.proof(of: key, inStore: store, at: height)
            guard let proof = proof.flatMap({ CometCryptoProofOps($0) }) else {
                throw ABCIRefusal.invalid("store \(store) is empty and has no proofs")
            }
            return (value, proof)
        }
    }

    func pairs(
        under prefix: Bytes, in store: String, at height: Int64
    ) throws -> [(key: Bytes, value: Bytes)] {
        guard let byte = Store.layout.byte(of: store) else { return [] }
        return try reading { snapshot in
            var pairs: [(key: Bytes, value: Bytes)] = []
            var size = 0
            try snapshot.state(at: height).scan(KeyRange(prefix: [byte] + prefix)) { key, value in
                size += key.count + value.count
                guard size <= Self.pairsBytesMax else {
                    throw ABCIRefusal.invalid("more than \(Self.pairsBytesMax) bytes")
                }
                pairs.append((Bytes(key.dropFirst()), value))
                return true
            }
            return pairs
        }
    }

    private func reading<Answer>(_ body: (ChainSnapshot) throws -> Answer) throws -> Answer {
        do {
            return try database.read(body)
        } catch StorageError.noState(let height, let latest) {
            throw ABCIRefusal.invalid(NodeServices.stateMissing(height: height, latest: latest))
        }
    }
}
