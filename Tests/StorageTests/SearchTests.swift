import SecretBase
import SecretStorage
import Testing

@Suite("Searching transactions")
struct SearchTests {
    let scratch: Scratch
    let database: ChainDatabase
    let writer: ChainWriter

    init() throws {
        scratch = try Scratch()
        database = try ChainDatabase(
            opening: scratch.path("chain.sqlite"), chainID: "c", stores: testStores,
            pruning: .nothing)
        writer = try ChainWriter(database: database)
        // Heights 1…10 with two transactions each.
        for height in 1...10 as ClosedRange<Int64> {
            try writer.commit(
                block(height, transactions: 2), changes: [],
                transactions: transactions(2, at: height))
        }
    }

    /// Even heights are sent by alice to bob in one event, odd ones the other way round.
    private func index() throws -> SearchIndex {
        let terms = SearchIndex.Terms { transaction in
            let even = transaction.place.height % 2 == 0
            let day = "2024-05-0\(transaction.place.height % 10)"
            return [
                .init(tag: "tx.hash", value: "\(transaction.place.rowName)", event: 0),
                .init(tag: "message.sender", value: even ? "alice" : "bob", event: 1),
                .init(tag: "transfer.sender", value: even ? "alice" : "bob", event: 2),
                .init(tag: "transfer.recipient", value: even ? "bob" : "alice", event: 2),
                .init(tag: "transfer.sender", value: "carol", event: 3),
                .init(tag: "proposal.id", value: "\(transaction.place.height)", event: 4),
                .init(tag: "vote.at", value: day, event: 5),
            ]
        } block: { block in
            [
                .init(tag: "mint.amount", value: "\(block.height * 10)", event: 1),
                .init(tag: "mint.ratio", value: "0.\(block.height)", event: 1),
                .init(tag: "mint.amount", value: "7", event: 2),
            ]
        }
        return try SearchIndex(
            opening: scratch.path("search.sqlite"), of: database, terms: terms)
    }

    private func heights(_ text: String) throws -> [Int64] {
        let query = try SearchQuery(parsing: text)
        let page = try index().search(query, page: 1, limit: 100, descending: false)
        #expect(page.total == page.places.count)
        return page.places.filter { $0.index == 0 }.map(\.height)
    }

    @Test(
        "finds what meets all conditions",
        arguments: [
            ("message.sender='alice'", [2, 4, 6, 8, 10]),
            ("message.sender = 'alice' AND tx.height > 5", [6, 8, 10]),
            ("message.sender='alice' AND tx.height>=4 AND tx.height<8", [4, 6]),
            ("tx.height=3", [3]),
            ("tx.height<=2", [1, 2]),
            ("tx.height>5 AND tx.height<5", []),
            ("message.sender='alice' AND transfer.recipient='bob'", [2, 4, 6, 8, 10]),
            ("message.sender='alice' AND transfer.recipient='alice'", []),
            // One event must meet both: carol sends in every transaction, but not to bob.
            ("transfer.sender='carol' AND transfer.recipient='bob'", []),
            ("proposal.id>=9", [9, 10]),
            ("proposal.id CONTAINS '1'", [1, 10]),
            ("proposal.id EXISTS AND tx.height=1", [1]),
            ("tx.hash='H7-0'", [7]),
            ("tx.hash='h7-0'", [7]),
            ("nothing.such='x'", []),
            ("nothing = 'x'", []),
            ("proposal EXISTS AND tx.height<3", [1, 2]),
            ("proposa EXISTS", []),
            ("proposal.id > 8.5", [9, 10]),
            ("proposal.id = 10", [10]),
            ("tx.height>2.5 AND tx.height<=4.9", [3, 4]),
            ("tx.height='3'", [3]),
            ("tx.height=2.5", []),
            ("vote.at >= DATE 2024-05-08", [8, 9]),
            ("vote.at = DATE 2024-05-08", [8]),
            ("vote.at > TIME 2024-05-08T00:00:00Z", []),
        ] as [(String, [Int64])])
    func finds(query: String, wanted: [Int64]) throws {
        #expect(try heights(query) == wanted)
    }

    @Test("pages from either end and counts all")
    func pages() throws {
        let query = try SearchQuery(parsing: "message.sender='alice'")
        let index = try index()
        let page = try index.search(query, page: 2, limit: 3, descending: true)
        #expect(page.total == 10)
        #expect(
            page.places == [
                TransactionPlace(height: 8, index: 0), TransactionPlace(height: 6, index: 1),
                TransactionPlace(height: 6, index: 0),
            ])
        #expect(try index.search(query, page: 5, limit: 3, descending: true).places.isEmpty)
        #expect(try index.search(query, page: .max, limit: 3, descending: true).places.isEmpty)
    }

    @Test("sees blocks that were committed after it was opened")
    func catchesUp() throws {
        let index = try index()
        let query = try SearchQuery(parsing: "tx.height>10")
        #expect(try index.search(query, page: 1, limit: 9, descending: false).total == 0)
        try writer.commit(
            block(11, transactions: 1), changes: [], transactions: transactions(1, at: 11))
        #expect(try index.search(query, page: 1, limit: 9, descending: false).total == 1)
    }

    @Test(
        "refuses what is no query",
        arguments: [
            "", " ", "message.sender", "message.sender=", "message.sender='a",
            "message.sender='a' OR tx.height=1", "message.sender='a' AND", "tx.height>'5'",
            "tx.height=five", "AND tx.height=5", ".a='b'", "a.b='c'tx.height=5",
            String(repeating: "a", count: 600),
        ])
    func refuses(text: String) {
        #expect(throws: SearchError.self) { try SearchQuery(parsing: text) }
    }

    @Test(
        "finds blocks by their hooks' events",
        arguments: [
            ("block.height>=9", [9, 10]), ("block.height = 3", [3]),
            ("mint.amount=50", [5]), ("mint.amount >= 90", [9, 10]),
            ("mint.amount='7' AND block.height<3", [1, 2]),
            // One event must meet both.
            ("mint.amount=7 AND mint.ratio EXISTS", []), ("mint EXISTS AND block.height<2", [1]),
            ("mint.ratio > 0.85", [9]), ("tx.height=1", []),
        ] as [(String, [Int64])])
    func findsBlocks(query: String, wanted: [Int64]) throws {
        #expect(try index().heights(for: SearchQuery(parsing: query)) == wanted)
    }

    @Test("finds a block by its hash, also one that came later")
    func findsHashes() throws {
        let index = try index()
        let hash = try #require(try database.read { try $0.block(at: 4) }?.hash)
        #expect(try index.height(ofBlock: hash) == 4)
        #expect(try index.height(ofBlock: Bytes(repeating: 0xee, count: 32)) == nil)
        try writer.commit(block(11, transactions: 0), changes: [], transactions: [])
        let later = try #require(try database.read { try $0.block(at: 11) }?.hash)
        #expect(try index.height(ofBlock: later) == 11)
    }
}

extension TransactionPlace {
    var rowName: String { "H\(height)-\(index)" }
}
