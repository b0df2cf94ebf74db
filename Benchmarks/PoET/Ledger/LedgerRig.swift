import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf

/// A chain of the real ledger in memory, told of votes and faults as the consensus engine tells it.
final class LedgerRig {
    private static let chainID = "poet-1"

    private let ledger: Ledger
    /// Genesis and all blocks so far.
    let state = StateBranch(over: EmptyState())
    private(set) var height: Int64 = 0
    private var time = Timestamp(seconds: 1_767_225_600)
    /// Consensus keys of the validators, by index.
    let keys: [Bytes]
    /// Powers by index: of the set that signed the last block, that signs this one, and the next.
    private(set) var last: [Int64]
    private var active: [Int64]
    private(set) var later: [Int64]
    /// Puts the votes into another order before the ledger sees them.
    var shuffles: SeededRandom?
    /// Who proposes, by index.
    var proposer = 0

    /// Validators with these stakes in uscrt, all bonded from the start.
    init(stakes: [UInt64], change: (inout Genesis, [Bytes]) throws -> Void) throws {
        let keys = stakes.indices.map { Hash.sha256(Bytes("validator \($0)".utf8)) }
        let accounts = try stakes.indices.map { index in
            try Address(bytes: Bytes(Hash.sha256(Bytes("operator \(index)".utf8)).prefix(20)))
        }
        var genesis = try Genesis(
            chainID: Self.chainID, time: time,
            balances: zip(accounts, stakes).map { account, stake in
                Genesis.Balance(owner: account, coins: Coins(Amount(uscrt: stake)))
            },
            validators: stakes.indices.map { index in
                Genesis.Validator(
                    account: accounts[index], consensusKey: keys[index], moniker: "v\(index)",
                    selfDelegation: Int256(stakes[index]))
            })
        try change(&genesis, keys)
        self.keys = keys
        ledger = Ledger(
            LedgerConfiguration(
                chainID: Self.chainID, minimumGasPrices: LedgerConfiguration.usualGasPrices,
                redactsErrors: false))
        last = Array(repeating: 0, count: stakes.count)
        active = last
        later = last
        take(try ledger.initChain(genesis, into: state))
        active = later
    }

    /// The consensus address of a validator, 20 bytes.
    static func address(of key: Bytes) -> Bytes { Bytes(Hash.sha256(key).prefix(20)) }

    func address(_ index: Int) -> Bytes { Self.address(of: keys[index]) }

    /// Runs one block, `seconds` after the last; `flags` say what came of whom for the block before.
    func block(
        _ flags: [LastVote.Flag], misbehavior: [Misbehavior] = [], after seconds: Int64 = 6
    ) throws -> (result: BlockResult, changes: [StateChange]) {
        height += 1
        time = time.adding(seconds: seconds)
        var votes = keys.indices.filter { last[$0] > 0 }
            .sorted { (last[$1], $0) < (last[$0], $1) }
            .map { LastVote(validator: address($0), power: last[$0], flag: flags[$0]) }
        if var random = shuffles {
            votes = random.order(votes.count).map { votes[$0] }
            shuffles = random
        }
        let header = BlockHeaderInfo(
            chainID: Self.chainID, height: height, time: time,
            proposerAddress: address(proposer), lastVotes: votes, misbehavior: misbehavior)
        let branch = StateBranch(over: state)
        let result = try ledger.executeBlock([Bytes](), header: header, state: branch)
        let changes = branch.changes
        branch.writeToParent()
        last = active
        active = later
        take(result.validatorUpdates)
        return (result, changes)
    }

    private func take(_ updates: [ValidatorUpdate]) {
        for update in updates {
            guard let index = keys.firstIndex(of: update.publicKey) else { continue }
            later[index] = update.power
        }
    }

    /// Evidence that a validator signed twice at a height, with the power it had there.
    func doubleSign(_ index: Int, at height: Int64, power: Int64) -> Misbehavior {
        Misbehavior(
            kind: .duplicateVote, validator: address(index), power: power, height: height,
            time: time, totalPower: later.reduce(0, +))
    }

    // MARK: Asking

    private func ask<Answer: SwiftProtobuf.Message>(
        _ path: String, _ request: some SwiftProtobuf.Message, as answer: Answer.Type
    ) throws -> Answer {
        let header = BlockHeaderInfo(chainID: Self.chainID, height: max(height, 1), time: time)
        let bytes = try QueryRouter.network.answer(
            path, request.serializedBytes(), state: state, header: header)
        return try Answer(serializedBytes: bytes)
    }

    /// What is measured, by index; nil for who is not.
    func engagements() throws -> [PoetValidatorEngagement?] {
        var request = PoetQueryValidatorsRequest()
        request.pagination.limit = 1_000
        let answer = try ask(
            "/secret.poet.v1.Query/Validators", request, as: PoetQueryValidatorsResponse.self)
        return try keys.map { key in
            let name = try ConsensusAddress(publicKey: PublicKey(ed25519: key)).description
            return answer.validators.first { $0.consAddress == name }
        }
    }

    /// Tokens of every validator, by index.
    func tokens() throws -> [UInt128] {
        var request = StakingQueryValidatorsRequest()
        request.pagination.limit = 1_000
        let answer = try ask(
            "/cosmos.staking.v1beta1.Query/Validators", request,
            as: StakingQueryValidatorsResponse.self)
        return keys.indices.map { index in
            let found = answer.validators.first { $0.description_p.moniker == "v\(index)" }
            return found.flatMap { UInt128($0.tokens) } ?? 0
        }
    }

    /// The whole state but one store, key by key.
    func contents(without store: UInt8? = nil) throws -> [StateChange] {
        state.changes.filter { $0.key.first != store && $0.value != nil }
    }
}
