import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Validators that sign for themselves before there is a chain.
@Suite("genesis transactions")
struct GenesisTransactionTests {
    static func create(
        _ key: TestKey, consensusKey: UInt8, uscrt: UInt64 = 5_000_000
    ) -> StakingMsgCreateValidator {
        var wire = StakingMsgCreateValidator()
        wire.description_p.moniker = key.name
        wire.commission.rate = Dec(1, places: 1).wireText
        wire.commission.maxRate = Dec(2, places: 1).wireText
        wire.commission.maxChangeRate = Dec(1, places: 2).wireText
        wire.minSelfDelegation = "1"
        wire.validatorAddress = ValidatorAddress(key.address).description
        wire.pubkey = PublicKey.ed25519(Bytes(repeating: consensusKey, count: 32)).any
        wire.value = Coin(Amount(uscrt: uscrt)).wire
        return wire
    }

    /// As the network's tool signs: account number 0, sequence 0, no fee.
    private func signed(_ key: TestKey, consensusKey: UInt8, number: UInt64 = 0) throws -> Bytes {
        let message = try TestMessage.pack(Self.create(key, consensusKey: consensusKey))
        var transaction = TestTransaction(
            messages: [message],
            signers: [TestTransaction.Signer(key, sequence: 0, accountNumber: number)])
        transaction.fee = []
        return try transaction.bytes()
    }

    private func accounts() throws -> Genesis {
        let coins = Coins(Amount(uscrt: 9_000_000))
        return try Genesis(
            chainID: "secretdev-1", time: TestChain.start,
            balances: [TestKey.a, .b, .c].map { .init(owner: $0.address, coins: coins) },
            validators: [])
    }

    private func start(_ genesis: Genesis) throws -> ([ValidatorUpdate], StateBranch) {
        let state = StateBranch(over: EmptyState())
        let updates = try Ledger(LedgerConfiguration(chainID: "secretdev-1"))
            .initChain(genesis, into: state)
        return (updates, state)
    }

    @Test("run at height 0 they make the set, through JSON as well")
    func runs() throws {
        var genesis = try accounts()
        genesis.transactions = [
            try signed(.b, consensusKey: 1), try signed(.c, consensusKey: 2),
        ]
        let (updates, state) = try start(genesis)
        #expect(updates.map(\.power) == [5, 5])
        try Invariants(state).check(supply: 27_000_000)
        let again = try Genesis(
            appState: genesis.appState, chainID: genesis.chainID, time: genesis.time,
            consensus: nil, initialHeight: 1)
        #expect(again == genesis)
        #expect(try start(again).1.changes == state.changes)
        let account = try #require(try state.get(AuthKeys.account(TestKey.b.address)))
        #expect(try Account(stored: account).sequence == 1)
    }

    @Test("one that fails, or does something else, makes no chain")
    func refuses() throws {
        func blame(_ transaction: Bytes) throws -> String {
            var genesis = try accounts()
            genesis.transactions = [try signed(.b, consensusKey: 1), transaction]
            let error = #expect(throws: GenesisError.self) { try start(genesis) }
            guard case .invalid("app_state.genutil.gen_txs[1]", let why) = error else {
                Issue.record("\(String(describing: error))")
                return ""
            }
            return why
        }
        #expect(
            try blame(signed(.c, consensusKey: 1)).hasSuffix(
                ": validator already exist for this pubkey; must use new validator pubkey"))
        #expect(
            try blame(signed(.c, consensusKey: 2, number: 2)).contains(
                "please verify account number (0)"))
        #expect(
            try blame(signed(.d, consensusKey: 2)).hasSuffix("does not exist: unknown address"))
        var send = TestTransaction(
            messages: [TestMessage.send(1, from: .c, to: TestKey.a.address)],
            signers: [TestTransaction.Signer(.c, sequence: 0, accountNumber: 0)])
        send.fee = []
        #expect(try blame(send.bytes()).contains("MsgCreateValidator is wanted"))
        #expect(try blame([1, 2, 3]) != "")
    }
}
