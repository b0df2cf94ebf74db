internal import SecretClient
internal import SecretWire

extension QueryService {
    /// What the chain knows of stored code. Throws exit 3 where there is none of this number.
    public func code(_ id: UInt64) async throws -> CodeDescription {
        let lookup = ContractLookup(chain: try await chain())
        let hash = try await lookup.codeHash(of: id)
        let found = try await lookup.codes().first {
            $0["code_id"]?.numberText.flatMap { UInt64($0) } == id
        }
        // A node that lists no contracts of it answers as one that does not know the code.
        let contracts = (try? await lookup.contracts(of: id)) ?? []
        return CodeDescription(
            id: id, hash: "\(hash)", info: found ?? .object([]),
            contracts: contracts.compactMap { $0["contract_address"]?.string })
    }
}

/// `query code`.
public struct CodeDescription: Answer {
    let id: UInt64
    let hash: String
    let info: JSONValue
    let contracts: [String]

    private func text(_ name: String) -> String { info[name]?.string ?? "" }

    public var fields: AnswerValue {
        [
            "code_id": .unsigned(id), "code_hash": .text(hash),
            "creator": .optional(info["creator"]?.string), "source": .text(text("source")),
            "builder": .text(text("builder")), "contracts": .texts(contracts),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let head = FieldList([
            ("code", "\(id)"), ("hash", hash), ("creator", text("creator")),
            ("source", text("source")), ("builder", text("builder")),
            ("contracts", "\(contracts.count)"),
        ]).text(in: style)
        return ([head] + contracts.prefix(50).map { "  " + $0 }).joined(separator: "\n")
    }
}
