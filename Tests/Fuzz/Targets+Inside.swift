import Foundation
import SecretBase
import SecretCrypto
import SecretWire

// Decoders that no other room may name; only a debug build lets a test see them.
#if DEBUG
@testable import SecretChain
@testable import SecretKeyring
@testable import SecretNode

extension FuzzTarget {
    /// Key files, armor, and what comes over HTTP.
    static func inside() throws -> [FuzzTarget] {
        let key = try Secp256k1PrivateKey(SecretBytes(copying: Bytes(repeating: 1, count: 32)))
        let passphrase = SecretBytes(copying: Bytes("passphrase".utf8))
        let armor = try KeyExport.armor(key, passphrase: passphrase)
        let publicKey = try PublicKey(secp256k1: key.publicKey.bytes)
        let record = KeyRecord(
            name: try KeyName("fuzz"), kind: .derived(path: "m/44'/529'/0'/0/0"),
            address: Address(publicKey: publicKey), publicKey: publicKey,
            created: Timestamp(seconds: 1_790_000_000))
        let file = try KeyFile(
            sealing: key, as: record, cost: Argon2id(passes: 1, memoryKiB: 8, lanes: 1),
            passphrase: passphrase)
        let watched = KeyRecord(
            name: record.name, kind: .watched, address: record.address, publicKey: publicKey,
            created: record.created)
        return try [
            FuzzTarget("key-file", seeds: [file.bytes, KeyFile(publicly: watched).bytes]) { bytes in
                guard let read = try accepted({ try KeyFile(decoding: bytes, name: "fuzz") }) else {
                    return false
                }
                try FuzzFault.unlessEqual(read.bytes, bytes)
                return true
            },
            FuzzTarget("armor", texts: [armor]) { text in
                guard let read = try accepted({ try Armor(parsing: text) }) else { return false }
                try FuzzFault.unlessEqual(try Armor(parsing: read.text), read)
                return true
            },
            broadcastBody(), binding(), reflection(),
        ]
    }

    /// The quick reader of broadcasts says what the general one says, or nothing.
    private static func broadcastBody() throws -> FuzzTarget {
        let bytes = try transaction(messages: 1, mode: .direct)
        let text = Base64.encode(bytes.prefix(40))
        return FuzzTarget(
            "broadcast-body",
            texts: [
                "{\"tx_bytes\":\"\(text)\",\"mode\":\"BROADCAST_MODE_SYNC\"}",
                "{\"txBytes\": \"\(text)\", \"mode\": \"BROADCAST_MODE_ASYNC\"}",
                "{\"mode\":\"2\",\"tx_bytes\":\"AAEC\"}", "{\"tx_bytes\":\"\",\"mode\":2}",
            ]
        ) { text in
            let body = Bytes(text.utf8)
            let type = "cosmos.tx.v1beta1.BroadcastTxRequest"
            guard let quick = BroadcastBody.wire(body) else {
                return try accepted { try GatewayJSON.decode(body, as: type) } != nil
            }
            try FuzzFault.unlessEqual(try GatewayJSON.decode(body, as: type), quick)
            return true
        }
    }

    /// What anybody may ask over gRPC about the schema: a number of a field, and its text.
    private static func reflection() -> FuzzTarget {
        let questions: [(field: UInt8, text: String)] = [
            (7, "*"), (4, "cosmos.bank.v1beta1.Query"), (3, "google/protobuf/any.proto"),
            (6, "cosmos.base.v1beta1.Coin"),
        ]
        let seeds = questions.map { [$0 << 3 | 2, UInt8($1.utf8.count)] + Bytes($1.utf8) }
        return FuzzTarget("reflection", seeds: seeds) { bytes in
            var answers = ReflectionAnswers(services: ["a.B"])
            var again = answers
            guard let answer = try accepted({ try answers.answer(bytes) }) else { return false }
            try FuzzFault.unlessEqual(try again.answer(bytes), answer)
            return true
        }
    }

    private static func binding() -> FuzzTarget {
        let routes = RouteTable(.network)
        return FuzzTarget(
            "http-binding",
            texts: [
                "/cosmos/bank/v1beta1/balances/secret1abc?pagination.limit=2&pagination.key=AA%3D%3D",
                "/cosmos/bank/v1beta1/balances/secret1abc/by_denom?denom=ibc%2Fabc",
                "/cosmos/staking/v1beta1/validators?status=BOND_STATUS_BONDED&pagination.reverse=true",
                "/cosmos/tx/v1beta1/txs?events=a%3D%27b%27&events=c&page=1&order_by=ORDER_BY_ASC",
                "/cosmos/tx/v1beta1/txs/AB12", "/cosmos/base/tendermint/v1beta1/blocks/7",
            ]
        ) { text in
            let parts = text.split(
                separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            guard let match = routes.match(.get, parts[0]) else { return false }
            let query = parts.count > 1 ? parts[1] : ""
            return try accepted {
                try RequestBinding.bytes(match, query: query, schema: .network)
            } != nil
        }
    }
}
#else
extension FuzzTarget {
    /// A release build shows no insides.
    static func inside() throws -> [FuzzTarget] { [] }
}
#endif
