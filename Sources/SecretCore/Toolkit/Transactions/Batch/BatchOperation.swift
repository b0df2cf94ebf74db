internal import SecretBase
internal import SecretChain
internal import SecretWire

/// One thing that a batch does.
enum BatchOperation: Sendable {
    /// A message in the chain's JSON.
    case message(JSONValue)
    /// `{"send": {"to": …, "amount": "5scrt"}}`, and each line of a CSV file.
    case payment(to: Address, Coins)
    /// `{"delegate": {"to": …, "amount": …}}`, and `undelegate` with `from`.
    case stake(verb: String, ValidatorAddress, Coin)
    /// `{"redelegate": {"src": …, "dst": …, "amount": …}}`.
    case redelegate(from: ValidatorAddress, to: ValidatorAddress, Coin)
    /// `{"claim": {"validator": …}}`.
    case claim(ValidatorAddress)
    /// `{"vote": {"proposal": 7, "option": "yes"}}`.
    case vote(UInt64, option: String)
    /// `{"execute": {"contract": …, "msg": {…}, "funds": "5scrt"}}`.
    case execute(Address, message: JSONValue, Coins)

    static let verbs = "send, delegate, undelegate, redelegate, claim, vote, execute"

    /// - Parameter place: where it stands, for errors.
    init(_ json: JSONValue, at place: String) throws(TransactionFailure) {
        if json["@type"]?.string != nil {
            self = .message(json)
            return
        }
        guard let members = json.members, members.count == 1, let member = members.first,
            let fields = member.value.members
        else {
            throw .malformed(
                place,
                why:
                    #"wanted {"@type":…}, or one of \#(Self.verbs) as {"send":{"to":…,"amount":…}}"#
            )
        }
        do {
            self = try Self.short(member.name, Fields(fields))
        } catch {
            throw .malformed(place, why: "\(member.name): \(error)")
        }
    }

    private static func short(_ verb: String, _ fields: Fields) throws -> BatchOperation {
        let operation: BatchOperation
        switch verb {
        case "send":
            operation = .payment(to: try Address(fields.text("to")), try fields.coins("amount"))
        case "delegate", "undelegate":
            let name = verb == "delegate" ? "to" : "from"
            operation = .stake(
                verb: verb, try ValidatorAddress(fields.text(name)), try fields.coin("amount"))
        case "redelegate":
            operation = .redelegate(
                from: try ValidatorAddress(fields.text("src")),
                to: try ValidatorAddress(fields.text("dst")), try fields.coin("amount"))
        case "claim": operation = .claim(try ValidatorAddress(fields.text("validator")))
        case "vote":
            operation = .vote(try fields.number("proposal"), option: try fields.option("option"))
        case "execute":
            operation = .execute(
                try Address(fields.text("contract")), message: try fields.object("msg"),
                try fields.optionalCoins("funds"))
        default: throw FieldError("is none of \(verbs)")
        }
        try fields.requireKnown(knownFields[verb] ?? [])
        return operation
    }

    private static let knownFields: [String: Set<String>] = [
        "send": ["to", "amount"], "delegate": ["to", "amount"], "undelegate": ["from", "amount"],
        "redelegate": ["src", "dst", "amount"], "claim": ["validator"],
        "vote": ["proposal", "option"], "execute": ["contract", "msg", "funds"],
    ]

    /// The message that `signer` sends.
    func draft(by signer: Address) -> MessageDraft {
        let me = JSONValue.string("\(signer)")
        func made(_ type: String, _ members: [(String, JSONValue)]) -> MessageDraft {
            MessageDraft(
                .object(
                    [.init("@type", .string("/" + type))]
                        + members.map { JSONValue.Member($0.0, $0.1) }))
        }
        func text(_ value: some CustomStringConvertible) -> JSONValue { .string("\(value)") }
        switch self {
        case .message(let json): return MessageDraft(json)
        case .payment(let receiver, let coins):
            return made(
                "cosmos.bank.v1beta1.MsgSend",
                [
                    ("from_address", me), ("to_address", text(receiver)),
                    ("amount", .array(coins.map(\.json))),
                ])
        case .stake(let verb, let validator, let coin):
            return made(
                "cosmos.staking.v1beta1.Msg" + (verb == "delegate" ? "Delegate" : "Undelegate"),
                [
                    ("delegator_address", me), ("validator_address", text(validator)),
                    ("amount", coin.json),
                ])
        case .redelegate(let source, let destination, let coin):
            return made(
                "cosmos.staking.v1beta1.MsgBeginRedelegate",
                [
                    ("delegator_address", me), ("validator_src_address", text(source)),
                    ("validator_dst_address", text(destination)), ("amount", coin.json),
                ])
        case .claim(let validator):
            return made(
                "cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward",
                [("delegator_address", me), ("validator_address", text(validator))])
        case .vote(let proposal, let option):
            return made(
                "cosmos.gov.v1.MsgVote",
                [
                    ("proposal_id", text(proposal)), ("voter", me), ("option", .string(option)),
                    ("metadata", ""),
                ])
        case .execute(let contract, let message, let coins):
            return made(
                "secret.compute.v1beta1.MsgExecuteContract",
                [
                    ("sender", me), ("contract", text(contract)), ("msg", message),
                    ("sent_funds", .array(coins.map(\.json))),
                ])
        }
    }
}

extension Coin {
    fileprivate var json: JSONValue {
        ["denom": .string(denom), "amount": .string("\(amount)")]
    }
}

/// What is wrong with a field of an operation.
private struct FieldError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// The fields of an operation's short form.
private struct Fields {
    let members: [JSONValue.Member]

    init(_ members: [JSONValue.Member]) { self.members = members }

    private func value(_ name: String) throws -> JSONValue {
        guard let member = members.first(where: { $0.name == name }) else {
            throw FieldError("\(name) is missing")
        }
        return member.value
    }

    func text(_ name: String) throws -> String {
        guard let text = try value(name).string else { throw FieldError("\(name) is no text") }
        return text
    }

    func coins(_ name: String) throws -> Coins { try Funds.coins([text(name)]) }

    func optionalCoins(_ name: String) throws -> Coins {
        members.contains { $0.name == name } ? try coins(name) : .none
    }

    func coin(_ name: String) throws -> Coin {
        let coins = Array(try coins(name))
        guard coins.count == 1 else { throw FieldError("\(name) is not one coin") }
        return coins[0]
    }

    func number(_ name: String) throws -> UInt64 {
        guard let number = try value(name).numberText.flatMap({ UInt64($0) }) else {
            throw FieldError("\(name) is no number")
        }
        return number
    }

    func object(_ name: String) throws -> JSONValue {
        let json = try value(name)
        guard json.members != nil else { throw FieldError("\(name) is no object") }
        return json
    }

    /// The chain's word for a vote.
    func option(_ name: String) throws -> String {
        let words = ["yes", "abstain", "no", "no_with_veto"]
        let word = try text(name).lowercased()
        guard words.contains(word) else {
            throw FieldError("\(name) is none of \(words.joined(separator: ", "))")
        }
        return "VOTE_OPTION_" + word.uppercased()
    }

    func requireKnown(_ names: Set<String>) throws {
        for member in members where !names.contains(member.name) {
            throw FieldError("no field is called \(member.name)")
        }
    }
}
