internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

/// Where a proposal stands.
public enum ProposalStatus: String, Sendable, CaseIterable {
    case deposit, voting, passed, rejected, failed

    var wireName: String {
        switch self {
        case .deposit: "PROPOSAL_STATUS_DEPOSIT_PERIOD"
        case .voting: "PROPOSAL_STATUS_VOTING_PERIOD"
        default: "PROPOSAL_STATUS_" + rawValue.uppercased()
        }
    }

    init?(wireName: String) {
        guard let status = Self.allCases.first(where: { $0.wireName == wireName }) else {
            return nil
        }
        self = status
    }
}

extension ProposalFacts {
    var standing: ProposalStatus? { ProposalStatus(wireName: status) }

    /// `voting`, or the chain's own word for a status that is not known here.
    var statusWord: String { standing?.rawValue ?? status }

    /// What ends next, and when; nil for one that has ended.
    var deadline: (what: String, time: Timestamp)? {
        switch standing {
        case .deposit: depositEnd.map { ("deposits end", $0) }
        case .voting: votingEnd.map { ("voting ends", $0) }
        default: nil
        }
    }

    /// The title where there is one; of older proposals the content's.
    var name: String {
        if !title.isEmpty { return title }
        return messages.lazy.compactMap { $0["content"]?["title"]?.string }.first ?? ""
    }

    var text: String {
        if !summary.isEmpty { return summary }
        return messages.lazy.compactMap { $0["content"]?["description"]?.string }.first ?? ""
    }

    /// In plain words what would happen, a line for each message.
    var effects: [String] {
        messages.isEmpty
            ? ["nothing by itself: it is a text"] : messages.map(ProposalEffect.words)
    }

    var answer: AnswerValue {
        [
            "id": .unsigned(id), "title": .text(name), "summary": .text(text),
            "status": .text(statusWord), "expedited": .flag(isExpedited),
            "proposer": .optional(proposer.isEmpty ? nil : proposer),
            "submit_time": .optional(submitTime?.text(.none)),
            "deposit_end_time": .optional(depositEnd?.text(.none)),
            "voting_start_time": .optional(votingStart?.text(.none)),
            "voting_end_time": .optional(votingEnd?.text(.none)),
            "deposit": .coins(deposit), "effects": .texts(effects),
            "messages": .list(messages.map(AnswerValue.document)),
            "failed_reason": .optional(failedReason.isEmpty ? nil : failedReason),
        ]
    }
}

/// What a message of a proposal would do.
enum ProposalEffect {
    static func words(_ message: JSONValue) -> String {
        let type = message["@type"]?.string ?? "a message without a type"
        let text = { (name: String) in message[name]?.string ?? "?" }
        switch type {
        case "/cosmos.gov.v1.MsgExecLegacyContent":
            let content = message["content"]?["@type"]?.string ?? ""
            return legacy(content, message["content"] ?? .null)
        case "/cosmos.distribution.v1beta1.MsgCommunityPoolSpend":
            return "pay \(coins(message["amount"])) of the community pool to \(text("recipient"))"
        case "/cosmos.upgrade.v1beta1.MsgSoftwareUpgrade":
            let plan = message["plan"]
            return "stop the chain at block \(plan?["height"]?.string ?? "?") for upgrade "
                + (plan?["name"]?.string ?? "?")
        case "/cosmos.upgrade.v1beta1.MsgCancelUpgrade": return "cancel the planned upgrade"
        case "/cosmos.bank.v1beta1.MsgSend":
            return "pay \(coins(message["amount"])) to \(text("to_address"))"
        default:
            if type.hasSuffix("MsgUpdateParams") {
                let module = type.split(separator: ".").dropFirst().first.map(String.init) ?? "?"
                return "replace all parameters of \(module)"
            }
            return "run \(type)"
        }
    }

    private static func legacy(_ type: String, _ content: JSONValue) -> String {
        switch type {
        case "/cosmos.gov.v1beta1.TextProposal": return "nothing by itself: it is a text"
        case "/cosmos.params.v1beta1.ParameterChangeProposal":
            let names = (content["changes"]?.array ?? []).map {
                "\($0["subspace"]?.string ?? "?").\($0["key"]?.string ?? "?")"
            }
            return "change \(names.joined(separator: ", "))"
        default: return "run \(type)"
        }
    }

    private static func coins(_ value: JSONValue?) -> String {
        let all = (value?.array ?? []).compactMap { coin -> String? in
            guard let amount = coin["amount"]?.string.flatMap(Int256.init),
                let denom = coin["denom"]?.string
            else { return nil }
            return Money.text(amount, denom)
        }
        return all.isEmpty ? "nothing" : all.joined(separator: ", ")
    }
}
