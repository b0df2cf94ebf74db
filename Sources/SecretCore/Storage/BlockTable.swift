internal import GRDB
internal import SecretBase
internal import SecretCrypto

/// Writes the tables `blocks`, `transactions` and `transaction_hashes`.
struct BlockTable {
    let database: Database

    func put(_ transactions: [StoredTransaction]) throws(StorageError) {
        let put = try RawStatement("INSERT INTO transactions VALUES (?, ?, ?)", on: database)
        let name = try RawStatement("INSERT INTO transaction_hashes VALUES (?, ?)", on: database)
        var names: [(prefix: Int64, id: Int64)] = []
        names.reserveCapacity(transactions.count)
        for transaction in transactions {
            let id = transaction.place.rowID
            put.bind(id, at: 1)
            put.bind(transaction.bytes, at: 2)
            put.bind(transaction.result, at: 3)
            try put.run()
            let hash = Hash.sha256(transaction.bytes)
            names.append((ChainSnapshot.prefix(ofHash: hash), id))
        }
        // In key order, neighbours meet the same page.
        for (prefix, id) in names.sorted(by: { $0 < $1 }) {
            name.bind(prefix, at: 1)
            name.bind(id, at: 2)
            try name.run()
        }
    }

    func put(_ block: StoredBlock) throws(StorageError) {
        let put = try RawStatement(
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", on: database)
        put.bind(block.height, at: 1)
        put.bind(block.hash, at: 2)
        put.bind(block.appHash, at: 3)
        put.bind(block.header, at: 4)
        put.bind(block.commit, at: 5)
        put.bind(block.validators, at: 6)
        put.bind(block.results, at: 7)
        put.bind(Int64(block.transactionCount), at: 8)
        try put.run()
    }
}
