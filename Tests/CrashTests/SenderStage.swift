import Foundation
import SecretBase
import SecretCrypto
import SecretKeyring
import TestSupport
import Testing

/// A node and a home with one key, whose account is one of the local network's.
struct SenderStage: Sendable {
    static let words =
        "grant rice replace explain federal release fix clever romance raise often wild taxi quarter "
        + "soccer fiber love must tape steak together observe swap guitar"
    static let address = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"
    static let receiver = "secret138vtmzcnjf2hs3frcg6gc7ewtyvd24g0qp3fyr"

    let node: LocalNode
    let home: TemporaryHome

    static func make(_ arguments: [String] = []) async throws -> SenderStage {
        let stage = SenderStage(
            node: try await LocalNode.start(arguments: arguments), home: try wallet())
        return try stage.withKey()
    }

    private static func wallet() throws -> TemporaryHome {
        let home = try TemporaryHome()
        try home.write("correct horse\n", to: "passphrase")
        return home
    }

    /// The same account on another machine.
    func otherHome() throws -> SenderStage {
        try SenderStage(node: node, home: Self.wallet()).withKey()
    }

    /// A passphrase costs little here: fifty processes that each spend a quarter of a second on it
    /// would make a test of patience.
    private func withKey() throws -> SenderStage {
        try Self.addKey(to: home)
        return self
    }

    /// A home with the key `alice`, and no node.
    static func keyedHome() throws -> TemporaryHome {
        let home = try wallet()
        try addKey(to: home)
        return home
    }

    private static func addKey(to home: TemporaryHome) throws {
        let key = try HDKey.derive(Mnemonic(parsing: words).seed(), HDPath())
        _ = try Keyring(
            path: home.path + "/keys", cost: Argon2id(passes: 1, memoryKiB: 8192, lanes: 1)
        ).add(
            key, as: KeyName("alice"), kind: .derived(path: HDPath().description),
            created: Timestamp(seconds: 1_767_225_600),
            passphrase: SecretBytes(copying: Bytes("correct horse".utf8)))
    }

    /// Words of a `send` of `amount` uscrt; the memo names the intent.
    func words(_ amount: Int, memo: String, through url: String? = nil) -> [String] {
        [
            "send", "\(amount)uscrt", "--to", Self.receiver, "--from", "alice", "--memo", memo,
            "--passphrase-file", home.path + "/passphrase", "--yes", "--home", home.path,
            "--node", url ?? node.rest,
        ]
    }

    func send(
        _ amount: Int, memo: String, through url: String? = nil
    ) async throws
        -> Binary.Result
    {
        try await Binary.run(
            words(amount, memo: memo, through: url), home: home, timeout: 180)
    }

    /// As many at the same moment.
    func sendAll(
        _ count: Int, memo: String, through url: String? = nil
    ) async throws -> [Binary.Result] {
        try await withThrowingTaskGroup(of: Binary.Result.self) { group in
            for number in 1...count {
                group.addTask {
                    try await send(number, memo: "\(memo)-\(number)", through: url)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// `tx resume` until nothing is open; the last answer.
    func resume() async throws -> Binary.Result {
        var result: Binary.Result
        var tries = 0
        repeat {
            tries += 1
            result = try await Binary.run(
                ["tx", "resume", "--json", "--home", home.path, "--node", node.rest],
                home: home, timeout: 180)
        } while result.status == 8 && tries < 5
        return result
    }
}

/// What a command on stderr calls its transactions.
func toldHashes(_ result: Binary.Result) -> [String] {
    result.stderr.split(separator: "\n").compactMap { line in
        guard line.hasPrefix("transaction ") else { return nil }
        let hash = line.dropFirst("transaction ".count)
        return hash.count == 64 ? String(hash) : nil
    }
}

/// What the chain says of the account, asked without any of our clients.
struct ChainView {
    let http: RawHTTP

    init(_ node: LocalNode) throws { http = try RawHTTP(node.rest) }

    func sequence() throws -> Int {
        let text = try http.get("/cosmos/auth/v1beta1/accounts/\(SenderStage.address)").body
        let account = try JSONNode(parsing: text)["account"]
        return Int(account?["sequence"]?.string ?? "") ?? -1
    }

    func received() throws -> Int {
        let path =
            "/cosmos/bank/v1beta1/balances/\(SenderStage.receiver)/by_denom?denom=uscrt"
        let balance = try JSONNode(parsing: http.get(path).body)["balance"]
        return Int(balance?["amount"]?.string ?? "") ?? -1
    }

    /// The code of a transaction in its block, nil where it is in none.
    func code(of hash: String) throws -> Int? {
        let answer = try http.get("/cosmos/tx/v1beta1/txs/\(hash)")
        guard answer.status == 200 else { return nil }
        return try JSONNode(parsing: answer.body)["tx_response"]?["code"]?.integer
    }

    /// Hash and memo of all transactions that the account has in blocks.
    func included() throws -> [(hash: String, memo: String)] {
        var found: [(hash: String, memo: String)] = []
        for page in 1...100 {
            let path =
                "/cosmos/tx/v1beta1/txs?query=message.sender%3D%27\(SenderStage.address)%27"
                + "&page=\(page)&limit=100"
            let answer = try JSONNode(parsing: http.get(path).body)
            let responses = answer["tx_responses"]?.array ?? []
            let bodies = answer["txs"]?.array ?? []
            for (response, tx) in zip(responses, bodies) {
                found.append(
                    (
                        response["txhash"]?.string ?? "", tx["body"]?["memo"]?.string ?? ""
                    ))
            }
            if responses.count < 100 { break }
        }
        return found
    }
}
