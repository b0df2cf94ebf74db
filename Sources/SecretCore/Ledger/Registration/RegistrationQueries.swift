import FoundationEssentials
import SecretBase
import SecretWire
import SwiftProtobuf

/// Questions about keys and registered nodes. Source: SecretNetwork
/// `x/registration/internal/keeper/querier.go`.
enum RegistrationQueries {
    private static let service = "/secret.registration.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "TxKey", messageKey),
        QueryRoute(service + "RegistrationKey", registrationKey),
        QueryRoute(service + "EncryptedSeed", encryptedSeed),
    ]

    @Sendable private static func messageKey(
        _: Google_Protobuf_Empty, _ context: QueryContext
    ) throws -> RegistrationKey {
        var answer = RegistrationKey()
        answer.key = Data(try keys(context).ioExchange)
        return answer
    }

    @Sendable private static func registrationKey(
        _: Google_Protobuf_Empty, _ context: QueryContext
    ) throws -> RegistrationKey {
        var answer = RegistrationKey()
        answer.key = Data(try keys(context).document)
        return answer
    }

    /// The chain's keys; those of the node's enclave where the chain began without.
    private static func keys(_ context: QueryContext) throws -> MasterKeys {
        guard let keys = try context.state.masterKeys() ?? context.authenticator?.masterKeys else {
            throw QueryError(
                registered: "Chain has not been initialized yet: unknown address")
        }
        return keys
    }

    @Sendable private static func encryptedSeed(
        _ request: RegistrationQueryEncryptedSeedRequest, _ context: QueryContext
    ) throws -> RegistrationQueryEncryptedSeedResponse {
        guard !request.pubKey.isEmpty else {
            throw QueryError(registered: "public key: invalid")
        }
        guard let value = try context.state.get(RegistrationKeys.node(Bytes(request.pubKey)))
        else {
            throw QueryError(
                registered: "Node has not been authenticated yet: unknown address")
        }
        var answer = RegistrationQueryEncryptedSeedResponse()
        answer.encryptedSeed = try RegistrationRegistrationNodeInfo(stored: value, "registration")
            .encryptedSeed
        return answer
    }
}

extension MasterKeys {
    /// What nodes that register are told: JSON with both keys. Source: enclave protocol §1.3.
    var document: Bytes {
        let json: JSONValue = [
            "reg_info": .null,
            "node_exch_key": ["bytes": .string(Base64.encode(nodeExchange))],
            "io_exch_key": ["bytes": .string(Base64.encode(ioExchange))],
        ]
        return json.bytes(.escaped)
    }
}
