import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@Suite("Coins")
struct CoinTests {
    private let max = Int256(
        "115792089237316195423570985008687907853269984665640564039457584007913129639935")

    @Test("texts of coins are read in any order and written sorted")
    func texts() throws {
        #expect(try Coins(parsing: "7foo,5uscrt").description == "7foo,5uscrt")
        #expect(try Coins(parsing: "5uscrt,7foo").description == "7foo,5uscrt")
        #expect(try Coins(parsing: "1uscrt,2uscrt").description == "3uscrt")
        #expect(try Coins(parsing: "0uscrt").isEmpty)
        #expect(try Coins(parsing: "").isEmpty)
        #expect(try Coin(parsing: "1ibc/AB71F94B").denom == "ibc/AB71F94B")
    }

    @Test(
        "what is no coin is refused",
        arguments: [
            "5", "uscrt", "-5uscrt", "5 uscrt", "5.5uscrt", "5us", "5uscrt,", ",", "5uscrt,,1foo",
            "5_scrt", "٥uscrt",
        ])
    func refused(text: String) {
        #expect(throws: CoinError.self) { try Coins(parsing: text) }
    }

    @Test("order is that of bytes: capitals first")
    func order() throws {
        let coins = try Coins(parsing: "1aaa,1Zzz,1aab")
        #expect(coins.map(\.denom) == ["Zzz", "aaa", "aab"])
    }

    @Test("from the wire, nothing is sorted or summed for the sender")
    func strict() throws {
        let coin = { (denom: String, amount: String) in
            WireCoin.with { ($0.denom, $0.amount) = (denom, amount) }
        }
        #expect(try Coins([coin("aaa", "1"), coin("bbb", "2")]).description == "1aaa,2bbb")
        #expect(throws: CoinError.unsorted("aaa")) {
            try Coins([coin("bbb", "1"), coin("aaa", "1")])
        }
        #expect(throws: CoinError.duplicate("aaa")) {
            try Coins([coin("aaa", "1"), coin("aaa", "1")])
        }
        #expect(throws: CoinError.zero("aaa")) { try Coins([coin("aaa", "0")]) }
        #expect(throws: CoinError.negative("aaa")) { try Coins([coin("aaa", "-1")]) }
        for bad in ["", "x", "1.0", " 1", "1 ", "0x1"] {
            #expect(throws: CoinError.self) { try Coins([coin("aaa", bad)]) }
        }
        let there = try Coins(parsing: "5uscrt,7foo")
        #expect(try Coins(there.wire) == there)
    }

    @Test("sums and differences are checked")
    func arithmetic() throws {
        let (five, seven) = (try Coins(parsing: "5uscrt,1foo"), try Coins(parsing: "7uscrt"))
        #expect(try five.adding(seven).description == "1foo,12uscrt")
        #expect(try five.adding(seven).subtracting(five) == seven)
        #expect(try five.subtracting(five).isEmpty)
        #expect(throws: CoinError.insufficient(have: "5uscrt", want: "7uscrt")) {
            try five.subtracting(seven)
        }
        #expect(throws: CoinError.insufficient(have: "0foo", want: "1foo")) {
            try seven.subtracting(five)
        }
        #expect(seven.covers(try Coins(parsing: "6uscrt")) && !seven.covers(five))
        #expect(five.amount(of: "foo") == 1 && five.amount(of: "bar").isZero)
        let most = Coins(try Coin(denom: "uscrt", amount: try #require(max)))
        #expect(throws: CoinError.overflow) { try most.adding(seven) }
    }

    @Test("denominations have a letter first and 3 to 128 characters")
    func denominations() {
        let good = ["abc", "ibc/AB", "a:b.c_d-e", "a" + String(repeating: "1", count: 127)]
        let bad = ["ab", "1bc", "a b", "aéb", "", "a" + String(repeating: "1", count: 128)]
        #expect(good.allSatisfy { Coin.isDenom($0) })
        #expect(!bad.contains { Coin.isDenom($0) })
    }
}
