internal import GRDB

extension ChainDatabase {
    /// Stands in for a full disk: the file may not grow past so many pages of 4096 bytes.
    package func limitPages(to count: Int) throws(StorageError) {
        try storing {
            try pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA max_page_count = \(count)")
            }
        }
    }

    /// SQLite's `synchronous` of the writing connection: 2 is FULL.
    package var synchronous: Int {
        get throws(StorageError) {
            try storing {
                try pool.writeWithoutTransaction {
                    try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1
                }
            }
        }
    }
}
