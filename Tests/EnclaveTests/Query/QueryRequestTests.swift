import SecretBase
import Testing

@testable import SecretEnclave

@Suite("Questions of contracts")
struct QueryRequestTests {
    private func written(_ text: String) throws(SerdeFault) -> String {
        String(
            decoding: try QueryRequest(parsing: Bytes(text.utf8)).bytes(sealed: nil), as: UTF8.self)
    }

    private func fault(_ text: String) -> String {
        do throws(SerdeFault) {
            return "none: " + (try written(text))
        } catch { return error.text }
    }

    @Test(
        "are written anew, without what nobody knows",
        arguments: [
            (
                #"{ "bank" : {"balance":{"denom":"d","more":{"a":[1]},"address":"a"}}}"#,
                #"{"bank":{"balance":{"address":"a","denom":"d"}}}"#
            ),
            (#"{"bank":{"all_balances":["a"]}}"#, #"{"bank":{"all_balances":{"address":"a"}}}"#),
            (#"{"custom":{"b":1,"a":"\u00e9"}}"#, #"{"custom":{"a":"é","b":1}}"#),
            (#"{"custom":null}"#, #"{"custom":null}"#),
            (#"{"staking":{"bonded_denom":{}}}"#, #"{"staking":{"bonded_denom":{}}}"#),
            (
                #"{"staking":{"all_delegations":{"delegator":"d"}}}"#,
                #"{"staking":{"all_delegations":{"delegator":"d"}}}"#
            ),
            (
                #"{"staking":{"delegation":{"validator":"v","delegator":"d"}}}"#,
                #"{"staking":{"delegation":{"delegator":"d","validator":"v"}}}"#
            ),
            (#"{"staking":{"validators":{}}}"#, #"{"staking":{"validators":{}}}"#),
            (
                #"{"staking":{"unbonding_delegations":{"delegator":"d"}}}"#,
                #"{"staking":{"unbonding_delegations":{"delegator":"d"}}}"#
            ),
            (#"{"staking":{"all_validators":{}}}"#, #"{"staking":{"all_validators":{}}}"#),
            (
                #"{"staking":{"validator":{"address":"a"}}}"#,
                #"{"staking":{"validator":{"address":"a"}}}"#
            ),
            (
                #"{"wasm":{"raw":{"contract_addr":"c","callback_code_hash":"h","key":"AA"}}}"#,
                #"{"wasm":{"raw":{"contract_addr":"c","callback_code_hash":"h","key":"AA=="}}}"#
            ),
            (
                #"{"wasm":{"contract_info":{"contract_addr":"c"}}}"#,
                #"{"wasm":{"contract_info":{"contract_addr":"c"}}}"#
            ),
            (
                #"{"dist":{"rewards":{"delegator":"d"}}}"#,
                #"{"dist":{"rewards":{"delegator":"d"}}}"#
            ),
            (#"{"mint":{"inflation":{}}}"#, #"{"mint":{"inflation":{}}}"#),
            (#"{"mint":{"bonded_ratio":{}}}"#, #"{"mint":{"bonded_ratio":{}}}"#),
            (#"{"gov":{"proposals":{}}}"#, #"{"gov":{"proposals":{}}}"#),
            (#"{"ibc":{"port_id":{}}}"#, #"{"ibc":{"port_id":{}}}"#),
            (#"{"ibc":{"list_channels":{}}}"#, #"{"ibc":{"list_channels":{"port_id":null}}}"#),
            (
                #"{"ibc":{"channel":{"channel_id":"c","port_id":"p"}}}"#,
                #"{"ibc":{"channel":{"channel_id":"c","port_id":"p"}}}"#
            ),
            (#"{"stargate":{"path":"/a","data":""}}"#, #"{"stargate":{"path":"/a","data":""}}"#),
        ])
    func rewritten(_ text: String, _ expected: String) throws {
        #expect(try written(text) == expected)
    }

    @Test("to a contract carry the sealed message in the place of the plain one")
    func smart() throws {
        let text =
            #"{"wasm":{"smart":{"msg":"e30=","contract_addr":"c","callback_code_hash":"h"}}}"#
        let request = try QueryRequest(parsing: Bytes(text.utf8))
        let smart = try #require(request.smart)
        #expect(smart.contract == "c" && smart.codeHash == "h" && smart.message == Bytes("{}".utf8))
        #expect(
            String(decoding: request.bytes(sealed: [1, 2, 3]), as: UTF8.self)
                == #"{"wasm":{"smart":{"contract_addr":"c","callback_code_hash":"h","msg":"AQID"}}}"#
        )
    }

    @Test(
        "that cannot be read are refused in the library's words, with the place",
        arguments: [
            ("", "EOF while parsing a value at line 1 column 0"),
            ("x", "expected value at line 1 column 1"),
            ("\n  [", "expected value at line 2 column 3"),
            ("{", "EOF while parsing a value at line 1 column 1"),
            (#"{"bank""#, "EOF while parsing an object at line 1 column 7"),
            (#"{"bank"}"#, "expected `:` at line 1 column 8"),
            (#"{"bank":"#, "EOF while parsing a value at line 1 column 8"),
            (
                #"{"bank":{"balance":{"address":"a""#,
                "EOF while parsing an object at line 1 column 33"
            ),
            (
                #"{"foo":{}}"#,
                "unknown variant `foo`, expected one of `bank`, `custom`, `staking`, `wasm`, "
                    + "`dist`, `mint`, `gov`, `ibc`, `stargate` at line 1 column 6"
            ),
            (
                #"{"bank":{"supply":{"denom":"d"}}}"#,
                "unknown variant `supply`, expected `balance` or `all_balances` "
                    + "at line 1 column 17"
            ),
            (
                #"{"gov":{"x":{}}}"#,
                "unknown variant `x`, expected `proposals` at line 1 column 11"
            ),
            (
                #"{"bank":{"balance":{"address":"a"}}}"#,
                "missing field `denom` at line 1 column 34"
            ),
            (
                #"{"bank":{"balance":{"address":"a","address":"b"}}}"#,
                "duplicate field `address` at line 1 column 43"
            ),
            (
                #"{"bank":{"balance":{"address":5,"denom":"d"}}}"#,
                "invalid type: integer `5`, expected a string at line 1 column 31"
            ),
            (
                #"{"bank":{"balance":{"address":-5,"denom":"d"}}}"#,
                "invalid type: integer `-5`, expected a string at line 1 column 32"
            ),
            (
                #"{"bank":{"balance":{"address":null,"denom":"d"}}}"#,
                "invalid type: null, expected a string at line 1 column 34"
            ),
            (
                #"{"bank":{"balance":{"address":true,"denom":"d"}}}"#,
                "invalid type: boolean `true`, expected a string at line 1 column 34"
            ),
            (
                #"{"bank":{"balance":{"address":{},"denom":"d"}}}"#,
                "invalid type: map, expected a string at line 1 column 30"
            ),
            (
                #"{"bank":{"balance":{"address":[],"denom":"d"}}}"#,
                "invalid type: sequence, expected a string at line 1 column 30"
            ),
            (
                #"{"bank":{"balance":"text"}}"#,
                "invalid type: string \"text\", expected struct variant BankQuery::Balance "
                    + "at line 1 column 25"
            ),
            (
                #"{"staking":{"validators":null}}"#,
                "invalid type: null, expected struct variant StakingQuery::Validators "
                    + "at line 1 column 29"
            ),
            (#""bank""#, "invalid type: unit variant, expected newtype variant"),
            (#""stargate""#, "invalid type: unit variant, expected struct variant"),
            (#"{"staking":"validators"}"#, "invalid type: unit variant, expected struct variant"),
            (
                #"{"stargate":{"path":"p","data":"*"}}"#,
                "invalid base64: * at line 1 column 34"
            ),
            (#"{"mint":{"inflation":{}}} x"#, "trailing characters at line 1 column 27"),
            (#"{"mint":{"inflation":{}},"a":1}"#, "expected value at line 1 column 24"),
            (#"{"mint":{"inflation":{"a":1,}}}"#, "trailing comma at line 1 column 29"),
            (#"{"mint":{"inflation":{a}}}"#, "key must be a string at line 1 column 23"),
            (
                #"{"bank":{"balance":["a"]}}"#,
                "invalid length 1, expected struct variant BankQuery::Balance with 2 elements "
                    + "at line 1 column 24"
            ),
        ])
    func refused(_ text: String, _ expected: String) {
        #expect(fault(text) == expected)
    }

    @Test("every cut of a question is refused")
    func cuts() {
        let text = Bytes(
            #"{"wasm":{"smart":{"msg":"e30=","contract_addr":"cé\n","callback_code_hash":"h"}}}"#
                .utf8)
        for count in 0..<text.count {
            #expect(throws: SerdeFault.self) {
                try QueryRequest(parsing: Bytes(text.prefix(count)))
            }
        }
    }
}
