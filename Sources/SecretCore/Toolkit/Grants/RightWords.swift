internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

/// Rights and allowances in plain words.
enum RightWords {
    static func words(_ right: GrantedRight) -> String {
        switch right {
        case .anything(let typeURL): return MessageWord(typeURL: typeURL).description
        case .send(let most, let receivers):
            let whom = receivers.isEmpty ? "" : " to \(receivers.count) named accounts alone"
            return "pay \(most.words) in all\(whom)"
        case .stake(let right, let validators, let most):
            let verb = MessageWord(typeURL: right.typeURL).description
            let whom = validators.map { "\($0)" }.joined(separator: ", ")
            return "\(verb) with \(whom) alone" + (most.map { ", \($0.words) in all" } ?? "")
        }
    }

    /// What the chain has, as gateway JSON.
    static func words(_ authorization: JSONValue) -> String {
        let type = authorization["@type"]?.string ?? "?"
        switch type {
        case "/cosmos.authz.v1beta1.GenericAuthorization":
            return MessageWord(typeURL: authorization["msg"]?.string ?? "?").description
        case "/cosmos.bank.v1beta1.SendAuthorization":
            let receivers = authorization["allow_list"]?.array?.count ?? 0
            return "pay \(coins(authorization["spend_limit"])) in all"
                + (receivers > 0 ? " to \(receivers) named accounts alone" : "")
        case "/cosmos.staking.v1beta1.StakeAuthorization":
            let verb = MessageWord(typeURL: typeURL(of: authorization)).description
            let list = { (name: String) in
                (authorization[name]?["address"]?.array ?? []).compactMap(\.string)
            }
            let (allowed, denied) = (list("allow_list"), list("deny_list"))
            let whom =
                denied.isEmpty
                ? "with \(allowed.joined(separator: ", ")) alone"
                : "with all but \(denied.joined(separator: ", "))"
            let most = authorization["max_tokens"]
            return "\(verb) \(whom)"
                + (most == nil || most == .null ? "" : ", \(coins(.array([most ?? .null]))) in all")
        default: return type
        }
    }

    /// The type of the messages that an authorization is about.
    static func typeURL(of authorization: JSONValue) -> String {
        switch authorization["@type"]?.string ?? "" {
        case "/cosmos.authz.v1beta1.GenericAuthorization": authorization["msg"]?.string ?? ""
        case "/cosmos.bank.v1beta1.SendAuthorization": "/cosmos.bank.v1beta1.MsgSend"
        case "/cosmos.staking.v1beta1.StakeAuthorization":
            switch authorization["authorization_type"]?.string ?? "" {
            case "AUTHORIZATION_TYPE_DELEGATE": GrantedRight.StakeRight.delegate.typeURL
            case "AUTHORIZATION_TYPE_UNDELEGATE": GrantedRight.StakeRight.undelegate.typeURL
            case "AUTHORIZATION_TYPE_REDELEGATE": GrantedRight.StakeRight.redelegate.typeURL
            case "AUTHORIZATION_TYPE_CANCEL_UNBONDING_DELEGATION":
                GrantedRight.StakeRight.cancelUnbonding.typeURL
            default: ""
            }
        default: ""
        }
    }

    /// `up to 5 SCRT, until 2027-01-01T00:00:00Z, for: act for whoever granted it`.
    static func allowance(_ allowance: JSONValue) -> String {
        switch allowance["@type"]?.string ?? "" {
        case "/cosmos.feegrant.v1beta1.BasicAllowance": return basic(allowance)
        case "/cosmos.feegrant.v1beta1.PeriodicAllowance":
            return "\(basic(allowance["basic"] ?? .null)), at most "
                + "\(coins(allowance["period_spend_limit"])) in \(allowance["period"]?.string ?? "?")"
        case "/cosmos.feegrant.v1beta1.AllowedMsgAllowance":
            let names = (allowance["allowed_messages"]?.array ?? []).compactMap(\.string)
                .map { MessageWord(typeURL: $0).description }
            return "\(self.allowance(allowance["allowance"] ?? .null)), "
                + "only to \(names.joined(separator: ", "))"
        case let type: return type
        }
    }

    /// When an allowance ends, whatever is around it; nil for never.
    static func end(of allowance: JSONValue) -> String? {
        allowance["expiration"]?.string ?? allowance["basic"]?["expiration"]?.string
            ?? allowance["allowance"].flatMap { end(of: $0) }
    }

    private static func basic(_ allowance: JSONValue) -> String {
        let limit = allowance["spend_limit"]?.array ?? []
        let end = allowance["expiration"]?.string.map { ", until \($0)" } ?? ""
        return (limit.isEmpty ? "without limit" : "up to \(coins(.array(limit)))") + end
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
