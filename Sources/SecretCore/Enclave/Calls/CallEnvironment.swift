import SecretBase
import SecretChain
import SecretWire

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
        let document: JSONValue =
            switch dialect {
            case .v010: legacyEnv
            case .v1:
                .object([
                    .init("block", block(time: .string(String(call.block.time.inNanoseconds)))),
                    .init("contract", ["address": address, "code_hash": codeHash]),
                    .init("transaction", transaction),
                ])
            }
        return document.bytes()
    }

    /// The `info` argument of v1 contracts.
    var info: Bytes {
        JSONValue.object([.init("sender", senderText), .init("funds", funds)]).bytes()
    }

    private var legacyEnv: JSONValue {
        .object([
            .init(
                "block", block(time: .number(String(call.block.time.inNanoseconds / Self.second)))),
            .init("message", ["sender": senderText, "sent_funds": funds]),
            .init("contract", ["address": address]), .init("contract_key", .null),
            .init("contract_code_hash", codeHash), .init("transaction", .null),
        ])
    }

    private func block(time: JSONValue) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("height", .number(String(call.block.height))), .init("time", time),
            .init("chain_id", .string(call.block.chainID)),
        ]
        if let random { members.append(.init("random", .string(Base64.encode(random)))) }
        return .object(members)
    }

    private var transaction: JSONValue {
        guard let transaction = call.block.transaction else { return .null }
        return [
            "index": .number(String(transaction.index)),
            "hash": .string(Hex.encodeUpper(transaction.hash)),
        ]
    }

    private var funds: JSONValue {
        .array(
            call.funds.map { ["denom": .string($0.denom), "amount": .string($0.amount)] })
    }

    private var address: JSONValue { .string(Self.text(of: call.contract)) }
    private var senderText: JSONValue { .string(sender.isEmpty ? "" : Self.text(of: sender)) }
    private var codeHash: JSONValue { .string(Hex.encode(call.code.hash)) }

    private static func text(of address: Bytes) -> String {
        Bech32.encode(prefix: "secret", address)
    }

    private static let second: UInt64 = 1_000_000_000
}

extension Timestamp {
    /// Since 1970, as contracts count; 0 for what lies before.
    var inNanoseconds: UInt64 { UInt64(clamping: nanoseconds(since: .epoch)) }
}
