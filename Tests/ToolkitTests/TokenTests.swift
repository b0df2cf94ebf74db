import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import TestSupport
import Testing

@testable import SecretCore

struct TokenTests {
    static let scrt = TokenInfo(name: "Secret", symbol: "SSCRT", decimals: 6, totalSupply: nil)
    static let whole = TokenInfo(name: "Whole", symbol: "ONE", decimals: 0, totalSupply: nil)
    static let fine = TokenInfo(name: "Fine", symbol: "stkd-X", decimals: 18, totalSupply: nil)

    @Test(
        "amounts are exact, whatever the decimals",
        arguments: [
            ("2.5SSCRT", scrt, "2500000"), ("0.000001sscrt", scrt, "1"), ("7units", scrt, "7"),
            ("0SSCRT", scrt, "0"), ("007SSCRT", scrt, "7000000"), ("5one", whole, "5"),
            ("0.000000000000000001stkd-X", fine, "1"),
            (
                "340282366920938463463.374607431768211455stkd-X", fine,
                "340282366920938463463374607431768211455"
            ),
        ])
    func amounts(_ text: String, _ token: TokenInfo, _ units: String) throws {
        #expect(try TokenAmount(parsing: text).smallestUnits(of: token) == units)
    }

    @Test(
        "what is no amount of the token is refused",
        arguments: [
            ("5", scrt), ("", scrt), (".5SSCRT", scrt), ("5.SSCRT", scrt), ("1.2.3SSCRT", scrt),
            ("-1SSCRT", scrt), ("1e3SSCRT", scrt), ("1.0000001SSCRT", scrt), ("1BTC", scrt),
            ("1.5units", scrt), ("1.0ONE", whole), ("٣SSCRT", scrt),
            ("340282366920938463463.374607431768211456stkd-X", fine),
        ])
    func refusals(_ text: String, _ token: TokenInfo) {
        let error = #expect(throws: TokenError.self) {
            _ = try TokenAmount(parsing: text).smallestUnits(of: token)
        }
        #expect(error?.exit == .usage)
    }

    @Test(
        "amounts are shown in the token's own unit",
        arguments: [
            ("2500000", scrt, "2.5 SSCRT"), ("1", scrt, "0.000001 SSCRT"), ("0", scrt, "0 SSCRT"),
            ("10000000", scrt, "10 SSCRT"), ("5", whole, "5 ONE"),
            (
                "340282366920938463463374607431768211455", fine,
                "340282366920938463463.374607431768211455 stkd-X"
            ),
            ("many", scrt, "many units of SSCRT"),
        ])
    func shown(_ units: String, _ token: TokenInfo, _ text: String) {
        #expect(token.text(units) == text)
    }

    @Test("a token's answer is read, and what is none is said to be none")
    func info() throws {
        let token = try Address(bytes: Bytes(repeating: 1, count: 20))
        let json = #"{"token_info":{"name":"a","symbol":"A","decimals":3,"total_supply":"9"}}"#
        let info = try TokenInfo(Bytes(json.utf8), of: token)
        #expect(info == TokenInfo(name: "a", symbol: "A", decimals: 3, totalSupply: "9"))
        for bad in [
            "", "{}", "[]", "null", #"{"token_info":{}}"#, #"{"token_info":{"symbol":"A"}}"#,
            #"{"token_info":{"symbol":"A","decimals":-1}}"#,
            #"{"token_info":{"symbol":"A","decimals":300}}"#,
        ] {
            #expect(throws: TokenError.self) { try TokenInfo(Bytes(bad.utf8), of: token) }
        }
    }

    @Test("questions have the forms of SNIP-20, SNIP-21 and SNIP-24")
    func questions() {
        #expect(
            TokenQuestion.balance.json(holder: "h", viewingKey: "k").text()
                == #"{"balance":{"address":"h","key":"k"}}"#)
        #expect(
            TokenQuestion.transfers(page: 1, pageSize: 5).json(holder: "h", viewingKey: "k").text()
                == #"{"transfer_history":{"address":"h","key":"k","page":1,"page_size":5}}"#)
        #expect(
            TokenQuestion.transactions(page: 0, pageSize: 2).json(permit: "p").text()
                == #"{"with_permit":{"permit":"p","query":{"transaction_history":"#
                + #"{"page":0,"page_size":2}}}}"#)
    }

    @Test("a permit for another token, or without the permission, is refused before it is shown")
    func permits() throws {
        let home = try TemporaryHome()
        let token = try Address(bytes: Bytes(repeating: 1, count: 20))
        let text = """
            {"permit":{"params":{"permit_name":"n","allowed_tokens":["\(token)"],"chain_id":"c",\
            "permissions":["balance"]},"signature":{"pub_key":{"type":\
            "tendermint/PubKeySecp256k1","value":"A07oJJ9n4TYTnD7ZStYyiPbB3kXOZvqIMkchGmmPRAzf"},\
            "signature":""}}}
            """
        let permit = try Permit(file: home.write(text, to: "permit.json"))
        #expect(permit.holder == "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03")
        try permit.require("balance", of: token)
        #expect(throws: TokenError.self) { try permit.require("history", of: token) }
        let other = try Address(bytes: Bytes(repeating: 2, count: 20))
        #expect(throws: TokenError.self) { try permit.require("balance", of: other) }
        for bad in ["", "{}", "[]", #"{"permit":{"params":{}}}"#] {
            let error = #expect(throws: TokenError.self) {
                try Permit(file: home.write(bad, to: "bad.json"))
            }
            #expect(error?.exit == .usage)
        }
    }

    @Test("fresh viewing keys are never the same, and files hold one line")
    func viewingKeys() throws {
        let keys = Set(try (0..<20).map { _ in try ViewingKeys.text(ViewingKeys.fresh()) })
        #expect(keys.count == 20)
        #expect(keys.allSatisfy { $0.hasPrefix("api_key_") && $0.utf8.count == 52 })
        let home = try TemporaryHome()
        let file = try home.write("my key\n", to: "key")
        #expect(try ViewingKeys.text(ViewingKeys.read(file)) == "my key")
        #expect(throws: TokenError.self) {
            _ = try ViewingKeys.read(home.write("\n", to: "empty"))
        }
        #expect(throws: SecretFileError.self) {
            _ = try ViewingKeys.read(home.write("key", to: "open", mode: 0o644))
        }
    }
}
