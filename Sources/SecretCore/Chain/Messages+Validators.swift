package import SecretBase
import SecretWire
package import SwiftProtobuf

/// What a validator says of itself. Nil leaves a field as it is.
package struct ValidatorText: Hashable, Sendable {
    package var moniker: String?
    package var identity: String?
    package var website: String?
    package var securityContact: String?
    package var details: String?

    package init(
        moniker: String? = nil, identity: String? = nil, website: String? = nil,
        securityContact: String? = nil, details: String? = nil
    ) {
        self.moniker = moniker
        self.identity = identity
        self.website = website
        self.securityContact = securityContact
        self.details = details
    }

    /// What the chain takes for "as it was". Source: cosmos-sdk `x/staking/types`, `DoNotModifyDesc`.
    private static let unchanged = "[do-not-modify]"

    fileprivate func wire(absent: String) -> StakingDescription {
        var wire = StakingDescription()
        wire.moniker = moniker ?? absent
        wire.identity = identity ?? absent
        wire.website = website ?? absent
        wire.securityContact = securityContact ?? absent
        wire.details = details ?? absent
        return wire
    }

    fileprivate var whole: StakingDescription { wire(absent: "") }
    fileprivate var change: StakingDescription { wire(absent: Self.unchanged) }
}

/// A validator's commission, and the limits that it can never leave.
package struct CommissionTerms: Hashable, Sendable {
    package let rate: Dec
    package let rateMax: Dec
    package let dailyChangeMax: Dec

    package init(rate: Dec, rateMax: Dec, dailyChangeMax: Dec) {
        self.rate = rate
        self.rateMax = rateMax
        self.dailyChangeMax = dailyChangeMax
    }
}

extension Messages {
    /// `/cosmos.staking.v1beta1.MsgCreateValidator`.
    package static func createValidator(
        _ validator: ValidatorAddress, text: ValidatorText, commission: CommissionTerms,
        consensusKey: PublicKey, selfDelegation: Coin, leastSelfDelegation: Int256
    ) -> Google_Protobuf_Any {
        var message = StakingMsgCreateValidator()
        message.description_p = text.whole
        message.commission.rate = commission.rate.wireText
        message.commission.maxRate = commission.rateMax.wireText
        message.commission.maxChangeRate = commission.dailyChangeMax.wireText
        message.minSelfDelegation = leastSelfDelegation.description
        message.validatorAddress = validator.description
        message.pubkey = consensusKey.any
        message.value = selfDelegation.wire
        return pack(message)
    }

    /// `/cosmos.staking.v1beta1.MsgEditValidator`; what is nil stays.
    package static func editValidator(
        _ validator: ValidatorAddress, text: ValidatorText, commission: Dec?,
        leastSelfDelegation: Int256?
    ) -> Google_Protobuf_Any {
        var message = StakingMsgEditValidator()
        message.description_p = text.change
        message.validatorAddress = validator.description
        message.commissionRate = commission?.wireText ?? ""
        message.minSelfDelegation = leastSelfDelegation?.description ?? ""
        return pack(message)
    }

    /// `/cosmos.slashing.v1beta1.MsgUnjail`.
    package static func unjail(_ validator: ValidatorAddress) -> Google_Protobuf_Any {
        var message = SlashingMsgUnjail()
        message.validatorAddr = validator.description
        return pack(message)
    }

    /// `/cosmos.distribution.v1beta1.MsgSetAutoRestake`.
    package static func setRestake(
        _ isOn: Bool, of delegator: Address, with validator: ValidatorAddress
    ) -> Google_Protobuf_Any {
        var message = DistributionMsgSetAutoRestake()
        message.delegatorAddress = delegator.description
        message.validatorAddress = validator.description
        message.enabled = isOn
        return pack(message)
    }
}
