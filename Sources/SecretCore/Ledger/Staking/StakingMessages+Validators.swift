import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgCreateValidator`: the operator delegates to itself and runs for the set.
///
/// Source: chain specification §4.3, "create_validator"; cosmos-sdk
/// `x/staking/keeper/msg_server.go`, whose order of checks this is.
struct CreateValidatorMessage: LedgerMessage {
    static let typeURL = "/cosmos.staking.v1beta1.MsgCreateValidator"
    private let wire: StakingMsgCreateValidator
    private let key: PublicKey?
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try StakingMsgCreateValidator(serializedBytes: bytes)
        let rates = wire.commission
        for text in [rates.rate, rates.maxRate, rates.maxChangeRate] { try text.checkDecimal() }
        key = wire.hasPubkey ? try PublicKey(wire.pubkey) : nil
        sender = (try? ValidatorAddress(wire.validatorAddress)).map {
            Party(Address(operator: $0))
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let address = try ValidatorAddress(ofMessage: wire.validatorAddress)
        let (key, coin, rates, minimum) = try validated()
        let staking = context.staking
        try staking.checkLeastCommission(rates.rate)
        guard try staking.find(address) == nil else {
            throw .refused(StakingError.operatorExists)
        }
        let consensus = ConsensusAddress(publicKey: key)
        guard try staking.find(byConsensus: consensus.bytes) == nil else {
            throw .refused(StakingError.publicKeyExists)
        }
        try staking.checkBondDenom(coin)
        try wire.description_p.checkLengths()
        try checkType(of: key, in: context)
        var commission = StakingCommission()
        commission.commissionRates = rates.wire
        commission.updateTime = context.header.time.wire
        let validator = Validator(
            address: address, consensusKey: key, status: .unbonded, isJailed: false,
            tokens: .zero, shares: .zero, unbondingHeight: 0, unbondingTime: .epoch,
            unbondingIDs: [], minSelfDelegation: minimum, description: wire.description_p,
            commission: commission)
        try staking.begin(validator)
        _ = try staking.delegate(
            coin.amount, from: Party(Address(operator: address)), to: validator)
        context.emit(.createValidator(wire.validatorAddress, coin.description))
        return []
    }

    /// What is wrong with the message whatever the state.
    private func validated() throws(LedgerFault) -> (PublicKey, Coin, CommissionRates, Int256) {
        guard let key else { throw .refused(StakingError.emptyPublicKey) }
        guard let coin = Coin(positive: wire.value) else {
            throw .refused(SDKError.invalidRequest, "invalid delegation amount")
        }
        guard !wire.description_p.isEmpty else {
            throw .refused(SDKError.invalidRequest, "empty description")
        }
        let told = wire.commission
        guard ![told.rate, told.maxRate, told.maxChangeRate].allSatisfy(\.isEmpty) else {
            throw .refused(SDKError.invalidRequest, "empty commission")
        }
        guard let rates = CommissionRates(told), let minimum = Int256(wire.minSelfDelegation)
        else {
            throw .panic("runtime error: invalid memory address or nil pointer dereference")
        }
        if let refusal = rates.refusal { throw .refused(refusal) }
        guard minimum.isPositive else {
            throw .refused(
                SDKError.invalidRequest, "minimum self delegation must be a positive integer")
        }
        guard coin.amount >= minimum else {
            throw .refused(StakingError.selfDelegationBelowMinimum)
        }
        return (key, coin, rates, minimum)
    }

    /// Only keys that the consensus engine takes; of those it knows this ledger has one.
    private func checkType(of key: PublicKey, in context: LedgerContext) throws(LedgerFault) {
        let known = context.parameters.consensus.validator.pubKeyTypes
        let type = key.consensusType
        guard known.contains(type), type == CometConsensusParams.keyType else {
            throw .refused(
                StakingError.publicKeyType,
                "got: \(type), expected: [\(known.joined(separator: " "))]")
        }
    }
}

/// `MsgEditValidator`: description, commission and least self-delegation.
struct EditValidatorMessage: LedgerMessage {
    static let typeURL = "/cosmos.staking.v1beta1.MsgEditValidator"
    private let wire: StakingMsgEditValidator
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try StakingMsgEditValidator(serializedBytes: bytes)
        try wire.commissionRate.checkDecimal()
        sender = (try? ValidatorAddress(wire.validatorAddress)).map {
            Party(Address(operator: $0))
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let address = try ValidatorAddress(ofMessage: wire.validatorAddress)
        let (rate, minimum) = try validated(context.staking)
        var validator = try context.staking.validator(address)
        let description = validator.description.updated(by: wire.description_p)
        try description.checkLengths()
        validator.description = description
        if let rate {
            let (commission, now) = (validator.commission, context.header.time)
            if let refusal = try commission.refusal(of: rate, at: now) {
                throw .refused(refusal)
            }
            try context.staking.payForParameters()
            validator.commission.commissionRates.rate = rate.wireText
            validator.commission.updateTime = now.wire
        }
        if let minimum {
            guard minimum > validator.minSelfDelegation else {
                throw .refused(StakingError.minSelfDelegationDecreased)
            }
            guard minimum <= validator.tokens else {
                throw .refused(StakingError.selfDelegationBelowMinimum)
            }
            validator.minSelfDelegation = minimum
        }
        try context.staking.store(validator)
        context.emit(
            .editValidator(
                commission: validator.commission.printed,
                minSelfDelegation: validator.minSelfDelegation.description))
        return []
    }

    /// The new rate and the new minimum, each nil where it is to stay.
    private func validated(
        _ staking: StakingModule
    ) throws(LedgerFault) -> (rate: Dec?, minimum: Int256?) {
        guard !wire.description_p.isEmpty else {
            throw .refused(SDKError.invalidRequest, "empty description")
        }
        let minimum = wire.minSelfDelegation.isEmpty ? nil : Int256(wire.minSelfDelegation)
        if !wire.minSelfDelegation.isEmpty, minimum?.isPositive != true {
            throw .refused(
                SDKError.invalidRequest, "minimum self delegation must be a positive integer")
        }
        guard !wire.commissionRate.isEmpty else { return (nil, minimum) }
        guard let rate = Dec(wireText: wire.commissionRate), !rate.isNegative, rate <= .one
        else {
            throw .refused(
                SDKError.invalidRequest, "commission rate must be between 0 and 1 (inclusive)")
        }
        let least = try staking.leastCommission()
        guard rate >= least else {
            throw .refused(
                SDKError.invalidRequest,
                "commission rate cannot be less than the min commission rate \(least)")
        }
        return (rate, minimum)
    }
}

extension StakingModule {
    fileprivate func leastCommission() throws(LedgerFault) -> Dec {
        try payForParameters()
        guard let least = Dec(wireText: context.parameters.staking.minCommissionRate) else {
            throw .damaged("least commission")
        }
        return least
    }

    fileprivate func checkLeastCommission(_ rate: Dec) throws(LedgerFault) {
        let least = try leastCommission()
        guard rate >= least else {
            throw .refused(
                StakingError.commissionBelowMin,
                "cannot set validator commission to less than minimum rate of \(least)")
        }
    }
}

extension PublicKey {
    /// What the consensus engine calls the kind of key.
    fileprivate var consensusType: String {
        switch self {
        case .ed25519: "ed25519"
        case .secp256k1: "secp256k1"
        case .multisig: "PubKeyMultisigThreshold"
        }
    }
}

extension String {
    /// A decimal on the wire is an integer scaled by 10^18; the chain cannot even read a
    /// transaction with anything else in its place.
    fileprivate func checkDecimal() throws {
        guard isEmpty || Dec(wireText: self) != nil else {
            throw WireError.misfit("commission", "\"\(prefix(80))\" is no decimal")
        }
    }
}
