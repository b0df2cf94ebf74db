import SecretBase
import SecretStorage
import Testing

@Suite("The query language")
struct SearchQueryTests {
    /// CometBFT's own list of what is a query and what is not: `libs/pubsub/query/syntax`.
    @Test(
        "takes what the network takes, and nothing else",
        arguments: [
            ("tm.events.type='NewBlock'", true), ("tm.events.type = 'NewBlock'", true),
            ("tm.events.name = ''", true), ("tm.events.type='TIME'", true),
            ("tm.events.type='DATE'", true), ("tm.events.type='='", true),
            ("tm.events.type='TIME", false), ("tm.events.type=TIME'", false),
            ("tm.events.type==", false), ("tm.events.type=NewBlock", false), (">==", false),
            ("tm.events.type 'NewBlock' =", false), ("tm.events.type>'NewBlock'", false),
            ("", false), ("=", false), ("='NewBlock'", false), ("tm.events.type=", false),
            ("tm.events.typeNewBlock", false), ("tm.events.type'NewBlock'", false),
            ("'NewBlock'", false), ("NewBlock", false),
            ("tm.events.type='NewBlock' AND abci.account.name='Igor'", true),
            ("tm.events.type='NewBlock' AND", false), ("tm.events.type='NewBlock' AN", false),
            ("tm.events.type='NewBlock' AN tm.events.type='NewBlockHeader'", false),
            ("AND tm.events.type='NewBlock' ", false),
            ("abci.account.name CONTAINS 'Igor'", true), ("tx.date > DATE 2013-05-03", true),
            ("tx.date < DATE 2013-05-03", true), ("tx.date <= DATE 2013-05-03", true),
            ("tx.date >= DATE 2013-05-03", true), ("tx.date >= DAT 2013-05-03", false),
            ("tx.date <= DATE2013-05-03", false), ("tx.date <= DATE -05-03", false),
            ("tx.date >= DATE 20130503", false), ("tx.date >= DATE 2013+01-03", false),
            ("tx.date >= DATE 0013-01-03", false), ("tx.date >= DATE 2013-31-03", false),
            ("tx.date >= DATE 2013-01-83", false),
            ("tx.date > TIME 2013-05-03T14:45:00+07:00", true),
            ("tx.date < TIME 2013-05-03T14:45:00-02:00", true),
            ("tx.date <= TIME 2013-05-03T14:45:00Z", true),
            ("tx.date >= TIME2013-05-03T14:45:00Z", false),
            ("tx.date = IME 2013-05-03T14:45:00Z", false),
            ("tx.date = TIME 2013-05-:45:00Z", false),
            ("tx.date >= TIME 2013-05-03T14:45:00", false),
            ("tx.date >= TIME 0013-00-00T14:45:00Z", false),
            ("tx.date >= TIME 2013+05=03T14:45:00Z", false), ("account.balance=100", true),
            ("account.balance >= 200", true), ("account.balance >= -300", false),
            ("account.balance >>= 400", false), ("account.balance=33.22.1", false),
            ("slashing.amount EXISTS", true),
            ("slashing.amount EXISTS AND account.balance=100", true),
            ("account.balance=100 AND slashing.amount EXISTS", true), ("slashing EXISTS", true),
            ("hash='136E18F7E4C348B780CF873A0BF43922E5BAFA63'", true),
            ("hash=136E18F7E4C348B780CF873A0BF43922E5BAFA63", false),
            ("cosm-wasm.transfer_amount=100", true), ("a=33.", true), ("TIME='x'", true),
        ])
    func syntax(_ text: String, _ isGood: Bool) {
        #expect(((try? SearchQuery(parsing: text)) != nil) == isGood)
    }

    @Test(
        "says what was wanted and what came",
        arguments: [
            ("", "offset 0: EOF"), ("a", "offset 1: EOF"), ("a =", "offset 3: EOF"),
            ("a='b", "offset 2: EOF"), ("a ='b' c", "offset 7: got tag, want AND operator"),
            ("a > 'b'", "offset 4: got string, wanted number, timestamp or datestamp"),
            ("a = b", "offset 4: got tag, wanted number, timestamp, datestamp or string"),
            ("= 5", "offset 0: got = operator, wanted tag"),
            ("a CONTAINS 5", "offset 11: got number, wanted string"),
            ("é=& ", "offset 3: invalid input & at offset 4"),
        ])
    func errors(_ text: String, _ message: String) {
        let error = #expect(throws: SearchError.self) { try SearchQuery(parsing: text) }
        #expect(error?.description == message)
    }

    private func tags(_ pairs: [(String, String)]) -> EventTags {
        var tags = EventTags()
        for (tag, value) in pairs { tags.add(tag, value) }
        return tags
    }

    @Test(
        "is met by what happened, or not",
        arguments: [
            ("tm.event='Tx'", true), ("tm.event='NewBlock'", false),
            ("tm.event='Tx' AND coin.amount=8", true), ("coin.amount>7.5", true),
            ("coin.amount>8", false), ("coin.amount<=8", true), ("coin.rate=6.5", true),
            ("coin.rate<6.50001", true),
            ("coin.huge>170141183460469231731687303715884105727", true),
            ("coin.name CONTAINS 'li'", true), ("coin.name CONTAINS 'Li'", false),
            ("coin.name EXISTS", true), ("coin.nothing EXISTS", false), ("coin EXISTS", true),
            ("co EXISTS", false), ("coin.name=5", false), ("coin.none=0", false),
            ("coin.name='alice' AND coin.name='bob'", true), ("coin.minus<5", false),
            ("coin.time>TIME 2024-01-01T00:00:00+01:00", true),
            ("coin.time=TIME 2024-01-01T00:00:00Z", true), ("coin.day<DATE 2024-01-02", true),
            ("coin.day<DATE 2024-01-01", false), ("coin.name<DATE 2024-01-01", false),
            ("a.type.with.points='x'", true), ("a.type.with EXISTS", true),
        ])
    func matching(_ text: String, _ isMet: Bool) throws {
        let tags = tags([
            ("tm.event", "Tx"), ("coin.amount", "8uscrt"), ("coin.rate", "6.5stake"),
            ("coin.huge", "170141183460469231731687303715884105728"), ("coin.name", "alice"),
            ("coin.name", "bob"), ("coin.none", ""), ("coin.minus", "-7"),
            ("coin.time", "2024-01-01T00:00:00Z"), ("coin.day", "2024-01-01"),
            ("a.type.with.points", "x"),
        ])
        #expect(try SearchQuery(parsing: text).matches(tags) == isMet)
        #expect(try !SearchQuery(parsing: text).matches(EventTags()))
    }

    @Test("numbers of any size are compared exactly")
    func numbers() throws {
        let ascending = [
            "-10", "-9.5", "-9", "-0.1", "0", "0.05", "0.5", "1", "2", "10", "10.01",
            "99999999999999999999",
            "100000000000000000000",
        ].compactMap { SearchNumber(whole: $0) }
        #expect(ascending.count == 13)
        for (index, number) in ascending.enumerated() {
            for (other, value) in ascending.enumerated() {
                #expect((number < value) == (index < other))
                #expect((number == value) == (index == other))
            }
        }
        #expect(SearchNumber(whole: "007.50") == SearchNumber(whole: "7.5"))
        #expect(SearchNumber(whole: "-0") == SearchNumber(whole: "0."))
        for text in ["", "-", ".5", "5a", "+5", " 5", "1e3", "--1", "1.2.3"] {
            #expect(SearchNumber(whole: text) == nil)
        }
        #expect(SearchNumber(leading: "8.5.6atom") == SearchNumber(whole: "8.5"))
        #expect(SearchNumber(leading: "x8") == nil && SearchNumber(leading: "-8") == nil)
    }
}
