import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire

/// A chain of 80 validators and many delegators in a database, driven without a node around it.
/// Signatures are not verified: what they cost is the libraries' part.
final class Town {
    static let validatorCount = 80
    /// How many of the delegators have keys, and act.
    static let actorCount = 400

    let ledger: Ledger
    let database: ChainDatabase
    private let writer: ChainWriter
    private(set) var header: BlockHeaderInfo
    let delegators: [Address]
    let validators: [ValidatorAddress]
    private let votes: [LastVote]
    private var sequences: [UInt64]

    private struct Trusting: SignatureVerifier {
        func isValid(_ check: SignatureCheck) -> Bool { true }
    }

    /// `count` delegators, one delegation each.
    init(delegators count: Int, in folder: URL) throws {
        let chainID = "bench-1"
        let time = Timestamp(seconds: 1_767_225_600)
        ledger = Ledger(LedgerConfiguration(chainID: chainID), verifier: Trusting())
        delegators = try (0..<count).map { try Self.address($0) }
        let operators = (0..<Self.validatorCount).map {
            Address(module: "benchmark operator \($0)")
        }
        validators = operators.map { ValidatorAddress($0) }
        let genesis = try Self.genesis(chainID, time, operators, delegators)
        database = try ChainDatabase(
            opening: folder.appending(path: "town-\(count).sqlite").path, chainID: chainID,
            stores: Store.layout, pruning: .standard)
        writer = try ChainWriter(database: database)
        let state = StateBranch(over: EmptyState())
        let set = try ledger.initChain(genesis, into: state)
        votes = set.map {
            LastVote(
                validator: Bytes(Hash.sha256($0.publicKey).prefix(20)), power: $0.power,
                isSigned: true)
        }
        sequences = Array(repeating: 0, count: Self.actorCount)
        header = BlockHeaderInfo(chainID: chainID, height: 1, time: time)
        // A genesis of any size in bites that the writer likes.
        let changes = state.changes
        for start in stride(from: 0, to: changes.count, by: 50_000) {
            let bite = Array(changes[start..<min(start + 50_000, changes.count)])
            try commit(writer.stage(bite, height: next()))
        }
    }

    /// Runs and commits the next block; gives the seconds of both parts, and how many
    /// transactions did what they were to do.
    func block(
        _ transactions: [Bytes] = []
    ) throws -> (execution: Double, commit: Double, succeeded: Int) {
        let height = next()
        header = BlockHeaderInfo(
            chainID: header.chainID, height: height, time: header.time.adding(seconds: 6),
            lastVotes: votes)
        let branch = StateBranch(over: writer)
        let start = Stopwatch.now
        let result = try ledger.executeBlock(transactions, header: header, state: branch)
        let middle = Stopwatch.now
        try commit(writer.stage(branch.changes, height: height))
        return (
            middle - start, Stopwatch.now - middle, result.txResults.filter(\.isSuccess).count
        )
    }

    private func next() -> Int64 { (writer.committed?.height ?? 0) + 1 }

    private func commit(_ staged: StagedState) throws {
        let block = StoredBlock(
            height: staged.height, hash: [], appHash: staged.appHash, header: [], commit: [],
            validators: [], results: [], transactionCount: 0)
        try writer.commit(block, staged: staged, transactions: [])
    }

    /// What the actor does in its `round`-th transaction.
    func transaction(of actor: Int, round: Int) throws -> Bytes {
        let delegator = delegators[actor]
        let own = validators[actor % validators.count]
        let other = validators[(actor + 1) % validators.count]
        let coin = Coin(Amount(uscrt: 1_000))
        let message =
            switch (actor + round) % 4 {
            case 0: Messages.delegate(coin, from: delegator, to: own)
            case 1: Messages.undelegate(coin, of: delegator, from: own)
            case 2: Messages.withdrawReward(of: delegator, from: own)
            default: Messages.delegate(coin, from: delegator, to: other)
            }
        let draft = TransactionDraft(
            messages: [message], fee: Coins(Amount(uscrt: 25_000)), gasLimit: Gas(1_000_000))
        let place = SigningPlace(
            chainID: header.chainID, accountNumber: UInt64(Self.validatorCount + actor),
            sequence: sequences[actor])
        sequences[actor] += 1
        return try draft.signed(by: Self.publicKey(actor), at: place) { _ in
            Bytes(repeating: 1, count: 64)
        }.bytes
    }

    private static func publicKey(_ index: Int) throws -> PublicKey {
        let scalar = Hash.sha256(Bytes("benchmark account \(index)".utf8))
        let key = try Secp256k1PrivateKey(SecretBytes(copying: scalar))
        return try PublicKey(secp256k1: key.publicKey.bytes)
    }

    private static func address(_ index: Int) throws -> Address {
        index < actorCount
            ? Address(publicKey: try publicKey(index))
            : Address(module: "benchmark delegator \(index)")
    }

    private static func genesis(
        _ chainID: String, _ time: Timestamp, _ operators: [Address], _ delegators: [Address]
    ) throws -> Genesis {
        let money = Coins(Amount(uscrt: 1_000_000_000_000))
        var genesis = try Genesis(
            chainID: chainID, time: time,
            balances: operators.map { Genesis.Balance(owner: $0, coins: money) },
            validators: operators.enumerated().map { number, account in
                Genesis.Validator(
                    account: account, consensusKey: Hash.sha256(Bytes("key \(number)".utf8)),
                    moniker: "validator \(number)", selfDelegation: 1_000_000_000)
            })
        var tokens = [UInt64](repeating: 1_000_000_000, count: operators.count)
        for (index, delegator) in delegators.enumerated() {
            try genesis.add(Genesis.Balance(owner: delegator, coins: money))
            let place = index % operators.count
            let amount = 1_000_000 + UInt64(index)
            tokens[place] += amount
            var wire = StakingDelegation()
            wire.delegatorAddress = delegator.description
            wire.validatorAddress = ValidatorAddress(operators[place]).description
            wire.shares = Dec(amount).wireText
            genesis.staking.delegations.append(wire)
        }
        for (place, amount) in tokens.enumerated() {
            genesis.staking.validators[place].tokens = String(amount)
            genesis.staking.validators[place].delegatorShares = Dec(amount).wireText
        }
        let pool = Address(module: "bonded_tokens_pool").description
        let index = genesis.bank.balances.firstIndex { $0.address == pool }
        guard let index else { throw BenchmarkFault("the genesis has no bonded pool") }
        genesis.bank.balances[index].coins =
            Coins(Amount(uscrt: tokens.reduce(0, +))).wire
        return genesis
    }
}
