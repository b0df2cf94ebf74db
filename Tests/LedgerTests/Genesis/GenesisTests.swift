import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What a chain begins with, as the network's files tell it.
@Suite("genesis")
struct GenesisTests {
    private static let key = Bytes(repeating: 7, count: 32)

    private func local() throws -> Genesis {
        try Genesis.localNetwork(time: TestChain.start, consensusKey: Self.key)
    }

    private func read(_ appState: JSONValue) throws -> Genesis {
        try Genesis(
            appState: appState, chainID: Genesis.localChainID, time: TestChain.start,
            consensus: nil, initialHeight: 1)
    }

    private func start(
        _ genesis: Genesis, expecting: [ValidatorUpdate] = []
    ) throws -> (updates: [ValidatorUpdate], state: [StateChange]) {
        let ledger = Ledger(LedgerConfiguration(chainID: Genesis.localChainID))
        let state = StateBranch(over: EmptyState())
        let updates = try ledger.initChain(genesis, into: state, expecting: expecting)
        return (updates, state.changes)
    }

    @Test("the local network through JSON gives the same bytes of state")
    func roundTrip() throws {
        let genesis = try local()
        let text = try genesis.appState.bytes(.indented(2))
        let again = try Genesis(
            appState: text, chainID: genesis.chainID, time: genesis.time,
            consensus: genesis.consensus, initialHeight: 1)
        #expect(again == genesis)
        #expect(try again.appState == genesis.appState)
        let (one, other) = (try start(genesis), try start(again))
        #expect(one.state == other.state)
        #expect(one.updates == other.updates)
        #expect(one.updates == [ValidatorUpdate(publicKey: Self.key, power: 100_000_000_000)])
    }

    @Test("the file reads back, in the engine's layout and in the network's newer one")
    func file() throws {
        var genesis = try local()
        genesis.initialHeight = 1_000_000
        genesis.consensus.version.app = 3
        genesis.blockGasMax = 6_000_000
        let file = try GenesisFile(genesis)
        let read = try GenesisFile(parsing: file.json.bytes(.indented(1)))
        #expect(read == file)
        #expect(try Genesis(read) == genesis)
        #expect(file.json["consensus_params"]?["block"]?["max_gas"]?.string == "6000000")
        #expect(
            file.json["consensus_params"]?["evidence"]?["max_age_duration"]?.string
                == "172800000000000")
        let params = try #require(file.json["consensus_params"])
        let newer: JSONValue = [
            "app_name": "secretd", "genesis_time": "2026-01-01T00:00:00Z",
            "chain_id": "secretdev-1", "initial_height": .number("1000000"), "app_hash": .null,
            "app_state": file.appState,
            "consensus": [
                "validators": [
                    [
                        "address": "", "power": "5", "name": "",
                        "pub_key": [
                            "type": "tendermint/PubKeyEd25519",
                            "value": .string(Base64.encode(Self.key)),
                        ],
                    ]
                ], "params": params,
            ],
        ]
        let other = try GenesisFile(parsing: newer.bytes())
        #expect(try Genesis(other) == genesis)
        #expect(other.validators == [ValidatorUpdate(publicKey: Self.key, power: 5)])
    }

    @Test("a set that the engine's genesis lists must be the one that the modules make")
    func expected() throws {
        let genesis = try local()
        let (updates, _) = try start(genesis)
        _ = try start(genesis, expecting: updates)
        let other = ValidatorUpdate(publicKey: Bytes(repeating: 8, count: 32), power: 1)
        #expect(
            throws: GenesisError.refused(
                "len(RequestInitChain.Validators) != len(GenesisValidators) (2 != 1)")
        ) { try start(genesis, expecting: updates + [other]) }
        #expect(
            throws: GenesisError.refused("genesisValidators[0] != req.Validators[0]")
        ) { try start(genesis, expecting: [other]) }
    }

    @Test("several validators, each with its own account and self-delegation")
    func several() throws {
        let operators = [TestKey.validator.address] + (1...3).map { Address(module: "op \($0)") }
        let genesis = try Genesis.localNetwork(
            time: TestChain.start,
            validators: operators.enumerated().map { index, account in
                Genesis.Validator(
                    account: account, consensusKey: Bytes(repeating: UInt8(index), count: 32),
                    moniker: "node\(index)", selfDelegation: Genesis.localSelfDelegation)
            })
        let (updates, _) = try start(read(genesis.appState))
        #expect(updates.map(\.power) == Array(repeating: 100_000_000_000, count: 4))
        #expect(genesis.auth.accounts.count == 8)
        #expect(
            throws: GenesisError.invalid(
                path: "app_state.bank.balances", "\(Address(module: "x")) has no coins to delegate")
        ) {
            var genesis = genesis
            try genesis.add(
                Genesis.Validator(
                    account: Address(module: "x"), consensusKey: Self.key, moniker: "x",
                    selfDelegation: 1))
        }
    }

    @Test("sections that are missing are as the network proposes them; nobody is in the set then")
    func missing() throws {
        let genesis = try read([:])
        #expect(genesis.slashing.params.signedBlocksWindow == 22_500)
        #expect(genesis.gov.params.votingPeriod.seconds == 604_800)
        let error = #expect(throws: GenesisError.self) { try start(genesis) }
        #expect(error?.description.contains("validator set is empty after InitGenesis") == true)
    }

    @Test("accounts with one number are numbered in the order of the list")
    func numbers() throws {
        var genesis = try local()
        for (index, number) in [0, 0, 7, 0, 7].enumerated() {
            let owner = Genesis.localAccounts[index].address
            genesis.auth.accounts[index] = try Account(
                address: owner, number: UInt64(number)
            ).wire()
        }
        #expect(try genesis.auth.numbered().map(\.number) == [0, 1, 2, 3, 7])
        let numbered = try genesis.auth.numbered().map(\.address)
        #expect(numbered == [0, 1, 3, 4, 2].map { Genesis.localAccounts[$0].address })
        let state = StateBranch(over: EmptyState())
        _ = try Ledger(LedgerConfiguration(chainID: Genesis.localChainID))
            .initChain(genesis, into: state)
        let collector = try #require(
            try state.get(AuthKeys.account(Address(module: "fee_collector"))))
        #expect(try Account(stored: collector).number == 8)
    }

    @Test("a higher first height changes nothing in the first state")
    func initialHeight() throws {
        var genesis = try local()
        let (_, state) = try start(genesis)
        genesis.initialHeight = 77
        #expect(try start(genesis).state == state)
    }

    @Test("text that ends too soon, is too deep, or is no JSON is refused")
    func text() throws {
        func refuses(_ text: Bytes) {
            #expect(throws: GenesisError.self) {
                try Genesis(
                    appState: text, chainID: "x", time: .epoch, consensus: nil, initialHeight: 0)
            }
        }
        let text = try local().appState.bytes()
        for count in stride(from: 0, to: text.count, by: 97) { refuses(Bytes(text.prefix(count))) }
        refuses(text + [0x20, 0x7b])
        refuses(Bytes("[]".utf8))
        let bomb = String(repeating: #"{"authz":"#, count: 100_000)
        refuses(Bytes(bomb.utf8))
        refuses(Bytes(String(repeating: "[", count: 100_000).utf8))
    }
}
