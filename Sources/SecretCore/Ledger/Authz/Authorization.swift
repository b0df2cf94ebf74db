import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// What a grantee may do in the granter's name. Source: cosmos-sdk `x/authz/authorizations.go`.
protocol Authorization: Sendable {
    /// The type URL of the messages that it is for. Panics as the chain's program does where
    /// there is none.
    func typeURL() throws(LedgerFault) -> String

    /// What is wrong with it whatever the state.
    func check() throws(LedgerFault)

    /// As the chain stores it.
    func packed() throws(LedgerFault) -> Google_Protobuf_Any

    /// Judges one message; throws the reason why it may not be sent.
    func accept(
        _ message: Google_Protobuf_Any, in context: LedgerContext
    ) throws(LedgerFault) -> AuthorizationVerdict
}

/// What becomes of an authorization that a message used.
enum AuthorizationVerdict {
    case stays
    case isSpent
    case becomes(Google_Protobuf_Any)
}

/// Reads the authorizations that the network registers; Secret adds none of its own.
enum Authorizations {
    private static let generic = "/cosmos.authz.v1beta1.GenericAuthorization"
    private static let send = "/cosmos.bank.v1beta1.SendAuthorization"
    private static let stake = "/cosmos.staking.v1beta1.StakeAuthorization"

    /// Throws for any other message, as the chain does while it decodes.
    static func read(_ any: Google_Protobuf_Any) throws -> any Authorization {
        let bytes = Bytes(any.value)
        switch any.typeURL {
        case generic:
            return GenericAuthorization(try AuthzGenericAuthorization(serializedBytes: bytes))
        case send: return try SendAuthorization(BankSendAuthorization(serializedBytes: bytes))
        case stake:
            return try StakeAuthorization(StakingStakeAuthorization(serializedBytes: bytes))
        default: throw WireError.unresolvable(any.typeURL)
        }
    }

    /// An authorization that this ledger stored itself.
    static func stored(_ any: Google_Protobuf_Any) throws(LedgerFault) -> any Authorization {
        do { return try read(any) } catch { throw .damaged("authorization: \(error)") }
    }
}

/// Any message of one type.
struct GenericAuthorization: Authorization {
    private let wire: AuthzGenericAuthorization

    init(_ wire: AuthzGenericAuthorization) { self.wire = wire }

    func typeURL() throws(LedgerFault) -> String { wire.msg }

    func packed() throws(LedgerFault) -> Google_Protobuf_Any {
        try Google_Protobuf_Any(packing: wire)
    }

    func check() throws(LedgerFault) {
        guard !wire.msg.isEmpty else {
            throw .refused(Refusal(unregistered: "msg type cannot be empty"))
        }
    }

    func accept(
        _ message: Google_Protobuf_Any, in context: LedgerContext
    ) throws(LedgerFault) -> AuthorizationVerdict { .stays }
}

extension Google_Protobuf_Any {
    /// A message of this ledger's own making.
    init(packing message: some Message) throws(LedgerFault) {
        self.init()
        typeURL = "/" + type(of: message).protoMessageName
        value = Data(try message.stored())
    }
}
