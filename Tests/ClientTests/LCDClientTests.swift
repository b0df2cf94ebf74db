import SecretBase
import SecretChain
import SecretClient
import SecretWire
import Synchronization
import Testing

@Suite("Reading a node's answers")
struct LCDClientTests {
    private let address = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"
    private let operatorText = "secretvaloper1ap26qrlp8mcq2pg6r47w43l0y8zkqm8aynpdzc"

    /// A client of a node that gives this answer to everything, and the targets that were asked.
    private func ask<R: Sendable>(
        _ body: String, status: Int = 200,
        _ question: (LCDClient) async throws -> R
    ) async throws -> (R, targets: [String]) {
        let server = try CannedServer { _ in .answer(status, body) }
        defer { server.stop() }
        let value = try await question(try LCDClient(NodeURL(server.url)))
        return (value, server.requests.map(\.target))
    }

    @Test("accounts of every kind, and those that the chain has never seen")
    func accounts() async throws {
        let base =
            #"{"@type":"/cosmos.auth.v1beta1.BaseAccount","address":"\#(address)","#
            + #""pub_key":null,"account_number":"7","sequence":"9","surprise":{}}"#
        let holder = try Address(address)
        let (account, targets) = try await ask(#"{"account":\#(base)}"#) {
            try await $0.account(of: holder)
        }
        #expect(account == ChainAccount(address: holder, number: 7, sequence: 9))
        #expect(targets == ["/cosmos/auth/v1beta1/accounts/\(address)"])
        let vesting =
            #"{"account":{"@type":"/x.Vesting","base_vesting_account":{"base_account":\#(base)}}}"#
        #expect(try await ask(vesting) { try await $0.account(of: holder) }.0?.sequence == 9)
        let key =
            #"{"@type":"/cosmos.crypto.secp256k1.PubKey","#
            + #""key":"A07oJJ9n4TYTnD7ZStYyiPbB3kXOZvqIMkchGmmPRAzf"}"#
        let keyed = base.replacing("null", with: key)
        let found = try await ask(#"{"account":\#(keyed)}"#) { try await $0.account(of: holder) }.0
        #expect(try found?.publicKey.map { Address(publicKey: $0) } == Address(address))
        let nobody = try await ask(#"{"code":5,"message":"not found"}"#, status: 404) {
            try await $0.account(of: holder)
        }.0
        #expect(nobody == nil)
    }

    @Test("a 404 that is not the gateway's is an error, not an absent account")
    func wrongServer() async throws {
        let holder = try Address(address)
        await #expect(throws: ClientError.self) {
            _ = try await ask("<html>404</html>", status: 404) { try await $0.account(of: holder) }
        }
    }

    @Test("lists are read to their last page")
    func pages() async throws {
        let server = try CannedServer { request in
            let more = request.target.contains("pagination.key")
            let coin = #"{"denom":"\#(more ? "aaa" : "uscrt")","amount":"5"}"#
            let next = more ? "null" : #""a+b=""#
            return .json(#"{"balances":[\#(coin)],"pagination":{"next_key":\#(next),"total":"2"}}"#)
        }
        defer { server.stop() }
        let coins = try await LCDClient(NodeURL(server.url)).balances(of: Address(address))
        #expect(coins.description == "5aaa,5uscrt")
        #expect(server.requests.last?.target.hasSuffix("pagination.key=a%2Bb%3D") == true)
    }

    @Test("a transaction goes out as the routes want it, and its answer is read")
    func broadcast() async throws {
        let server = try CannedServer { _ in
            .json(
                #"{"tx_response":{"code":32,"codespace":"sdk","raw_log":"account sequence","x":1}}"#
            )
        }
        defer { server.stop() }
        let result = try await LCDClient(NodeURL(server.url)).broadcast([1, 2, 3])
        #expect(
            result
                == BroadcastResult(
                    hash: TransactionHash(of: [1, 2, 3]), code: 32, codespace: "sdk",
                    rawLog: "account sequence"))
        #expect(!result.isAccepted)
        let request = try #require(server.requests.first)
        #expect(request.line == "POST /cosmos/tx/v1beta1/txs HTTP/1.1")
        #expect(request.headers.contains("Content-Type: application/json"))
        #expect(!request.headers.contains("Expect:"))
        let body = try JSONValue(parsing: Bytes(request.body.utf8))
        #expect(body["tx_bytes"] == "AQID")
        #expect(body["mode"] == "BROADCAST_MODE_SYNC")
    }

    @Test("a transaction that the node has already counts as accepted")
    func acceptedBefore() async throws {
        let (result, _) = try await ask(#"{"tx_response":{"code":19,"codespace":"sdk"}}"#) {
            try await $0.broadcast([1])
        }
        #expect(result.isAccepted)
    }

    @Test("an answer about another transaction is not believed")
    func otherTransaction() async throws {
        let error = await #expect(throws: ClientError.self) {
            _ = try await ask(#"{"tx_response":{"code":0,"txhash":"AB"}}"#) {
                try await $0.broadcast([1])
            }
        }
        #expect(error?.code == "unknown_outcome")
    }

    private func included(_ hash: TransactionHash) -> String {
        #"{"tx":{},"tx_response":{"height":"12","txhash":"\#(hash)","codespace":"","code":0,"#
            + #""data":"0A","raw_log":"","gas_wanted":"200000","gas_used":"99","#
            + #""timestamp":"2025-01-02T03:04:05Z","events":[{"type":"tx","attributes":"#
            + #"[{"key":"fee","value":"1uscrt","index":true}]}]}}"#
    }

    @Test("a transaction in its block is read whole; one that is in none is nil")
    func transactions() async throws {
        let hash = TransactionHash(of: [1])
        let (found, _) = try await ask(included(hash)) { try await $0.transaction(hash) }
        let outcome = try #require(found)
        #expect(outcome.height == Height(12) && outcome.gasUsed == Gas(99))
        #expect(outcome.data == [10])
        #expect(outcome.events.first?.value(of: "fee") == "1uscrt")
        let missing = #"{"code":5,"message":"tx not found: \#(hash)","details":[]}"#
        #expect(try await ask(missing, status: 404) { try await $0.transaction(hash) }.0 == nil)
    }

    @Test("waiting looks until the transaction is there, and over a node's hiccups")
    func waiting() async throws {
        let hash = TransactionHash(of: [1])
        let body = included(hash)
        let counter = Counter()
        let server = try CannedServer { _ in
            switch counter.next() {
            case 0: .answer(404, #"{"code":5,"message":"tx not found"}"#)
            case 1: .raw([])
            case 2: .answer(503, "busy")
            default: .json(body)
            }
        }
        defer { server.stop() }
        let client = try LCDClient(NodeURL(server.url))
        let outcome = try await client.inclusion(
            of: hash, patience: Patience(seconds: 30, firstPauseSeconds: 0.01))
        #expect(outcome.height == Height(12))
        #expect(server.requests.count >= 4)
    }

    @Test("waiting ends, and says that the outcome is open")
    func waitingEnds() async throws {
        let hash = TransactionHash(of: [1])
        let patience = Patience(seconds: 0.2, firstPauseSeconds: 0.01)
        let absent = await #expect(throws: ClientError.self) {
            _ = try await ask(#"{"code":5}"#, status: 404) {
                try await $0.inclusion(of: hash, patience: patience)
            }
        }
        #expect(absent == .notIncluded(hash: "\(hash)", seconds: 0))
        let broken = await #expect(throws: ClientError.self) {
            _ = try await ask("", status: 500) {
                try await $0.inclusion(of: hash, patience: patience)
            }
        }
        #expect(broken?.code == "unknown_outcome")
        #expect(broken?.transactionHash == "\(hash)")
    }

    @Test("nodes, validators, stakes, blocks and gas are read, unknown fields passed over")
    func facts() async throws {
        let node =
            #"{"default_node_info":{"network":"secretdev-1","moniker":"m","version":"0.38"}}"#
        #expect(try await ask(node) { try await $0.node() }.0.chainID == "secretdev-1")
        try await ask(node) { try await $0.requireChain("secretdev-1") }.0
        let wrong = await #expect(throws: ClientError.self) {
            try await ask(node) { try await $0.requireChain("secret-4") }.0
        }
        #expect(wrong?.exit == .refused)
        let validator =
            #"{"operator_address":"\#(operatorText)","status":"BOND_STATUS_BONDED","jailed":true,"#
            + #""tokens":"100","delegator_shares":"100.0","description":{"moniker":"v"},"new":1}"#
        let (validators, targets) = try await ask(#"{"validators":[\#(validator)]}"#) {
            try await $0.validators(status: "BOND_STATUS_BONDED")
        }
        #expect(validators.first?.tokens == 100 && validators.first?.isJailed == true)
        #expect(
            targets == [
                "/cosmos/staking/v1beta1/validators?status=BOND_STATUS_BONDED&pagination.limit=1000"
            ])
        let holder = try Address(address)
        let delegation =
            #"{"delegation":{"delegator_address":"\#(address)","validator_address":"#
            + #""\#(operatorText)","shares":"5.0"},"balance":{"denom":"uscrt","amount":"5"}}"#
        let (stakes, _) = try await ask(#"{"delegation_responses":[\#(delegation)]}"#) {
            try await $0.delegations(of: holder)
        }
        #expect(stakes.first?.balance.description == "5uscrt")
        let unbonding =
            #"{"delegator_address":"\#(address)","validator_address":"\#(operatorText)","#
            + #""entries":[{"creation_height":"3","completion_time":"2025-01-02T03:04:05Z","#
            + #""initial_balance":"5","balance":"4"}]}"#
        let (returning, _) = try await ask(#"{"unbonding_responses":[\#(unbonding)]}"#) {
            try await $0.unbondings(of: holder)
        }
        #expect(returning.first?.entries.first?.balance == 4)
        #expect(
            try await ask(#"{"unbonding_responses":null}"#) {
                try await $0.unbondings(of: holder)
            }.0.isEmpty)
        let (gas, _) = try await ask(#"{"gas_info":{"gas_used":"77"}}"#) {
            try await $0.simulate([1])
        }
        #expect(gas.used == Gas(77))
        let block =
            #"{"block_id":{"hash":"AQI="},"block":{"header":{"chain_id":"c","height":"4","#
            + #""time":"t","app_hash":"Aw=="},"data":{"txs":["AQID"]}}}"#
        let (facts, asked) = try await ask(block) { try await $0.block(at: Height(4)) }
        #expect(facts.transactions == [[1, 2, 3]] && facts.hash == [1, 2] && facts.appHash == [3])
        #expect(asked == ["/cosmos/base/tendermint/v1beta1/blocks/4"])
    }

    @Test("the sealing key has 32 bytes or is refused")
    func sealingKeys() async throws {
        let good = Base64.encode(Bytes(repeating: 9, count: 32))
        #expect(try await ask(#"{"key":"\#(good)"}"#) { try await $0.sealingKey() }.0.count == 32)
        await #expect(throws: ClientError.self) {
            _ = try await ask(#"{"key":"AQID"}"#) { try await $0.sealingKey() }
        }
    }

    @Test("a height travels in its header")
    func heights() async throws {
        let server = try CannedServer { _ in .json("{}") }
        defer { server.stop() }
        _ = try await LCDClient(NodeURL(server.url)).get("/x", at: Height(77))
        #expect(server.requests.first?.headers.contains("x-cosmos-block-height: 77") == true)
    }
}

/// Counts calls from any thread.
final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}
