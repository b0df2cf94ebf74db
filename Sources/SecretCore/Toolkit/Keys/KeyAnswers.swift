public import SecretBase
import SecretChain
import SecretKeyring

/// One key, with its mnemonic where it was made just now.
public struct KeyAnswer: Answer {
    /// The one line that text is to show instead of everything.
    public enum Focus: Sendable {
        case address, publicKey, validatorAddress, consensusAddress
    }

    let record: KeyRecord
    var mnemonic: String?
    var focus: Focus?

    public var fields: AnswerValue {
        guard let mnemonic else { return record.fields }
        return record.fields.adding([.init("mnemonic", .text(mnemonic))])
    }

    public func text(in style: TextStyle) -> String {
        let address = record.address
        switch focus {
        case .address?: return "\(address)"
        case .publicKey?: return record.publicKey?.gatewayJSON ?? ""
        case .validatorAddress?: return "\(ValidatorAddress(address))"
        case .consensusAddress?: return record.consensusText
        case nil: break
        }
        let list = record.list.text(in: style)
        guard let mnemonic else { return list }
        return """
            \(list)

            \(style.bold("Write these words down; they are shown this once and not kept:"))

            \(Self.wrapped(mnemonic))
            """
    }

    /// Six words a line: 12 and 24 words fill their lines.
    private static func wrapped(_ mnemonic: String) -> String {
        let words = mnemonic.split(separator: " ")
        return stride(from: 0, to: words.count, by: 6).map {
            words[$0..<min($0 + 6, words.count)].joined(separator: " ")
        }.joined(separator: "\n")
    }
}

extension KeyRecord {
    /// Of multisig keys the hex is absent: their key is a message, shown under `pubkey`.
    fileprivate var publicKeyHex: String? {
        switch publicKey {
        case .secp256k1(let bytes)?, .ed25519(let bytes)?: Hex.encode(bytes)
        case .multisig?, nil: nil
        }
    }

    /// The same bytes under the prefix of consensus addresses.
    fileprivate var consensusText: String {
        Bech32.encode(prefix: ConsensusAddress.prefix, address.bytes)
    }

    fileprivate var fields: AnswerValue {
        [
            "name": .text(name.text), "kind": .text(kind.word),
            "address": .text(address.description),
            "valoper": .text(ValidatorAddress(address).description),
            "pubkey_hex": .optional(publicKeyHex),
            "pubkey": publicKey.map { .raw($0.gatewayJSON) } ?? .null,
            "path": .optional(path), "can_sign": .flag(canSign),
            "created": .text(created.text(.none)),
        ]
    }

    fileprivate var list: FieldList {
        FieldList([
            ("name", name.text), ("kind", kind.word), ("address", address.description),
            ("operator", ValidatorAddress(address).description),
            ("public key", publicKeyHex ?? publicKey?.gatewayJSON ?? ""), ("path", path ?? ""),
            ("created", created.text(.none)),
        ])
    }
}

/// All keys, and those whose files are damaged: then the exit says that something is wrong.
public struct KeyList: Answer {
    let records: [KeyRecord]
    let damaged: [(name: KeyName, failure: any Failure)]

    public var exit: ExitStatus { damaged.isEmpty ? .done : .checkFailed }

    public var fields: AnswerValue {
        let keys = AnswerValue.list(records.map(\.fields))
        guard !damaged.isEmpty else { return ["keys": keys] }
        return [
            "keys": keys,
            "damaged": .list(
                damaged.map {
                    [
                        "name": .text($0.name.text), "code": .text($0.failure.code),
                        "message": .text($0.failure.description),
                    ]
                }),
        ]
    }

    public func text(in style: TextStyle) -> String {
        var table = Table([.init("name"), .init("kind"), .init("address")])
        for record in records {
            table.add([record.name.text, record.kind.word, record.address.description])
        }
        let lines = damaged.map { style.bad("damaged") + "  \($0.failure.description)" }
        let all = [table.text(in: style)].filter { !$0.isEmpty } + lines
        return all.isEmpty
            ? "no keys; 'secretctl keys add NAME' makes one" : all.joined(separator: "\n")
    }
}

/// What an address, a public key or a mnemonic stands for.
public struct KeyInspection: Answer {
    /// `nil` for a consensus key, which is no account.
    let account: Address?
    /// `nil` for an account's key, unless its bytes were given as a consensus address.
    let consensus: ConsensusAddress?
    let publicKey: PublicKey?
    let path: String?

    private var publicKeyHex: String? {
        switch publicKey {
        case .secp256k1(let bytes)?, .ed25519(let bytes)?: Hex.encode(bytes)
        case .multisig?, nil: nil
        }
    }

    private var validator: String? { account.map { ValidatorAddress($0).description } }

    public var fields: AnswerValue {
        [
            "address": .optional(account?.description), "valoper": .optional(validator),
            "valcons": .optional(consensus?.description),
            "pubkey_hex": .optional(publicKeyHex),
            "pubkey": publicKey.map { .raw($0.gatewayJSON) } ?? .null,
            "path": .optional(path),
            "bytes_hex": .text(Hex.encode(account?.bytes ?? consensus?.bytes ?? [])),
        ]
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("address", account?.description ?? ""), ("operator", validator ?? ""),
            ("consensus", consensus?.description ?? ""),
            ("public key", publicKeyHex ?? publicKey?.gatewayJSON ?? ""), ("path", path ?? ""),
            ("bytes", Hex.encode(account?.bytes ?? consensus?.bytes ?? [])),
        ]).text(in: style)
    }
}

/// A change to the keyring, done or only rehearsed.
public struct KeyChange: Answer {
    /// The verb in the past, e.g. `deleted`.
    let verb: String
    let name: KeyName
    var newName: KeyName?
    var path: String?
    let isDone: Bool

    public var fields: AnswerValue {
        var fields: [AnswerValue.Field] = [
            .init("done", .flag(isDone)), .init("change", .text(verb)),
            .init("name", .text(name.text)),
        ]
        if let newName { fields.append(.init("new_name", .text(newName.text))) }
        if let path { fields.append(.init("file", .text(path))) }
        if !isDone { fields.append(.init("reason", "dry run")) }
        return .object(fields)
    }

    public func text(in style: TextStyle) -> String {
        let target = [newName.map { "to \($0)" }, path.map { "to \($0)" }]
            .compactMap { $0 }.map { " " + $0 }.joined()
        return isDone ? "\(verb) \(name)\(target)" : "dry run: would have \(verb) \(name)\(target)"
    }
}

/// A private key, given out on purpose.
public struct KeyExportAnswer: Answer {
    let name: KeyName
    /// `armor` or `privkey_hex`.
    let field: String
    let secret: String

    public var fields: AnswerValue {
        .object([.init("name", .text(name.text)), .init(field, .text(secret))])
    }

    public func text(in style: TextStyle) -> String {
        secret.hasSuffix("\n") ? String(secret.dropLast()) : secret
    }
}

/// What a key command answers: different things when it only rehearses.
public enum KeyOutcome: Answer {
    case key(KeyAnswer)
    case change(KeyChange)
    case exported(KeyExportAnswer)

    private var answer: any Answer {
        switch self {
        case .key(let answer): answer
        case .change(let answer): answer
        case .exported(let answer): answer
        }
    }

    public var fields: AnswerValue { answer.fields }
    public func text(in style: TextStyle) -> String { answer.text(in: style) }
}
