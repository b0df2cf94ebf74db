import SecretBase
import SecretChain
import Testing

@testable import SecretEnclave

@Suite("Messages of contracts")
struct ContractMessageTests {
    private func read(_ json: String, isLegacy: Bool = false) -> ContractMessage? {
        var reader = SerdeReader(Bytes(json.utf8))
        let message = try? isLegacy ? reader.legacyMessage() : reader.message()
        return message.flatMap { (try? reader.finish()) == nil ? nil : $0 }
    }

    private static let coin = #"{"denom":"uscrt","amount":"3"}"#

    @Test(
        "of v1 are read, each kind",
        arguments: [
            (#"{"bank":{"send":{"to_address":"t","amount":[COIN]}}}"#, "bankSend"),
            (#"{"bank":{"burn":{"amount":[COIN]}}}"#, "bankBurn"),
            (#"{"custom":{}}"#, "custom"), (#"{"custom":{"more":[1]}}"#, "custom"),
            (#"{"staking":{"delegate":{"validator":"v","amount":COIN}}}"#, "delegate"),
            (#"{"staking":{"undelegate":{"validator":"v","amount":COIN}}}"#, "undelegate"),
            (
                #"{"staking":{"redelegate":{"src_validator":"a","dst_validator":"b","amount":COIN}}}"#,
                "redelegate"
            ),
            (#"{"distribution":{"set_withdraw_address":{"address":"a"}}}"#, "setWithdrawAddress"),
            (
                #"{"distribution":{"withdraw_delegator_reward":{"validator":"v"}}}"#,
                "withdrawReward"
            ),
            (#"{"stargate":{"type_url":"/a.B","value":"AA=="}}"#, "stargate"),
            (#"{"gov":{"vote":{"proposal_id":1,"vote":"no_with_veto"}}}"#, "vote"),
            (#"{"finalize_tx":{}}"#, "finalizeTransaction"),
            (
                #"{"wasm":{"instantiate":{"admin":"a","code_id":1,"code_hash":"h","msg":"","send":[],"label":"l"}}}"#,
                "instantiate"
            ),
            (
                #"{"wasm":{"instantiate":{"code_id":1,"code_hash":"h","msg":"","send":[],"label":"l"}}}"#,
                "instantiate"
            ),
            (
                #"{"wasm":{"migrate":{"contract_addr":"c","code_hash":"h","code_id":1,"msg":""}}}"#,
                "migrate"
            ),
            (
                #"{"wasm":{"update_admin":{"contract_addr":"c","admin":"a","callback_sig":null}}}"#,
                "updateAdmin"
            ),
            (#"{"wasm":{"clear_admin":{"contract_addr":"c"}}}"#, "clearAdmin"),
        ])
    func kinds(_ json: String, _ name: String) throws {
        let text = json.replacing("COIN", with: Self.coin)
        let message = try #require(read(text))
        #expect("\(message)".hasPrefix(name))
    }

    @Test(
        "of v1 in the wrong words are not read",
        arguments: [
            #"{"bank":{"send":{"from_address":"f","amount":[COIN]}}}"#, #""finalize_tx""#,
            #"{"finalize_tx":null}"#, #"{"gov":{"vote":{"proposal_id":1,"vote":"Yes"}}}"#,
            #"{"gov":{"vote":{"proposal_id":"1","vote":"yes"}}}"#,
            #"{"gov":{"vote":{"proposal_id":-1,"vote":"yes"}}}"#,
            #"{"gov":{"vote":{"proposal_id":1.0,"vote":"yes"}}}"#,
            #"{"staking":{"withdraw":{"validator":"v"}}}"#,
            #"{"staking":{"delegate":{"validator":"v","amount":{"denom":"d","amount":3}}}}"#,
            #"{"staking":{"delegate":{"validator":"v","amount":{"denom":"d","amount":"-3"}}}}"#,
            #"{"staking":{"delegate":{"validator":"v","amount":{"denom":"d","amount":""}}}}"#,
            #"{"bank":{"burn":{"amount":[]}},"custom":{}}"#, #"{"unknown":{}}"#,
            #"{"wasm":{"execute":{"contract_addr":"c","callback_code_hash":"h","msg":"","send":[]}}}"#,
            #"{"wasm":{"execute":{"contract_addr":"c","code_hash":"h","msg":"","send":[],"callback_sig":[256]}}}"#,
        ])
    func wrong(_ json: String) {
        #expect(read(json.replacing("COIN", with: Self.coin)) == nil)
    }

    @Test("amounts have 128 bits, and may begin with a plus and zeros")
    func amounts() {
        func amount(_ text: String) -> String? {
            let json = #"{"bank":{"burn":{"amount":[{"denom":"d","amount":"\#(text)"}]}}}"#
            guard case .bankBurn(let coins) = read(json) else { return nil }
            return coins.first?.amount
        }
        #expect(amount("+007") == "7")
        #expect(amount("340282366920938463463374607431768211455") != nil)
        #expect(amount("340282366920938463463374607431768211456") == nil)
        #expect(amount("+") == nil && amount("1 ") == nil && amount("0x1") == nil)
    }

    @Test(
        "of v0.10 are read, each kind",
        arguments: [
            (#"{"staking":{"withdraw":{"validator":"v","recipient":null}}}"#, "withdraw"),
            (#"{"staking":{"withdraw":{"validator":"v"}}}"#, "withdraw"),
            (#"{"gov":{"vote":{"proposal":1,"vote_option":"NoWithVeto"}}}"#, "vote"),
            (#"{"custom":{}}"#, "custom"),
            (
                #"{"wasm":{"execute":{"contract_addr":"c","callback_code_hash":"h","msg":"","send":[]}}}"#,
                "execute"
            ),
            (
                #"{"wasm":{"instantiate":{"code_id":1,"callback_code_hash":"h","msg":"","send":[]}}}"#,
                "instantiate"
            ),
            (
                #"{"wasm":{"migrate":{"contract_addr":"c","callback_code_hash":"h","code_id":1,"msg":""}}}"#,
                "migrate"
            ),
        ])
    func legacyKinds(_ json: String, _ name: String) throws {
        let message = try #require(read(json, isLegacy: true))
        #expect("\(message)".hasPrefix(name))
    }

    @Test(
        "of v1 are not read in v0.10",
        arguments: [
            #"{"stargate":{"type_url":"/a.B","value":"AA=="}}"#, #"{"finalize_tx":{}}"#,
            #"{"bank":{"burn":{"amount":[]}}}"#,
            #"{"gov":{"vote":{"proposal_id":1,"vote":"yes"}}}"#,
            #"{"bank":{"send":{"to_address":"t","amount":[]}}}"#,
        ])
    func legacyWrong(_ json: String) {
        #expect(read(json, isLegacy: true) == nil)
    }

    @Test(
        "to other chains are written anew, every member in its place",
        arguments: [
            (
                #"{"ibc":{"transfer":{"timeout":{},"to_address":"t","channel_id":"c","amount":{"amount":"01","denom":"d"}}}}"#,
                #"{"transfer":{"channel_id":"c","to_address":"t","amount":{"denom":"d","amount":"1"},"timeout":{"block":null,"timestamp":null},"memo":null}}"#
            ),
            (
                #"{"ibc":{"transfer":{"channel_id":"c","to_address":"t","amount":{"denom":"d","amount":"1"},"timeout":{"block":{"height":2,"revision":1},"timestamp":"05"},"memo":"m"}}}"#,
                #"{"transfer":{"channel_id":"c","to_address":"t","amount":{"denom":"d","amount":"1"},"timeout":{"block":{"revision":1,"height":2},"timestamp":"5"},"memo":"m"}}"#
            ),
            (
                #"{"ibc":{"send_packet":{"channel_id":"c","data":"AA","timeout":{"timestamp":"1"}}}}"#,
                #"{"send_packet":{"channel_id":"c","data":"AA==","timeout":{"block":null,"timestamp":"1"}}}"#
            ),
            (
                #"{"ibc":{"close_channel":{"channel_id":"c"}}}"#,
                #"{"close_channel":{"channel_id":"c"}}"#
            ),
        ])
    func packets(_ json: String, _ written: String) {
        guard case .ibc(let bytes) = read(json) else {
            return #expect(Bool(false), "not read")
        }
        #expect(String(decoding: bytes, as: UTF8.self) == written)
    }
}
