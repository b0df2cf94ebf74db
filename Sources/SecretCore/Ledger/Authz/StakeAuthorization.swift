import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// One kind of moving stake, up to a limit, with listed validators or all but listed ones.
///
/// Source: cosmos-sdk `x/staking/types/authz.go`.
struct StakeAuthorization: Authorization {
    private static let gasPerValidator: UInt64 = 10
    private let wire: StakingStakeAuthorization

    /// Throws where the limit is no number.
    init(_ wire: StakingStakeAuthorization) throws {
        if wire.hasMaxTokens, Int256(wire.maxTokens.amount) == nil {
            throw CoinError.malformed(wire.maxTokens.amount)
        }
        self.wire = wire
    }

    func typeURL() throws(LedgerFault) -> String {
        switch wire.authorizationType.rawValue {
        case 1: return DelegateMessage.typeURL
        case 2: return UndelegateMessage.typeURL
        case 3: return RedelegateMessage.typeURL
        case 4: return CancelUnbondingMessage.typeURL
        default:
            throw .panic(
                "cannot normalize authz type with types.AuthorizationType: "
                    + AuthzError.unknownType.text)
        }
    }

    func packed() throws(LedgerFault) -> Google_Protobuf_Any {
        try Google_Protobuf_Any(packing: wire)
    }

    func check() throws(LedgerFault) {
        if wire.hasMaxTokens, wire.maxTokens.amount.hasPrefix("-") {
            throw .refused(
                AuthzError.negativeMaxTokens,
                "negative coin amount: \(wire.maxTokens.amount)\(wire.maxTokens.denom)")
        }
        guard wire.authorizationType.rawValue != 0 else {
            throw .refused(AuthzError.unknownType)
        }
    }

    func accept(
        _ message: Google_Protobuf_Any, in context: LedgerContext
    ) throws(LedgerFault) -> AuthorizationVerdict {
        let (validator, amount) = try Self.move(message)
        func isListed(_ list: [String]) throws(LedgerFault) -> Bool {
            for listed in list {
                try context.meter.consume(Self.gasPerValidator, "stake authorization")
                if listed == validator { return true }
            }
            return false
        }
        let isAllowed = try isListed(wire.allowList.address)
        let isDenied = try isListed(wire.denyList.address)
        guard !isDenied, isAllowed || wire.allowList.address.isEmpty else {
            throw .refused(
                SDKError.unauthorized, "cannot delegate/undelegate to \(validator) validator")
        }
        guard wire.hasMaxTokens else { return .becomes(try Google_Protobuf_Any(packing: wire)) }
        let limit = wire.maxTokens
        guard limit.denom == amount.denom else {
            throw .refused(
                Refusal(
                    unregistered: "invalid coin denoms: \(limit.denom), \(amount.denom)"))
        }
        guard let most = Int256(limit.amount), let wanted = Int256(amount.amount) else {
            throw .panic("runtime error: invalid memory address or nil pointer dereference")
        }
        let left = try most.minus(wanted)
        guard !left.isNegative else {
            throw .refused(
                Refusal(unregistered: "negative coin amount: \(left)\(limit.denom)"))
        }
        guard !left.isZero else { return .isSpent }
        var updated = wire
        updated.maxTokens.amount = left.description
        return .becomes(try Google_Protobuf_Any(packing: updated))
    }

    /// The validator that a message gives stake to or takes it from, and how much.
    private static func move(
        _ message: Google_Protobuf_Any
    ) throws(LedgerFault) -> (validator: String, amount: WireCoin) {
        let bytes = Bytes(message.value)
        do {
            switch message.typeURL {
            case DelegateMessage.typeURL:
                let wire = try StakingMsgDelegate(serializedBytes: bytes)
                return (wire.validatorAddress, wire.amount)
            case UndelegateMessage.typeURL:
                let wire = try StakingMsgUndelegate(serializedBytes: bytes)
                return (wire.validatorAddress, wire.amount)
            case RedelegateMessage.typeURL:
                let wire = try StakingMsgBeginRedelegate(serializedBytes: bytes)
                return (wire.validatorDstAddress, wire.amount)
            case CancelUnbondingMessage.typeURL:
                let wire = try StakingMsgCancelUnbondingDelegation(serializedBytes: bytes)
                return (wire.validatorAddress, wire.amount)
            default: break
            }
        } catch {
            throw .refused(SDKError.txDecode, "\(error)")
        }
        throw .refused(SDKError.invalidRequest, "unknown msg type")
    }
}
