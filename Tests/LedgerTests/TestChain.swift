import SecretBase
import SecretChain
import SecretCrypto
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// A local network in memory, block by block.
final class TestChain {
    let ledger: Ledger
    /// What is committed: the genesis and all blocks so far.
    let state = StateBranch(over: EmptyState())
    private(set) var height: Int64
    var time: Timestamp
    let genesisUpdates: [ValidatorUpdate]
    /// Powers by consensus key for the next block, for the one after it, and of the block before.
    var validators: (next: [Bytes: Int64], later: [Bytes: Int64], last: [Bytes: Int64])
    /// Consensus keys of those who do not sign.
    var absent: Set<Bytes> = []
    /// Consensus keys of those who vote for no block.
    var undecided: Set<Bytes> = []
    /// Consensus address of who proposes, and whether blocks have hashes.
    var (proposer, hasHashes) = (Bytes(), false)
    /// What the next block is told of faults, and no other.
    var misbehavior: [Misbehavior] = []

    static let start = Timestamp(seconds: 1_767_225_600)  // 2026-01-01T00:00:00Z
    static let consensusKey = Bytes(repeating: 7, count: 32)

    /// What there must be in uscrt, by what was minted and burned since the genesis.
    private var supply: Int256
    /// Whether everything is put in order after every block, which takes some milliseconds.
    var checksInvariants = true

    convenience init(
        gasPrices: [LedgerConfiguration.GasPrice] = LedgerConfiguration.usualGasPrices,
        contracts: (any ContractExecutor)? = nil, redactsErrors: Bool = false,
        authenticator: (any NodeAuthenticator)? = nil,
        change: (inout Genesis) throws -> Void = { _ in }
    ) throws {
        var genesis = try Genesis.localNetwork(
            time: Self.start, consensusKey: Self.consensusKey)
        try change(&genesis)
        try self.init(
            genesis, gasPrices: gasPrices, contracts: contracts, redactsErrors: redactsErrors,
            authenticator: authenticator)
    }

    /// A chain of any genesis of the local network's name.
    init(
        _ genesis: Genesis,
        gasPrices: [LedgerConfiguration.GasPrice] = LedgerConfiguration.usualGasPrices,
        contracts: (any ContractExecutor)? = nil, redactsErrors: Bool = false,
        authenticator: (any NodeAuthenticator)? = nil
    ) throws {
        time = genesis.time
        height = genesis.initialHeight - 1
        ledger = Ledger(
            LedgerConfiguration(
                chainID: "secretdev-1", minimumGasPrices: gasPrices,
                redactsErrors: redactsErrors),
            contracts: contracts, authenticator: authenticator)
        genesisUpdates = try ledger.initChain(genesis, into: state)
        let set = Dictionary(uniqueKeysWithValues: genesisUpdates.map { ($0.publicKey, $0.power) })
        validators = (set, set, [:])
        supply = try Self.supply(in: state)
    }

    private static func supply(in state: StateBranch) throws -> Int256 {
        try state.get(BankKeys.supply("uscrt")).map { try Int256(stored: $0, "supply") } ?? .zero
    }

    /// Counts what a block's events tell of coins that came or went, and looks whether all is well.
    private func settle(_ result: BlockResult) throws {
        for event in result.events + result.txResults.flatMap(\.events) {
            guard let isNew = ["coinbase": true, "burn": false][event.type] else { continue }
            let coins = try Coins(parsing: event.attributes[1].value)
            let amount = coins.amount(of: "uscrt")
            supply = try isNew ? supply.adding(amount) : supply.subtracting(amount)
        }
        if checksInvariants { try Invariants(state).check(supply: supply) }
    }

    var header: BlockHeaderInfo {
        let votes = validators.last.map { key, power in
            LastVote(
                validator: Self.address(key), power: power,
                flag: absent.contains(key) ? .absent : undecided.contains(key) ? .none : .commit)
        }
        return BlockHeaderInfo(
            chainID: "secretdev-1", height: max(height, 1), time: time,
            proposerAddress: proposer,
            lastVotes: votes.sorted {
                ($1.power, $0.validator.description) < ($0.power, $1.validator.description)
            }, misbehavior: misbehavior, hash: hasHashes ? Self.hash(of: height) : [])
    }

    /// A block's hash, where blocks have one.
    static func hash(of height: Int64) -> Bytes { Hash.sha256(Bytes("block \(height)".utf8)) }

    /// The consensus address of a key, 20 bytes.
    static func address(_ key: Bytes) -> Bytes { Bytes(Hash.sha256(key).prefix(20)) }

    /// Evidence that the holder of `key` signed twice at a height.
    func doubleSign(_ key: Bytes, at height: Int64, power: Int64) -> Misbehavior {
        Misbehavior(
            kind: .duplicateVote, validator: Self.address(key), power: power, height: height,
            time: time, totalPower: validators.next.values.reduce(0, +))
    }

    /// Runs the next block `seconds` after the last and commits it.
    @discardableResult
    func block(_ transactions: [Bytes] = [], after seconds: Int64 = 5) throws -> BlockResult {
        height += 1
        time = time.adding(seconds: seconds)
        let branch = StateBranch(over: state)
        let result = try ledger.executeBlock(transactions, header: header, state: branch)
        branch.writeToParent()
        let event = result.events.first { $0.type == "mint" }
        let coins = event?.attributes.first { $0.key == "amount" }
        minted.last = try #require(coins.flatMap { Int256($0.value) })
        minted.all = try minted.all.adding(minted.last)
        misbehavior = []
        try take(result.validatorUpdates)
        try settle(result)
        return result
    }

    /// As the consensus engine takes updates: what it would stop at must never come.
    private func take(_ updates: [ValidatorUpdate]) throws {
        var later = validators.later
        try #require(Set(updates.map(\.publicKey)).count == updates.count, "a key twice")
        for update in updates {
            try #require(update.power >= 0, "a negative power")
            if update.power == 0 {
                try #require(later.removeValue(forKey: update.publicKey) != nil, "not in the set")
            } else {
                later[update.publicKey] = update.power
            }
        }
        try #require(!later.isEmpty, "an empty set")
        try #require(
            later.values.reduce(Int128(0)) { $0 + Int128($1) } <= Int128(Int64.max / 8))
        validators = (validators.later, later, validators.next)
    }

    /// New coins of all blocks so far, and of the last one.
    private(set) var minted: (all: Int256, last: Int256) = (.zero, .zero)

    /// Fees of the last block. What the first block minted lies beside them; later ones share it
    /// out at once.
    func feesCollected() throws -> Int256 {
        let held = try balance(Address(module: "fee_collector"))
        return height == 1 ? try held.subtracting(minted.last) : held
    }

    /// Runs one transaction in a block of its own.
    @discardableResult
    func deliver(_ transaction: TestTransaction) throws -> TxResult {
        let results = try block([transaction.bytes()]).txResults
        return try #require(results.first)
    }

    /// A branch over what is committed, for whoever wants to throw it away.
    func branch() -> StateBranch { StateBranch(over: state) }

    /// Checks without keeping what the check does.
    func check(_ transaction: TestTransaction) throws -> TxResult {
        try check(transaction.bytes())
    }

    func check(_ bytes: Bytes) throws -> TxResult {
        try ledger.checkTx(bytes, state: StateBranch(over: state), header: header)
    }

    /// A transaction by `key` with its account's number and sequence.
    func transaction(
        _ messages: [Google_Protobuf_Any], by key: TestKey
    ) throws -> TestTransaction {
        TestTransaction(messages: messages, signers: [try signer(key)])
    }

    func transaction(_ message: Google_Protobuf_Any, by key: TestKey) throws -> TestTransaction {
        try transaction([message], by: key)
    }

    func signer(_ key: TestKey) throws -> TestTransaction.Signer {
        let account = try account(key.address)
        return TestTransaction.Signer(
            key, sequence: account.sequence, accountNumber: account.accountNumber)
    }

    // MARK: Queries

    func query<Request: Message, Response: Message>(
        _ path: String, _ request: Request
    ) throws -> Response {
        let answer = try QueryRouter.network.answer(
            path, request.serializedBytes(), state: state, header: header,
            contracts: ledger.contracts, authenticator: ledger.authenticator)
        return try Response(serializedBytes: answer)
    }

    /// The bytes of an answer, for queries that are to fail.
    @discardableResult
    func ledgerAnswer(_ path: String, _ request: some Message) throws -> Bytes {
        try QueryRouter.network.answer(
            path, request.serializedBytes(), state: state, header: header)
    }

    func account(_ address: Address) throws -> AuthBaseAccount {
        var request = AuthQueryAccountInfoRequest()
        request.address = address.description
        let response: AuthQueryAccountInfoResponse = try query(
            "/cosmos.auth.v1beta1.Query/AccountInfo", request)
        return response.info
    }

    func balance(_ address: Address, _ denom: String = "uscrt") throws -> Int256 {
        var request = BankQueryBalanceRequest()
        request.address = address.description
        request.denom = denom
        let response: BankQueryBalanceResponse = try query(
            "/cosmos.bank.v1beta1.Query/Balance", request)
        return try #require(Int256(response.balance.amount))
    }

    var validator: ValidatorAddress { ValidatorAddress(TestKey.validator.address) }
}

/// Messages between the local network's accounts.
enum TestMessage {
    static func coins(_ uscrt: UInt64) -> Coins { Coins(Amount(uscrt: uscrt)) }

    static func send(_ uscrt: UInt64, from: TestKey, to: Address) -> Google_Protobuf_Any {
        Messages.send(coins(uscrt), from: from.address, to: to)
    }

    static func delegate(
        _ uscrt: UInt64, from: TestKey, to validator: ValidatorAddress
    ) -> Google_Protobuf_Any {
        Messages.delegate(Coin(Amount(uscrt: uscrt)), from: from.address, to: validator)
    }

    static func undelegate(
        _ uscrt: UInt64, of: TestKey, from validator: ValidatorAddress
    ) -> Google_Protobuf_Any {
        Messages.undelegate(Coin(Amount(uscrt: uscrt)), of: of.address, from: validator)
    }

    static func redelegate(
        _ uscrt: UInt64, of: TestKey, from source: ValidatorAddress,
        to destination: ValidatorAddress
    ) -> Google_Protobuf_Any {
        var wire = StakingMsgBeginRedelegate()
        wire.delegatorAddress = of.address.description
        wire.validatorSrcAddress = source.description
        wire.validatorDstAddress = destination.description
        wire.amount = Coin(Amount(uscrt: uscrt)).wire
        return packed(wire)
    }

    static func cancelUnbonding(
        _ uscrt: UInt64, of: TestKey, from validator: ValidatorAddress, height: Int64
    ) -> Google_Protobuf_Any {
        var wire = StakingMsgCancelUnbondingDelegation()
        wire.delegatorAddress = of.address.description
        wire.validatorAddress = validator.description
        wire.amount = Coin(Amount(uscrt: uscrt)).wire
        wire.creationHeight = height
        return packed(wire)
    }

    static func withdrawCommission(of validator: ValidatorAddress) -> Google_Protobuf_Any {
        var wire = DistributionMsgWithdrawValidatorCommission()
        wire.validatorAddress = validator.description
        return packed(wire)
    }

    /// As `pack`, for messages that always serialise.
    static func packed(_ message: some SwiftProtobuf.Message) -> Google_Protobuf_Any {
        (try? pack(message)) ?? Google_Protobuf_Any()
    }

    /// Packs any message under its own type.
    static func pack(_ message: some SwiftProtobuf.Message) throws -> Google_Protobuf_Any {
        var any = Google_Protobuf_Any()
        any.typeURL = "/" + type(of: message).protoMessageName
        any.value = try message.serializedData()
        return any
    }
}
