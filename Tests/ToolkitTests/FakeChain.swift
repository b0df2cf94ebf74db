import SecretBase
import SecretChain
import SecretWire

@testable import SecretClient

/// A chain of one account in memory, with a node that can be told to misbehave.
actor FakeChain: ChainPort {
    /// What the node does with the next transaction that it is handed.
    enum Fault: Sendable {
        case unreachable
        /// Takes the transaction and never answers.
        case takesAndHangs
        /// Loses the transaction and never answers.
        case losesAndHangs
        case refuses(code: UInt32, log: String)
        /// Says that it took the transaction, and loses it.
        case accepts
        /// Gets it twice from something in between, and answers for the second.
        case takesTwice
    }

    let chainID: String
    private let address: Address
    /// The sequence after what is in blocks.
    private(set) var sequence: UInt64
    private var waiting: [Bytes] = []
    private var included: [TransactionHash: (height: Int64, code: UInt32)] = [:]
    private var faults: [Fault] = []
    private(set) var handedOver: [Bytes] = []
    private var simulatedGas: UInt64 = 50_000
    private var failsInBlock = false
    private var isHolding = false
    private var onBroadcast: (@Sendable (Bytes) -> Void)?

    init(chainID: String = "secretdev-1", account address: Address, sequence: UInt64 = 0) {
        self.chainID = chainID
        self.address = address
        self.sequence = sequence
    }

    func fail(_ faults: Fault...) { self.faults = faults }
    /// Others use the account.
    func advance(to sequence: UInt64) {
        for used in self.sequence..<max(sequence, self.sequence) {
            users[used] = String(repeating: "F0", count: 32)
        }
        self.sequence = sequence
    }
    /// Hashes of those in blocks, by their sequence.
    private var users: [UInt64: String] = [:]
    func failInBlock() { failsInBlock = true }
    /// Transactions wait until `release`.
    func hold() { isHolding = true }
    func release() {
        isHolding = false
        makeBlocks()
    }
    /// Forgets what waits for a block, as a node that restarts does.
    func forgetWaiting() { waiting = [] }
    func watch(_ body: @escaping @Sendable (Bytes) -> Void) { onBroadcast = body }

    private var nextSequence: UInt64 { sequence + UInt64(waiting.count) }

    private func makeBlocks() {
        for bytes in waiting {
            users[sequence] = "\(TransactionHash(of: bytes))"
            sequence += 1
            included[TransactionHash(of: bytes)] = (Int64(sequence) + 10, failsInBlock ? 11 : 0)
        }
        waiting = []
    }

    func broadcast(_ transaction: Bytes) throws -> BroadcastResult {
        handedOver.append(transaction)
        onBroadcast?(transaction)
        let hash = TransactionHash(of: transaction)
        let fault = faults.isEmpty ? nil : faults.removeFirst()
        switch fault {
        case .unreachable: throw ClientError.unreachable(url: "http://fake", why: "refused")
        case .losesAndHangs: throw ClientError.unknownOutcome(hash: "\(hash)", why: "timeout")
        case .refuses(let code, let log):
            return BroadcastResult(hash: hash, code: code, codespace: "sdk", rawLog: log)
        case .accepts: return BroadcastResult(hash: hash, code: 0, codespace: "", rawLog: "")
        case .takesTwice:
            waiting.append(transaction)
            makeBlocks()
        case .takesAndHangs, nil: break
        }
        if waiting.contains(transaction) {
            return BroadcastResult(hash: hash, code: 19, codespace: "sdk", rawLog: "in mempool")
        }
        let got = try Transaction(decoding: transaction).authInfo.signerInfos[0].sequence
        guard got == nextSequence else {
            let log = "account sequence mismatch, expected \(nextSequence), got \(got): incorrect"
            return BroadcastResult(hash: hash, code: 32, codespace: "sdk", rawLog: log)
        }
        waiting.append(transaction)
        if !isHolding { makeBlocks() }
        if case .takesAndHangs = fault {
            throw ClientError.unknownOutcome(hash: "\(hash)", why: "timeout")
        }
        return BroadcastResult(hash: hash, code: 0, codespace: "", rawLog: "")
    }

    func transaction(_ hash: TransactionHash) throws -> TransactionOutcome? {
        guard let place = included[hash] else { return nil }
        return TransactionOutcome(
            hash: hash, height: Height(place.height), code: place.code,
            codespace: place.code == 0 ? "" : "sdk", rawLog: place.code == 0 ? "" : "out of gas",
            gasWanted: Gas(70_000), gasUsed: Gas(50_000), time: "2026-01-01T00:00:00Z", data: [],
            events: [], answer: .object([]))
    }

    func account(of address: Address) -> ChainAccount? {
        guard address == self.address else { return nil }
        return ChainAccount(address: address, number: 7, sequence: sequence)
    }

    func node() -> NodeFacts {
        NodeFacts(
            chainID: chainID, moniker: "fake", engineVersion: "", applicationName: "",
            applicationVersion: "")
    }

    func simulate(_ transaction: Bytes) throws -> GasEstimate {
        let got = try Transaction(decoding: transaction).authInfo.signerInfos[0].sequence
        guard got == nextSequence else {
            throw ClientError.answered(
                status: 500, code: 2,
                message: "account sequence mismatch, expected \(nextSequence), got \(got)",
                path: "/simulate")
        }
        return GasEstimate(used: Gas(simulatedGas))
    }

    func balances(of address: Address) -> Coins { .none }
    func balance(of address: Address, in denom: String) throws -> Coin {
        try Coin(denom: denom, amount: 0)
    }
    /// The time of its first block.
    private var beginning: String?
    func begin(at time: String) { beginning = time }
    func block(at height: Height?) throws -> BlockFacts {
        guard let beginning else { throw unasked }
        guard height == Height(5) else {
            throw ClientError.answered(
                status: 500, code: 13,
                message: "height 1 is not available, lowest height is 5", path: "/blocks")
        }
        return BlockFacts(
            chainID: chainID, height: Height(5), hash: [], appHash: [], time: beginning,
            proposer: "", transactions: [], answer: .null)
    }
    func validators(status: String?) throws -> [ValidatorFacts] { throw unasked }
    func validator(_ address: ValidatorAddress) throws -> ValidatorFacts? { throw unasked }
    func delegations(of address: Address) throws -> [DelegationFacts] { throw unasked }
    func unbondings(of address: Address) throws -> [UnbondingFacts] { throw unasked }
    func sealingKey() throws -> Bytes { throw unasked }
    /// Searches by `tx.acc_seq`; a chain that was told its beginning has no index.
    func get(_ path: String, query: [QueryItem]) throws -> JSONValue {
        guard path == "/cosmos/tx/v1beta1/txs", beginning == nil,
            let sequence = query.first?.value.split(separator: "/").last.flatMap({
                UInt64($0.dropLast())
            })
        else { throw unasked }
        return ["tx_responses": .array(users[sequence].map { [["txhash": .string($0)]] } ?? [])]
    }

    private var unasked: ClientError { .garbage(path: "", why: "the fake has no answer") }
}
