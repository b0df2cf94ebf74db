import SecretBase
import SecretChain

/// What a contract asks the chain to do. Source: enclave protocol §5.6.
extension SerdeReader {
    private static let coinShape = Shape("struct Coin", "denom", "amount")

    mutating func coin() throws(SerdeFault) -> ContractCoin {
        var (denom, amount) = ("", "")
        try structure(Self.coinShape) { reader, member throws(SerdeFault) in
            if member == 0 { denom = try reader.text() } else { amount = try reader.amount() }
        }
        return ContractCoin(denom: denom, amount: amount)
    }

    mutating func coins() throws(SerdeFault) -> [ContractCoin] {
        try list { reader throws(SerdeFault) in try reader.coin() }
    }

    mutating func legacyMessage() throws(SerdeFault) -> ContractMessage {
        try variant(["bank", "custom", "staking", "wasm", "gov"]) {
            reader, kind throws(SerdeFault) in
            switch kind {
            case 0: try reader.legacyBank()
            case 1: try reader.custom()
            case 2: try reader.staking(isLegacy: true)
            case 3: try reader.wasm(isLegacy: true)
            default: try reader.vote(isLegacy: true)
            }
        }
    }

    mutating func message() throws(SerdeFault) -> ContractMessage {
        try variant([
            "bank", "custom", "staking", "distribution", "stargate", "ibc", "wasm", "gov",
            "finalize_tx",
        ]) { reader, kind throws(SerdeFault) in
            switch kind {
            case 0: return try reader.bank()
            case 1: return try reader.custom()
            case 2: return try reader.staking(isLegacy: false)
            case 3: return try reader.distribution()
            case 4: return try reader.stargate()
            case 5: return .ibc(json: try reader.ibcMessage())
            case 6: return try reader.wasm(isLegacy: false)
            case 7: return try reader.vote(isLegacy: false)
            default:
                try reader.empty()
                return .finalizeTransaction
            }
        }
    }

    private mutating func empty() throws(SerdeFault) {
        try structure(Shape("struct Empty")) { _, _ throws(SerdeFault) in }
    }

    private mutating func custom() throws(SerdeFault) -> ContractMessage {
        try empty()
        return .custom(json: Bytes("{}".utf8))
    }

    private mutating func legacyBank() throws(SerdeFault) -> ContractMessage {
        try variant(["send"], .structure) { reader, _ throws(SerdeFault) in
            let shape = Shape(
                "struct variant BankMsg::Send", "from_address", "to_address", "amount")
            var (from, to) = ("", "")
            var amount: [ContractCoin] = []
            try reader.structure(shape) { reader, member throws(SerdeFault) in
                switch member {
                case 0: from = try reader.text()
                case 1: to = try reader.text()
                default: amount = try reader.coins()
                }
            }
            return .bankSend(from: from, to: to, amount: amount)
        }
    }

    private mutating func bank() throws(SerdeFault) -> ContractMessage {
        try variant(["send", "burn"], .structure) { reader, kind throws(SerdeFault) in
            let shape =
                kind == 0
                ? Shape("struct variant BankMsg::Send", "to_address", "amount")
                : Shape("struct variant BankMsg::Burn", "amount")
            var to = ""
            var amount: [ContractCoin] = []
            try reader.structure(shape) { reader, member throws(SerdeFault) in
                if kind == 0, member == 0 {
                    to = try reader.text()
                } else {
                    amount = try reader.coins()
                }
            }
            return kind == 0
                ? .bankSend(from: nil, to: to, amount: amount) : .bankBurn(amount: amount)
        }
    }

    private mutating func staking(isLegacy: Bool) throws(SerdeFault) -> ContractMessage {
        let names =
            isLegacy
            ? ["delegate", "undelegate", "withdraw", "redelegate"]
            : ["delegate", "undelegate", "redelegate"]
        return try variant(names, .structure) { reader, kind throws(SerdeFault) in
            switch names[kind] {
            case "delegate":
                let (validator, amount) = try reader.delegation("Delegate")
                return .delegate(validator: validator, amount: amount)
            case "undelegate":
                let (validator, amount) = try reader.delegation("Undelegate")
                return .undelegate(validator: validator, amount: amount)
            case "withdraw": return try reader.withdrawal()
            default: return try reader.redelegation()
            }
        }
    }

    private mutating func delegation(
        _ name: String
    ) throws(SerdeFault) -> (String, ContractCoin) {
        var validator = ""
        var amount = ContractCoin(denom: "", amount: "")
        let shape = Shape("struct variant StakingMsg::\(name)", "validator", "amount")
        try structure(shape) { reader, member throws(SerdeFault) in
            if member == 0 { validator = try reader.text() } else { amount = try reader.coin() }
        }
        return (validator, amount)
    }

    private mutating func withdrawal() throws(SerdeFault) -> ContractMessage {
        var validator = ""
        var recipient: String?
        let shape = Shape(
            "struct variant StakingMsg::Withdraw", "validator", "recipient",
            optional: ["recipient"])
        try structure(shape) { reader, member throws(SerdeFault) in
            if member == 0 {
                validator = try reader.text()
            } else {
                recipient = try reader.optional { reader throws(SerdeFault) in try reader.text() }
            }
        }
        return .withdraw(validator: validator, recipient: recipient)
    }

    private mutating func redelegation() throws(SerdeFault) -> ContractMessage {
        var (from, to) = ("", "")
        var amount = ContractCoin(denom: "", amount: "")
        let shape = Shape(
            "struct variant StakingMsg::Redelegate", "src_validator", "dst_validator", "amount")
        try structure(shape) { reader, member throws(SerdeFault) in
            switch member {
            case 0: from = try reader.text()
            case 1: to = try reader.text()
            default: amount = try reader.coin()
            }
        }
        return .redelegate(from: from, to: to, amount: amount)
    }

    private mutating func distribution() throws(SerdeFault) -> ContractMessage {
        let names = ["set_withdraw_address", "withdraw_delegator_reward"]
        return try variant(names, .structure) { reader, kind throws(SerdeFault) in
            let shape =
                kind == 0
                ? Shape("struct variant DistributionMsg::SetWithdrawAddress", "address")
                : Shape("struct variant DistributionMsg::WithdrawDelegatorReward", "validator")
            var address = ""
            try reader.structure(shape) { reader, _ throws(SerdeFault) in
                address = try reader.text()
            }
            return kind == 0 ? .setWithdrawAddress(address) : .withdrawReward(validator: address)
        }
    }

    private mutating func stargate() throws(SerdeFault) -> ContractMessage {
        var url = ""
        var value: Bytes = []
        let shape = Shape("struct variant CosmosMsg::Stargate", "type_url", "value")
        try structure(shape) { reader, member throws(SerdeFault) in
            if member == 0 { url = try reader.text() } else { value = try reader.binary() }
        }
        return .stargate(typeURL: url, value: value)
    }

    private mutating func vote(isLegacy: Bool) throws(SerdeFault) -> ContractMessage {
        let options =
            isLegacy
            ? ["Yes", "No", "Abstain", "NoWithVeto"] : ["yes", "no", "abstain", "no_with_veto"]
        return try variant(["vote"], .structure) { reader, _ throws(SerdeFault) in
            let shape = Shape(
                "struct variant GovMsg::Vote", isLegacy ? "proposal" : "proposal_id",
                isLegacy ? "vote_option" : "vote")
            var proposal: UInt64 = 0
            var option = 0
            try reader.structure(shape) { reader, member throws(SerdeFault) in
                if member == 0 {
                    proposal = try reader.unsigned()
                } else {
                    option = try reader.name(of: options)
                }
            }
            return .vote(proposal: proposal, option: options[option], isLegacy: isLegacy)
        }
    }
}
