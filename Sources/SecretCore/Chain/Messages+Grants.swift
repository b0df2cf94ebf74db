package import SecretBase
import SecretWire
package import SwiftProtobuf

/// What one account may do in another's name.
package enum GrantedRight: Hashable, Sendable {
    /// Any message of this type, `/cosmos.gov.v1.MsgVote` …
    case anything(typeURL: String)
    /// To pay, at most this much altogether; to these alone where any are named.
    case send(spendMax: Coins, to: [Address])
    /// To stake with these validators alone, at most this much altogether where it is given.
    case stake(StakeRight, with: [ValidatorAddress], tokensMax: Coin?)

    /// Which way a right to stake goes; the numbers are the wire's.
    package enum StakeRight: Int, Sendable, CaseIterable {
        case delegate = 1, undelegate, redelegate, cancelUnbonding

        package var typeURL: String {
            switch self {
            case .delegate: "/cosmos.staking.v1beta1.MsgDelegate"
            case .undelegate: "/cosmos.staking.v1beta1.MsgUndelegate"
            case .redelegate: "/cosmos.staking.v1beta1.MsgBeginRedelegate"
            case .cancelUnbonding: "/cosmos.staking.v1beta1.MsgCancelUnbondingDelegation"
            }
        }
    }

    /// The type of the messages that it is about.
    package var typeURL: String {
        switch self {
        case .anything(let typeURL): typeURL
        case .send: "/cosmos.bank.v1beta1.MsgSend"
        case .stake(let right, _, _): right.typeURL
        }
    }

    fileprivate var packed: Google_Protobuf_Any {
        switch self {
        case .anything(let typeURL):
            var wire = AuthzGenericAuthorization()
            wire.msg = typeURL
            return Messages.pack(wire)
        case .send(let spendMax, let receivers):
            var wire = BankSendAuthorization()
            wire.spendLimit = spendMax.wire
            wire.allowList = receivers.map(\.description)
            return Messages.pack(wire)
        case .stake(let right, let validators, let tokensMax):
            var wire = StakingStakeAuthorization()
            if let tokensMax { wire.maxTokens = tokensMax.wire }
            wire.allowList.address = validators.map(\.description)
            wire.authorizationType =
                StakingAuthorizationType(rawValue: right.rawValue) ?? .unspecified
            return Messages.pack(wire)
        }
    }
}

/// The fees that one account pays for another.
package struct FeeAllowance: Hashable, Sendable {
    /// Altogether; empty for no limit.
    package var spendMax: Coins
    package var expiration: Timestamp?
    /// Only for transactions of these messages; empty for all.
    package var typeURLs: [String]

    package init(spendMax: Coins, expiration: Timestamp?, typeURLs: [String] = []) {
        self.spendMax = spendMax
        self.expiration = expiration
        self.typeURLs = typeURLs
    }

    fileprivate var packed: Google_Protobuf_Any {
        var basic = FeegrantBasicAllowance()
        basic.spendLimit = spendMax.wire
        if let expiration { basic.expiration = expiration.wire }
        guard !typeURLs.isEmpty else { return Messages.pack(basic) }
        var bounded = FeegrantAllowedMsgAllowance()
        bounded.allowance = Messages.pack(basic)
        bounded.allowedMessages = typeURLs
        return Messages.pack(bounded)
    }
}

extension Messages {
    /// `/cosmos.authz.v1beta1.MsgGrant`.
    package static func grant(
        _ right: GrantedRight, from granter: Address, to grantee: Address,
        expiration: Timestamp?
    ) -> Google_Protobuf_Any {
        var message = AuthzMsgGrant()
        message.granter = granter.description
        message.grantee = grantee.description
        message.grant.authorization = right.packed
        if let expiration { message.grant.expiration = expiration.wire }
        return pack(message)
    }

    /// `/cosmos.authz.v1beta1.MsgRevoke`.
    package static func revoke(
        _ typeURL: String, from granter: Address, to grantee: Address
    ) -> Google_Protobuf_Any {
        var message = AuthzMsgRevoke()
        message.granter = granter.description
        message.grantee = grantee.description
        message.msgTypeURL = typeURL
        return pack(message)
    }

    /// `/cosmos.authz.v1beta1.MsgExec`: others' messages, by one whom they let.
    package static func execute(
        _ messages: [Google_Protobuf_Any], by grantee: Address
    ) -> Google_Protobuf_Any {
        var message = AuthzMsgExec()
        message.grantee = grantee.description
        message.msgs = messages
        return pack(message)
    }

    /// `/cosmos.feegrant.v1beta1.MsgGrantAllowance`.
    package static func grantFees(
        _ allowance: FeeAllowance, from granter: Address, to grantee: Address
    ) -> Google_Protobuf_Any {
        var message = FeegrantMsgGrantAllowance()
        message.granter = granter.description
        message.grantee = grantee.description
        message.allowance = allowance.packed
        return pack(message)
    }

    /// `/cosmos.feegrant.v1beta1.MsgRevokeAllowance`.
    package static func revokeFees(
        from granter: Address, to grantee: Address
    ) -> Google_Protobuf_Any {
        var message = FeegrantMsgRevokeAllowance()
        message.granter = granter.description
        message.grantee = grantee.description
        return pack(message)
    }
}

extension Timestamp {
    fileprivate var wire: Google_Protobuf_Timestamp {
        Google_Protobuf_Timestamp(seconds: seconds, nanos: nanos)
    }
}
