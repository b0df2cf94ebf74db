internal import SecretBase
internal import SecretChain
internal import SecretEnclave
public import SecretWire

/// What a contract answered to a question.
public struct ContractQueryAnswer: Answer {
    let contract: Address
    let codeHash: CodeHash
    let result: Bytes

    /// The document; a text where the answer is none, and base64 where it is no text either.
    public var fields: AnswerValue {
        let value: AnswerValue =
            if let json = try? JSONValue(parsing: result) { .raw(json.text()) } else {
                .optional(ContractData(result).text)
            }
        return [
            "result": value, "result_base64": .text(Base64.encode(result)),
            "contract": .text("\(contract)"), "code_hash": .text("\(codeHash)"),
        ]
    }

    public func text(in style: TextStyle) -> String {
        if let json = try? JSONValue(parsing: result) {
            return Terminology.printableLines(json.text(.indented(2)))
        }
        return Terminology.printableLines(
            ContractData(result).text ?? Hex.encode(result))
    }
}

/// A contract, as the chain lists it.
public struct ContractDescription: Answer {
    let address: String
    let info: JSONValue
    let codeHash: String?

    private func text(_ name: String) -> String { info[name]?.string ?? "" }

    public var fields: AnswerValue {
        [
            "address": .text(address),
            "code_id": .number(info["code_id"]), "code_hash": .optional(codeHash),
            "creator": .text(text("creator")), "label": .text(text("label")),
            "admin": .optional(text("admin").isEmpty ? nil : text("admin")),
            "created_height": .number(info["created"]?["block_height"]),
            "created_tx_index": .number(info["created"]?["tx_index"]),
            "ibc_port_id": .optional(text("ibc_port_id").isEmpty ? nil : text("ibc_port_id")),
            "require_governance": .flag(info["require_governance"] == .bool(true)),
        ]
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("contract", address), ("label", text("label")),
            ("code", info["code_id"]?.numberText ?? ""), ("code hash", codeHash ?? ""),
            ("creator", text("creator")),
            ("admin", text("admin").isEmpty ? "none: it can never change" : text("admin")),
            (
                "created",
                info["created"]?["block_height"]?.numberText.map { "at height \($0)" } ?? ""
            ),
            ("IBC port", text("ibc_port_id")),
        ]).text(in: style)
    }
}

extension AnswerValue {
    /// A number that the chain wrote as text; `null` for anything else.
    static func number(_ value: JSONValue?) -> AnswerValue {
        value?.numberText.flatMap { UInt64($0) }.map(AnswerValue.unsigned) ?? .null
    }
}

/// Codes of the chain, or contracts of one of them.
public enum ContractList: Answer {
    case codes([JSONValue])
    case contracts([JSONValue], code: UInt64)

    public var fields: AnswerValue {
        switch self {
        case .codes(let codes):
            return [
                "codes": .list(
                    codes.map { code in
                        [
                            "code_id": .number(code["code_id"]),
                            "code_hash": .optional(code["code_hash"]?.string),
                            "creator": .optional(code["creator"]?.string),
                            "source": .optional(code["source"]?.string),
                            "builder": .optional(code["builder"]?.string),
                        ]
                    })
            ]
        case .contracts(let contracts, let code):
            return [
                "code_id": .unsigned(code),
                "contracts": .list(
                    contracts.map { contract in
                        let info = contract["contract_info"] ?? contract["ContractInfo"]
                        return [
                            "address": .optional(contract["contract_address"]?.string),
                            "label": .optional(info?["label"]?.string),
                            "creator": .optional(info?["creator"]?.string),
                            "admin": .optional(info?["admin"]?.string),
                        ]
                    }),
            ]
        }
    }

    public func text(in style: TextStyle) -> String {
        switch self {
        case .codes(let codes):
            guard !codes.isEmpty else { return "no code is stored" }
            return Table(
                [.init("code", .right), .init("hash")],
                rows: codes.map {
                    [$0["code_id"]?.numberText ?? "", $0["code_hash"]?.string ?? ""]
                }
            ).text(in: style)
        case .contracts(let contracts, let code):
            guard !contracts.isEmpty else { return "code \(code) has no contract" }
            return Table(
                [.init("contract"), .init("label")],
                rows: contracts.map {
                    [
                        $0["contract_address"]?.string ?? "",
                        $0["contract_info"]?["label"]?.string ?? "",
                    ]
                }
            ).text(in: style)
        }
    }
}

/// The hash of code.
public struct CodeHashAnswer: Answer {
    let hash: CodeHash
    let subject: String
    /// Of the uncompressed code, where it is at hand.
    let size: Int?

    public var fields: AnswerValue {
        [
            "code_hash": .text("\(hash)"), "subject": .text(subject),
            "size": size.map { .integer(Int64($0)) } ?? .null,
        ]
    }

    /// The hash alone, for scripts that take the text.
    public func text(in style: TextStyle) -> String { "\(hash)" }
}

/// Which code a contract ran, oldest first.
public struct ContractHistory: Answer {
    struct Entry: Sendable {
        /// `init`, `migrate` or `genesis`.
        let operation: String
        let codeID: UInt64?
        let height: UInt64?
        /// The message, where it is ours or was written for everybody.
        let message: String?

        init(_ json: JSONValue, opening identity: EncryptionIdentity?) {
            let name = json["operation"]?.string ?? ""
            let prefix = "CONTRACT_CODE_HISTORY_OPERATION_TYPE_"
            operation = (name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name)
                .lowercased()
            codeID = json["code_id"]?.numberText.flatMap { UInt64($0) }
            height = json["updated"]?["block_height"]?.numberText.flatMap { UInt64($0) }
            let bytes = json["msg"]?.string.flatMap { try? Base64.decode($0, bytesMax: 1 << 20) }
            if let bytes, let plain = try? identity?.sealer.open(message: bytes) {
                message = String(decoding: plain.text, as: UTF8.self)
            } else if let bytes, ContractData(bytes).json != nil {
                message = String(decoding: bytes, as: UTF8.self)
            } else {
                message = nil
            }
        }
    }

    let contract: Address
    let entries: [Entry]

    public var fields: AnswerValue {
        [
            "contract": .text("\(contract)"),
            "entries": .list(
                entries.map { entry in
                    [
                        "operation": .text(entry.operation),
                        "code_id": entry.codeID.map { .unsigned($0) } ?? .null,
                        "height": entry.height.map { .unsigned($0) } ?? .null,
                        "message": .optional(entry.message),
                        "state": entry.message == nil ? "sealed" : "opened",
                    ]
                }),
        ]
    }

    public func text(in style: TextStyle) -> String {
        guard !entries.isEmpty else { return "the chain keeps no history of \(contract)" }
        return Table(
            [.init("what"), .init("code", .right), .init("height", .right), .init("message")],
            rows: entries.map { entry in
                [
                    entry.operation, entry.codeID.map { "\($0)" } ?? "",
                    entry.height.map { "\($0)" } ?? "",
                    entry.message ?? "sealed for another key",
                ]
            }
        ).text(in: style)
    }
}
