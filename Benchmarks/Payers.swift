import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire

/// Accounts with money. Each pays the next in a ring, one payment behind the other, or does what else
/// it is told.
struct Payers {
    /// What the account at an index sends, each time anew.
    typealias Drafting = @Sendable (_ index: Int, _ accounts: [Address]) throws -> TransactionDraft

    let accounts: [Address]
    private let node: BenchmarkNode
    private let web: WebClient

    /// Makes `count` accounts and has the local network's account `a` pay them all.
    init(count: Int, node: BenchmarkNode) throws {
        self.node = node
        web = WebClient(node.address)
        accounts = try (0..<count).map { try Address(publicKey: Self.publicKey($0)) }
        try fund()
    }

    /// Requests that broadcast `perAccount` transactions of each account, in the order of its sequence.
    func requests(
        perAccount: Int, drafting: @escaping Drafting = Self.payment
    ) throws -> [[Bytes]] {
        let places = try accounts.map { try place(of: $0) }
        let box = Slots<[Bytes]>(count: accounts.count)
        let accounts = accounts
        let address = node.address
        DispatchQueue.concurrentPerform(iterations: accounts.count) { index in
            let payments = try? (0..<perAccount).map { number in
                try Self.signed(drafting(index, accounts), by: index, from: places[index], number)
            }
            box[index] = payments?.map { address.post("/cosmos/tx/v1beta1/txs", $0) }
        }
        let all = box.values
        guard all.allSatisfy({ $0.count == perAccount }) else {
            throw BenchmarkFault("a payment could not be signed")
        }
        return all
    }

    /// The sum of all sequences: how many payments the chain has included.
    func included() throws -> UInt64 { try accounts.reduce(0) { try $0 + place(of: $1).sequence } }

    /// One uscrt for the next in the ring.
    static let payment: Drafting = { index, accounts in
        TransactionDraft(
            messages: [
                Messages.send(
                    Coins(Amount(uscrt: 1)), from: accounts[index],
                    to: accounts[(index + 1) % accounts.count])
            ], fee: Coins(Amount(uscrt: 25_000)), gasLimit: Gas(100_000))
    }

    /// The body that broadcasts a transaction of the account at `index`, `number` places on.
    private static func signed(
        _ draft: TransactionDraft, by index: Int, from place: SigningPlace, _ number: Int
    ) throws -> Bytes {
        let key = try key(index)
        let next = SigningPlace(
            chainID: place.chainID, accountNumber: place.accountNumber,
            sequence: place.sequence + UInt64(number))
        let signed = try draft.signed(by: publicKey(index), at: next) {
            try key.signature(digest: $0.digest)
        }
        return broadcast(signed.bytes)
    }

    /// Sends one transaction, and returns when the chain has included it: the answer to the question
    /// for it, and the seconds that it took from sending it to knowing.
    func include(_ draft: TransactionDraft, by index: Int) throws -> (JSONValue, seconds: Double) {
        let body = try Self.signed(draft, by: index, from: place(of: accounts[index]), 0)
        let request = node.address.post("/cosmos/tx/v1beta1/txs", body)
        let began = Stopwatch.now
        let answer = try JSONValue(parsing: web.send(request))["tx_response"]
        guard let hash = answer?["txhash"]?.string, answer?["code"]?.numberText == "0" else {
            throw BenchmarkFault("refused: \(answer.map { "\($0)" } ?? "")")
        }
        let question = node.address.get("/cosmos/tx/v1beta1/txs/\(hash)")
        while Stopwatch.now - began < 30 {
            let found = try JSONValue(parsing: web.send(question))["tx_response"]
            guard let found else { continue }
            guard found["code"]?.numberText == "0" else {
                throw BenchmarkFault("failed: \(found["raw_log"]?.string ?? "")")
            }
            return (found, Stopwatch.now - began)
        }
        throw BenchmarkFault("\(hash) was not included")
    }

    private func fund() throws {
        let mnemonic = try Mnemonic(
            parsing:
                "grant rice replace explain federal release fix clever romance raise often wild"
                + " taxi quarter soccer fiber love must tape steak together observe swap guitar")
        let key = try HDKey.derive(mnemonic.seed(), HDPath())
        let publicKey = try PublicKey(secp256k1: key.publicKey.bytes)
        let sender = Address(publicKey: publicKey)
        let money = Coins(Amount(uscrt: 1_000_000_000_000))
        let draft = TransactionDraft(
            messages: [try Messages.multiSend(accounts.map { ($0, money) }, from: sender)],
            fee: Coins(Amount(uscrt: 10_000_000)), gasLimit: Gas(40_000_000))
        let signed = try draft.signed(by: publicKey, at: place(of: sender)) {
            try key.signature(digest: $0.digest)
        }
        let answer = try web.send(
            node.address.post("/cosmos/tx/v1beta1/txs", Self.broadcast(signed.bytes)))
        let end = Stopwatch.now + 20
        while Stopwatch.now < end {
            if let last = accounts.last, (try? place(of: last)) != nil { return }
            usleep(10_000)
        }
        throw BenchmarkFault("the payers were not paid: \(String(decoding: answer, as: UTF8.self))")
    }

    private func place(of address: Address) throws -> SigningPlace {
        let body = try web.send(node.address.get("/cosmos/auth/v1beta1/accounts/\(address)"))
        let account = try JSONValue(parsing: body)["account"]
        guard let number = account?["account_number"]?.string.flatMap({ UInt64($0) }),
            let sequence = account?["sequence"]?.string.flatMap({ UInt64($0) })
        else { throw BenchmarkFault("no account: \(String(decoding: body, as: UTF8.self))") }
        return SigningPlace(chainID: node.chainID, accountNumber: number, sequence: sequence)
    }

    private static func broadcast(_ transaction: Bytes) -> Bytes {
        Bytes(
            "{\"tx_bytes\":\"\(Base64.encode(transaction))\",\"mode\":\"BROADCAST_MODE_SYNC\"}".utf8
        )
    }

    private static func key(_ index: Int) throws -> Secp256k1PrivateKey {
        let bytes = Hash.sha256(Bytes("benchmark account \(index)".utf8))
        return try Secp256k1PrivateKey(SecretBytes(copying: bytes))
    }

    private static func publicKey(_ index: Int) throws -> PublicKey {
        try PublicKey(secp256k1: key(index).publicKey.bytes)
    }
}

/// A place for each parallel worker's result.
private final class Slots<Value>: @unchecked Sendable {
    // Each worker writes its own index under the lock; reading comes after all have ended.
    private let lock = NSLock()
    private var slots: [Value?]

    init(count: Int) { slots = Array(repeating: nil, count: count) }

    subscript(index: Int) -> Value? {
        get { lock.withLock { slots[index] } }
        set { lock.withLock { slots[index] = newValue } }
    }

    var values: [Value] { lock.withLock { slots.compactMap { $0 } } }
}
