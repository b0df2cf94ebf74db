/// What a contract asks the chain to do when its call has succeeded.
public enum Message: Sendable {
    /// Pays from the contract's account.
    case send([Coin], to: Address)
    case execute(Address, codeHash: Text, JSON, funds: [Coin] = [])
    case instantiate(
        codeID: UInt64, codeHash: Text, label: Text, JSON, funds: [Coin] = [],
        admin: Address? = nil)
    case migrate(Address, codeID: UInt64, codeHash: Text, JSON)
    case setAdmin(Address, of: Address)
    case clearAdmin(of: Address)
    case delegate(Coin, to: Text)
    case undelegate(Coin, from: Text)
    case redelegate(Coin, from: Text, to: Text)
    /// Takes the rewards of a delegation to `validator`.
    case withdrawReward(from: Text)
    /// Version 1 only.
    case setWithdrawAddress(Address)
    case vote(Vote, onProposal: UInt64)
    /// Any message of the chain whose signer is the contract; version 1 only.
    case stargate(typeURL: Text, [UInt8])
    /// Ends the transaction: no message may follow; version 1 only.
    case finalizeTransaction
    /// A message that this list does not know, as the interface writes it.
    case other(JSON)

    public enum Vote: Sendable {
        case yes, no, abstain, noWithVeto
    }
}

extension Message {
    private static var codeHashName: Text {
        #if V010
        "callback_code_hash"
        #else
        "code_hash"
        #endif
    }

    /// As the interface writes it. `contract` is whose message it is.
    func json(from contract: Address) -> JSON {
        switch self {
        case .send(let coins, let recipient):
            ["bank": ["send": send(coins, to: recipient, from: contract)]]
        case .execute, .instantiate, .migrate, .setAdmin, .clearAdmin: ["wasm": wasm]
        case .delegate(let coin, let validator):
            ["staking": ["delegate": ["validator": JSON(validator), "amount": coin.json]]]
        case .undelegate(let coin, let validator):
            ["staking": ["undelegate": ["validator": JSON(validator), "amount": coin.json]]]
        case .redelegate(let coin, let source, let target):
            [
                "staking": [
                    "redelegate": [
                        "src_validator": JSON(source), "dst_validator": JSON(target),
                        "amount": coin.json,
                    ]
                ]
            ]
        case .withdrawReward(let validator): withdraw(from: validator)
        case .setWithdrawAddress(let address):
            ["distribution": ["set_withdraw_address": ["address": JSON(address)]]]
        case .vote(let vote, let proposal): json(of: vote, on: proposal)
        case .stargate(let typeURL, let value):
            ["stargate": ["type_url": JSON(typeURL), "value": JSON(base64: value)]]
        case .finalizeTransaction: ["finalize_tx": [:]]
        case .other(let json): json
        }
    }

    private func send(_ coins: [Coin], to recipient: Address, from contract: Address) -> JSON {
        #if V010
        [
            "from_address": JSON(contract), "to_address": JSON(recipient),
            "amount": JSON(coins.map { $0.json }),
        ]
        #else
        ["to_address": JSON(recipient), "amount": JSON(coins.map { $0.json })]
        #endif
    }

    private func withdraw(from validator: Text) -> JSON {
        #if V010
        ["staking": ["withdraw": ["validator": JSON(validator), "recipient": nil]]]
        #else
        ["distribution": ["withdraw_delegator_reward": ["validator": JSON(validator)]]]
        #endif
    }

    private func json(of vote: Vote, on proposal: UInt64) -> JSON {
        #if V010
        let name: JSON =
            switch vote {
            case .yes: "Yes"
            case .no: "No"
            case .abstain: "Abstain"
            case .noWithVeto: "NoWithVeto"
            }
        return ["gov": ["vote": ["proposal": JSON(proposal), "vote_option": name]]]
        #else
        let name: JSON =
            switch vote {
            case .yes: "yes"
            case .no: "no"
            case .abstain: "abstain"
            case .noWithVeto: "no_with_veto"
            }
        return ["gov": ["vote": ["proposal_id": JSON(proposal), "vote": name]]]
        #endif
    }

    private var wasm: JSON {
        switch self {
        case .execute(let contract, let codeHash, let message, let funds):
            return [
                "execute": [
                    "contract_addr": JSON(contract), Self.codeHashName: JSON(codeHash),
                    "msg": JSON(base64: message.bytes), "send": JSON(funds.map { $0.json }),
                ]
            ]
        case .instantiate(let codeID, let codeHash, let label, let message, let funds, let admin):
            var members: [(Text, JSON)] = [
                ("code_id", JSON(codeID)), (Self.codeHashName, JSON(codeHash)),
                ("msg", JSON(base64: message.bytes)), ("send", JSON(funds.map { $0.json })),
                ("label", JSON(label)),
            ]
            if let admin { members.append(("admin", JSON(admin))) }
            return ["instantiate": JSON(members)]
        case .migrate(let contract, let codeID, let codeHash, let message):
            return [
                "migrate": [
                    "contract_addr": JSON(contract), "code_id": JSON(codeID),
                    Self.codeHashName: JSON(codeHash), "msg": JSON(base64: message.bytes),
                ]
            ]
        case .setAdmin(let admin, let contract):
            return ["update_admin": ["contract_addr": JSON(contract), "admin": JSON(admin)]]
        case .clearAdmin(let contract):
            return ["clear_admin": ["contract_addr": JSON(contract)]]
        default: preconditionFailure("only messages to contracts come here")
        }
    }
}
