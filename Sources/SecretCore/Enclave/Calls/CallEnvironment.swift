import SecretBase
import SecretChain

/// What a contract is told about the chain and its caller: JSON, byte for byte as the network's
/// enclave writes it, since every byte costs the contract gas.
///
/// Source: enclave protocol §5.5.
struct CallEnvironment {
    let call: ContractCall
    let dialect: CodeReport.Dialect
    /// Empty where there is none that can be proven.
    let sender: Bytes
    /// Nil where the contract gets none.
    let random: Bytes?

    /// The `env` argument; in v0.10 it names the sender too.
    var env: Bytes {
        var text = JSONText(capacity: 512)
        let time = call.block.time.inNanoseconds
        text.put(#"{"block":{"height":"#)
        text.put(String(call.block.height))
        switch dialect {
        case .v010:
            text.put(#","time":"#)
            text.put(String(time / Self.second))
        case .v1:
            text.put(#","time":""#)
            text.put(String(time))
            text.put("\"")
        }
        text.put(#","chain_id":"#)
        text.quote(call.block.chainID)
        if let random {
            text.put(#","random":""#)
            text.put(Base64.encode(random))
            text.put("\"")
        }
        text.put("}")
        if dialect == .v010 { putLegacyRest(&text) } else { putRest(&text) }
        return text.bytes
    }

    /// The `info` argument of v1 contracts.
    var info: Bytes {
        var text = JSONText(capacity: 128)
        text.put(#"{"sender":""#)
        text.put(Self.text(of: sender))
        text.put(#"","funds":"#)
        text.put(coins: call.funds)
        text.put("}")
        return text.bytes
    }

    private func putRest(_ text: inout JSONText) {
        text.put(#","contract":{"address":""#)
        text.put(Self.text(of: call.contract))
        text.put(#"","code_hash":""#)
        text.put(Hex.encode(call.code.hash))
        text.put(#""},"transaction":"#)
        if let transaction = call.block.transaction {
            text.put(#"{"index":"#)
            text.put(String(transaction.index))
            text.put(#","hash":""#)
            text.put(Hex.encodeUpper(transaction.hash))
            text.put(#""}}"#)
        } else {
            text.put("null}")
        }
    }

    private func putLegacyRest(_ text: inout JSONText) {
        text.put(#","message":{"sender":""#)
        text.put(Self.text(of: sender))
        text.put(#"","sent_funds":"#)
        text.put(coins: call.funds)
        text.put(#"},"contract":{"address":""#)
        text.put(Self.text(of: call.contract))
        text.put(#""},"contract_key":null,"contract_code_hash":""#)
        text.put(Hex.encode(call.code.hash))
        text.put(#"","transaction":null}"#)
    }

    private static func text(of address: Bytes) -> String {
        address.isEmpty ? "" : Bech32.encode(prefix: "secret", address)
    }

    private static let second: UInt64 = 1_000_000_000
}

extension Timestamp {
    /// Since 1970, as contracts count; 0 for what lies before.
    var inNanoseconds: UInt64 { UInt64(clamping: nanoseconds(since: .epoch)) }
}
