/// What a contract asks the chain to do when its call has succeeded.
///
///     response.add(.send([Coin(5)], to: call.sender))
public struct Message: Sendable {
    private enum Content: Sendable {
        case ready(JSON)
        /// Version 0.10 wants to hear who pays, which only the frame around the call knows.
        case send([Coin], to: Address)
    }

    private let content: Content

    private init(_ module: Text, _ name: Text, _ body: JSON) {
        content = .ready([module: [name: body]])
    }

    /// A message as the interface writes it.
    public static func other(_ json: JSON) -> Message { Message(json) }

    private init(_ json: JSON) { content = .ready(json) }

    private init(sending coins: [Coin], to recipient: Address) {
        content = .send(coins, to: recipient)
    }

    /// As the interface writes it. `contract` is whose message it is.
    func json(from contract: Address) -> JSON {
        switch content {
        case .ready(let json): return json
        case .send(let coins, let recipient):
            var members: [(Text, JSON)] = [
                ("to_address", JSON(recipient)), ("amount", JSON(coins.map { $0.json })),
            ]
            #if V010
            members.append(("from_address", JSON(contract)))
            #endif
            return ["bank": ["send": JSON(members)]]
        }
    }
}

extension Message {
    /// Pays from the contract's account.
    public static func send(_ coins: [Coin], to recipient: Address) -> Message {
        Message(sending: coins, to: recipient)
    }

    /// Any message of the chain whose signer is the contract; version 1 only.
    public static func stargate(typeURL: Text, _ value: [UInt8]) -> Message {
        Message(["stargate": ["type_url": JSON(typeURL), "value": JSON(base64: value)]])
    }

    /// Ends the transaction: no message may follow; version 1 only.
    public static var finalizeTransaction: Message { Message(["finalize_tx": [:]]) }
}

// MARK: - To contracts

extension Message {
    private static var codeHashName: Text {
        #if V010
        "callback_code_hash"
        #else
        "code_hash"
        #endif
    }

    public static func execute(
        _ contract: Address, codeHash: Text, _ message: JSON, funds: [Coin] = []
    ) -> Message {
        Message(
            "wasm", "execute",
            [
                "contract_addr": JSON(contract), codeHashName: JSON(codeHash),
                "msg": JSON(base64: message.bytes), "send": JSON(funds.map { $0.json }),
            ])
    }

    public static func instantiate(
        codeID: UInt64, codeHash: Text, label: Text, _ message: JSON, funds: [Coin] = [],
        admin: Address? = nil
    ) -> Message {
        var members: [(Text, JSON)] = [
            ("code_id", JSON(codeID)), (codeHashName, JSON(codeHash)),
            ("msg", JSON(base64: message.bytes)), ("send", JSON(funds.map { $0.json })),
            ("label", JSON(label)),
        ]
        if let admin { members.append(("admin", JSON(admin))) }
        return Message("wasm", "instantiate", JSON(members))
    }

    public static func migrate(
        _ contract: Address, codeID: UInt64, codeHash: Text, _ message: JSON
    ) -> Message {
        Message(
            "wasm", "migrate",
            [
                "contract_addr": JSON(contract), "code_id": JSON(codeID),
                codeHashName: JSON(codeHash), "msg": JSON(base64: message.bytes),
            ])
    }

    public static func setAdmin(_ admin: Address, of contract: Address) -> Message {
        Message("wasm", "update_admin", ["contract_addr": JSON(contract), "admin": JSON(admin)])
    }

    public static func clearAdmin(of contract: Address) -> Message {
        Message("wasm", "clear_admin", ["contract_addr": JSON(contract)])
    }
}

// MARK: - Of stakes and votes

extension Message {
    public static func delegate(_ coin: Coin, to validator: Text) -> Message {
        Message("staking", "delegate", ["validator": JSON(validator), "amount": coin.json])
    }

    public static func undelegate(_ coin: Coin, from validator: Text) -> Message {
        Message("staking", "undelegate", ["validator": JSON(validator), "amount": coin.json])
    }

    public static func redelegate(_ coin: Coin, from source: Text, to target: Text) -> Message {
        Message(
            "staking", "redelegate",
            [
                "src_validator": JSON(source), "dst_validator": JSON(target),
                "amount": coin.json,
            ])
    }

    /// Takes the rewards of a delegation to `validator`.
    public static func withdrawReward(from validator: Text) -> Message {
        #if V010
        Message("staking", "withdraw", ["validator": JSON(validator), "recipient": .null])
        #else
        Message("distribution", "withdraw_delegator_reward", ["validator": JSON(validator)])
        #endif
    }

    /// Version 1 only.
    public static func setWithdrawAddress(_ address: Address) -> Message {
        Message("distribution", "set_withdraw_address", ["address": JSON(address)])
    }

    public enum Vote: Sendable {
        case yes, no, abstain, noWithVeto

        fileprivate var json: JSON {
            #if V010
            switch self {
            case .yes: "Yes"
            case .no: "No"
            case .abstain: "Abstain"
            case .noWithVeto: "NoWithVeto"
            }
            #else
            switch self {
            case .yes: "yes"
            case .no: "no"
            case .abstain: "abstain"
            case .noWithVeto: "no_with_veto"
            }
            #endif
        }
    }

    public static func vote(_ vote: Vote, onProposal proposal: UInt64) -> Message {
        #if V010
        Message("gov", "vote", ["proposal": JSON(proposal), "vote_option": vote.json])
        #else
        Message("gov", "vote", ["proposal_id": JSON(proposal), "vote": vote.json])
        #endif
    }
}
