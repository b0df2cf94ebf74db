import SecretBase
import SecretCrypto

// What contracts and signers hand to the enclave; only a debug build lets a test see its readers.
#if DEBUG
@testable import SecretChain
@testable import SecretEnclave

extension FuzzTarget {
    /// Responses, questions, answers, sign documents, and what imports read.
    static func contracts() -> [FuzzTarget] {
        [responses(), questions(), answers(), documents(), bodies(), addresses(), lists()]
    }

    private static func responses() -> FuzzTarget {
        let message =
            #"{"wasm":{"execute":{"contract_addr":"c","code_hash":"h","msg":"e30=","send":[]}}}"#
        return FuzzTarget(
            "contract-response",
            seeds: [
                #"{"Err":{"generic_err":{"msg":"é\n"}}}"#, #"{"Ok":"AAEC"}"#,
                #"{"Ok":{"messages":[{"bank":{"send":{"from_address":"a","to_address":"b","amount":[{"denom":"d","amount":"1"}]}}}],"log":[{"key":"k","value":"v"}],"data":"AA=="}}"#,
                #"{"Ok":{"messages":[{"id":1,"msg":\#(message),"gas_limit":null,"reply_on":"always"}],"attributes":[],"events":[{"type":"t","attributes":[]}],"data":null}}"#,
                #"{"Ok":{"acknowledgement":"AA==","messages":[{"id":1,"msg":{"ibc":{"transfer":{"channel_id":"c","to_address":"t","amount":{"denom":"d","amount":"1"},"timeout":{"timestamp":"5"}}}},"reply_on":"never"}],"attributes":[],"events":[]}}"#,
                #"{"Ok":{"version":"v"}}"#, "{}",
            ].map { Bytes($0.utf8) }
        ) { bytes in
            guard let output = try accepted({ try ContractOutput(parsing: bytes) }) else {
                return false
            }
            // What was written anew says the same when it is read again.
            if case .failure(let json) = output {
                let again = try ContractOutput(parsing: Bytes(#"{"Err":\#(json)}"#.utf8))
                guard case .failure(let second) = again, second == json else {
                    throw FuzzFault(description: "an error changes when it is read again")
                }
            }
            return true
        }
    }

    private static func questions() -> FuzzTarget {
        FuzzTarget(
            "contract-query",
            seeds: [
                #"{"bank":{"balance":{"address":"a","denom":"d"}}}"#,
                #"{"wasm":{"smart":{"contract_addr":"c","callback_code_hash":"h","msg":"e30="}}}"#,
                #"{"stargate":{"path":"/a.Query/B","data":"AA=="}}"#,
                #"{"ibc":{"channel":{"channel_id":"c","port_id":null}}}"#,
                #"{"custom":{"b":[1,-2,3.5e7],"a":null}}"#,
            ].map { Bytes($0.utf8) }
        ) { bytes in
            guard let request = try accepted({ try QueryRequest(parsing: bytes) }) else {
                return false
            }
            let written = request.bytes(sealed: nil)
            try FuzzFault.unlessEqual(
                try QueryRequest(parsing: written).bytes(sealed: nil), written)
            return true
        }
    }

    private static func answers() -> FuzzTarget {
        FuzzTarget(
            "contract-query-answer",
            seeds: [
                #"{"Ok":{"Ok":"AAEC"}}"#, #"{"Ok":{"Err":{"parse_err":{"target":"t","msg":"m"}}}}"#,
                #"{"Err":{"invalid_response":{"error":"e","response":"AA=="}}}"#,
            ].map { Bytes($0.utf8) }
        ) { bytes in
            guard let answer = try accepted({ try QueryAnswer(parsing: bytes) }) else {
                return false
            }
            try FuzzFault.unlessEqual(try QueryAnswer(parsing: answer.json).json, answer.json)
            return true
        }
    }

    private static func documents() -> FuzzTarget {
        FuzzTarget(
            "sign-document-amino",
            seeds: [
                #"{"account_number":"1","chain_id":"c","fee":{"amount":[],"gas":"1"},"memo":"","msgs":[{"type":"wasm/MsgExecuteContract","value":{"contract":"AA==","msg":"AA==","sender":"AA==","sent_funds":[{"amount":"1","denom":"d"}]}},{"value":[1],"type":"other"}],"sequence":"0"}"#,
                #"{"account_number":"1","chain_id":"c","memo":"","msgs":[{"type":"wasm/MsgMigrateContract","value":{"code_id":"1","contract":"c","msg":"AA==","sender":"secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"}}],"sequence":"0"}"#,
            ].map { Bytes($0.utf8) }
        ) { bytes in
            try accepted { try SignedMessage.messages(inAmino: bytes) } != nil
        }
    }

    private static func bodies() -> FuzzTarget {
        var fields = Bytes()
        fields.appendField(1, Bytes(repeating: 1, count: 20))
        fields.appendField(2, Bytes(repeating: 2, count: 20))
        fields.appendField(3, Bytes("{}".utf8))
        fields.appendField(5, [0x0a, 1, 0x64, 0x12, 1, 0x31])
        var any = Bytes()
        any.appendField(1, Bytes("/secret.compute.v1beta1.MsgExecuteContract".utf8))
        any.appendField(2, fields)
        var body = Bytes()
        body.appendField(1, any)
        return FuzzTarget("sign-document-direct", seeds: [body]) { bytes in
            try accepted { try SignedMessage.messages(inBody: bytes) } != nil
        }
    }

    private static func addresses() -> FuzzTarget {
        FuzzTarget(
            "contract-address",
            texts: ["secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03", "A12UEL5L", "?1ezyfcl"]
        ) { text in
            guard let read = try accepted({ try ContractBech32.decode(text) }) else {
                return false
            }
            try FuzzFault.unlessEqual(
                ContractBech32.encode(prefix: read.prefix, groups: read.groups),
                text.lowercased())
            return true
        }
    }

    private static func lists() -> FuzzTarget {
        FuzzTarget("contract-sections", seeds: [[7, 0, 0, 0, 1, 8, 9, 0, 0, 0, 2]]) { bytes in
            guard let sections = Sections.decode(bytes) else { return false }
            var again: Bytes = []
            for section in sections {
                again += section
                again += (0..<4).map { UInt8(truncatingIfNeeded: section.count >> (24 - 8 * $0)) }
            }
            // Up to three bytes may be left over before the first.
            try FuzzFault.unlessEqual(again, Bytes(bytes.suffix(again.count)))
            return true
        }
    }
}
#else
extension FuzzTarget {
    /// A release build shows no insides.
    static func contracts() -> [FuzzTarget] { [] }
}
#endif
