import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("registration of nodes")
struct RegistrationTests {
    let chain: TestChain
    private static let failed = "Failed to authenticate node"
    private static let invalid = "The provided certificate was invalid: \(failed)"

    init() throws {
        chain = try TestChain(authenticator: ScriptedEnclave())
    }

    private func register(
        _ evidence: ScriptedEvidence, by key: TestKey = .a, replacing machine: UInt8? = nil
    ) throws -> TxResult {
        try chain.run(evidence.message(by: key, replacing: machine), by: key)
    }

    private func seed(of key: Bytes) throws -> Bytes {
        var request = RegistrationQueryEncryptedSeedRequest()
        request.pubKey = Data(key)
        let answer: RegistrationQueryEncryptedSeedResponse = try chain.query(
            "/secret.registration.v1beta1.Query/EncryptedSeed", request)
        return Bytes(answer.encryptedSeed)
    }

    private func key(_ method: String) throws -> Bytes {
        let answer: RegistrationKey = try chain.query(
            "/secret.registration.v1beta1.Query/" + method, Google_Protobuf_Empty())
        return Bytes(answer.key)
    }

    @Test("a node is given the seeds that were sealed for its key, and everybody is told")
    func registers() throws {
        let evidence = ScriptedEvidence(5)
        let result = try register(evidence)
        #expect(result.isSuccess, "\(result.log)")
        let seeds = Hex.encode(ScriptedEnclave.seeds(for: evidence.key))
        let (a, id) = (TestKey.a.address.description, Hex.encode(evidence.key))
        let lines = GrantWords.lines(result.events)
        #expect(
            lines.suffix(2) == [
                "message action=/secret.registration.v1beta1.RaAuthenticate sender=\(a) msg_index=0",
                "message module=register signer=\(a) encrypted_seed=0x\(seeds) node_id=0x\(id)"
                    + " msg_index=0",
            ])
        let data = try AbciTxMsgData(serializedBytes: result.data)
        let response = try #require(data.msgResponses.first)
        #expect(response.typeURL == "/secret.registration.v1beta1.RaAuthenticateResponse")
        let answer = try RegistrationRaAuthenticateResponse(serializedBytes: response.value)
        #expect(answer.data == "S: " + seeds)
        #expect(
            answer.events == #"[{"type":"message","attributes":["#
                + #"{"key":"module","value":"register","index":false},"#
                + #"{"key":"signer","value":"\#(a)","index":false},"#
                + #"{"key":"encrypted_seed","value":"0x\#(seeds)","index":false},"#
                + #"{"key":"node_id","value":"0x\#(id)","index":false}]}]"#)
        #expect(try Hex.encode(seed(of: evidence.key)) == seeds)
    }

    @Test("a node that registers again gets the same seeds; others have their own")
    func again() throws {
        let evidence = ScriptedEvidence(5)
        let first = try register(evidence)
        let second = try register(evidence)
        #expect(first.isSuccess && second.isSuccess)
        #expect(first.data == second.data)
        #expect(try register(ScriptedEvidence(6, machine: 2)).data != first.data)
        #expect(try seed(of: evidence.key) == ScriptedEnclave.seeds(for: evidence.key))
    }

    @Test("evidence that is not good, or not any more, gets nothing")
    func refused() throws {
        func refuses(_ evidence: ScriptedEvidence, _ log: String) throws {
            try chain.refuses(
                evidence.message(by: .a), by: .a, 2, log, codespace: "register")
        }
        try refuses(ScriptedEvidence(5, word: 1), Self.invalid)
        try refuses(
            ScriptedEvidence(5, word: 2),
            "Enclave version mismatch. Registering enclave had different code signature: "
                + Self.failed)
        try refuses(ScriptedEvidence(5, word: 3), Self.invalid)
        let end = chain.time.seconds + 12
        #expect(try register(ScriptedEvidence(5, validUntil: end)).isSuccess)
        _ = try chain.block()
        try refuses(ScriptedEvidence(5, validUntil: end), Self.invalid)
        let alone = try TestChain()
        try alone.refuses(
            ScriptedEvidence(5).message(by: .a), by: .a, 2,
            "this node has no enclave to ask: " + Self.failed, codespace: "register")
    }

    @Test("what cannot be read does not come into a block")
    func unreadable() throws {
        let quote = ScriptedEvidence(5).quote
        let prefix = "Certificate validation failed: "
        let cases: [(Bytes, UInt32, String)] = [
            ([], 18, "Authenticating certificate cannot be empty: invalid request"),
            ([0], 1, prefix + "Combined hdr too small"),
            (Bytes(repeating: 0, count: 12), 1, prefix + "No valid attestatoin found"),
            (
                ScriptedEvidence.legacy([[], quote, []]).dropLast(), 1,
                prefix + "combined hdr invalid"
            ),
            (ScriptedEvidence.legacy([[], quote.dropLast(), []]), 1, prefix + "unexpected EOF"),
            (
                [0, 1, 0, 0] + Bytes(repeating: 0, count: 300), 1,
                prefix + "EPID certificates are not taken any more"
            ),
            (
                ScriptedEvidence.items([(2, quote), (2, quote)]), 1,
                prefix + "item 2 is there twice"
            ),
            (ScriptedEvidence.items([(3, quote)]), 1, prefix + "No valid attestatoin found"),
            (
                Bytes(repeating: 0, count: RegistrationCertificate.bytesMax + 1), 1,
                prefix + "longer than 262144 bytes"
            ),
        ].map { (Bytes($0.0), $0.1, $0.2) }
        for (certificate, code, log) in cases {
            var transaction = try chain.transaction(
                ScriptedEvidence.message(certificate, by: .a), by: .a)
            transaction.gas = 20_000_000
            let result = try chain.check(transaction)
            #expect(result.code == code && result.log == log, "\(result.log)")
        }
        var nobody = RegistrationRaAuthenticate()
        nobody.certificate = Data(ScriptedEvidence(5).certificate)
        let result = try chain.check(
            chain.transaction(TestMessage.pack(nobody), by: .a))
        #expect(!result.isSuccess)
        // The newer encoding, with an item that nobody knows and one that is cut off.
        let items =
            ScriptedEvidence.items([(9, [1]), (2, quote), (3, [1])]) + [4, 200, 0, 0, 0, 1]
        #expect(
            try chain.check(
                chain.transaction(ScriptedEvidence.message(items, by: .a), by: .a)
            ).isSuccess)
    }

    @Test("without gas for it nothing is written down")
    func gas() throws {
        let evidence = ScriptedEvidence(5)
        let simulated = try chain.ledger.simulate(
            PreparedTransaction(chain.transaction(evidence.message(by: .a), by: .a).bytes()),
            state: chain.state, header: chain.header)
        #expect(simulated.isSuccess, "\(simulated.log)")
        var transaction = try chain.transaction(evidence.message(by: .a), by: .a)
        transaction.gas = simulated.gasUsed - 2000
        let result = try chain.deliver(transaction)
        #expect(result.code == 11 && result.codespace == "sdk", "\(result.log)")
        #expect(throws: QueryError.self) { try seed(of: evidence.key) }
        #expect(try chain.state.get(RegistrationKeys.lastMachine) == nil)
        // What a simulation says is nearly enough: the signer's key has come to the state since.
        transaction = try chain.transaction(evidence.message(by: .a), by: .a)
        transaction.gas = simulated.gasUsed + 5000
        let paid = try chain.deliver(transaction)
        #expect(paid.isSuccess, "\(paid.log)")
    }

    @Test("a machine takes another's place only for the same owner, and only a new one does")
    func machines() throws {
        func refuses(_ evidence: ScriptedEvidence, _ replaced: UInt8) throws {
            try chain.refuses(
                evidence.message(by: .a, replacing: replaced), by: .a, 2, Self.invalid,
                codespace: "register")
        }
        #expect(try register(ScriptedEvidence(5, machine: 1)).isSuccess)
        #expect(try register(ScriptedEvidence(6, machine: 2, owner: 8)).isSuccess)
        try refuses(ScriptedEvidence(9, machine: 3, owner: 8), 1)
        try refuses(ScriptedEvidence(9, machine: 2, owner: 7), 1)
        try refuses(ScriptedEvidence(9, machine: 3, owner: 7), 4)
        // Its own place is always its own.
        #expect(try register(ScriptedEvidence(5, machine: 1), replacing: 1).isSuccess)
        #expect(try register(ScriptedEvidence(9, machine: 3), replacing: 1).isSuccess)
        let registration = try Invariants(chain.state).ledger.registration
        let owners = try [1, 2, 3, 4].map {
            try registration.owner(of: ScriptedEvidence.machine($0))?.first
        }
        #expect(owners == [nil, 8, 7, nil])
        // One that is gone has no place to give any more, and may come back as a new one.
        try refuses(ScriptedEvidence(9, machine: 5), 1)
        #expect(try register(ScriptedEvidence(9, machine: 1), replacing: 3).isSuccess)
        // What is no machine stands for none.
        for text in ["zz", "0101", String(repeating: "01", count: 21)] {
            #expect(
                try chain.run(
                    ScriptedEvidence.message(
                        ScriptedEvidence(5, machine: 1).certificate, by: .a, replacing: text),
                    by: .a
                ).isSuccess)
        }
    }

    @Test("the enclaves' keys are the chain's, or those of the enclave where the chain has none")
    func keys() throws {
        let keys = ScriptedEnclave().masterKeys
        let document =
            #"{"reg_info":null,"node_exch_key":{"bytes":"\#(Base64.encode(keys.nodeExchange))"},"#
            + #""io_exch_key":{"bytes":"\#(Base64.encode(keys.ioExchange))"}}"#
        let named = try TestChain(authenticator: ScriptedEnclave()) {
            $0.register.masterKeys = ScriptedEnclave().masterKeys
        }
        #expect(try named.ledger.masterKeys(in: named.state) == keys)
        #expect(try chain.ledger.masterKeys(in: chain.state) == nil)
        #expect(try key("TxKey") == keys.ioExchange)
        #expect(try key("RegistrationKey") == Bytes(document.utf8))
        let told: RegistrationKey = try named.query(
            "/secret.registration.v1beta1.Query/RegistrationKey", Google_Protobuf_Empty())
        #expect(Bytes(told.key) == Bytes(document.utf8))
        let error = #expect(throws: QueryError.self) {
            let alone = try TestChain()
            let _: RegistrationKey = try alone.query(
                "/secret.registration.v1beta1.Query/TxKey", Google_Protobuf_Empty())
        }
        #expect(error?.message == "Chain has not been initialized yet: unknown address")
        for (request, text) in [
            (Data(), "public key: invalid"),
            (Data([1]), "Node has not been authenticated yet: unknown address"),
        ] {
            var query = RegistrationQueryEncryptedSeedRequest()
            query.pubKey = request
            let error = #expect(throws: QueryError.self) {
                try chain.ledgerAnswer(
                    "/secret.registration.v1beta1.Query/EncryptedSeed", query)
            }
            #expect(error?.message == text)
        }
    }

    @Test("a state with nodes becomes a genesis, and the genesis the same state but for machines")
    func exports() throws {
        let chain = try TestChain(authenticator: ScriptedEnclave()) {
            $0.register.masterKeys = ScriptedEnclave().masterKeys
        }
        for node in 1...3 as ClosedRange<UInt8> {
            #expect(
                try chain.run(ScriptedEvidence(node, machine: node).message(by: .a), by: .a)
                    .isSuccess)
        }
        let genesis = try chain.ledger.exportGenesis(from: chain.state, after: chain.header)
        let file = try GenesisFile(genesis).json.bytes()
        let read = try Genesis(GenesisFile(parsing: file))
        #expect(read == genesis)
        let twin = try TestChain(read, authenticator: ScriptedEnclave())
        let lost = [RegistrationKeys.machines, RegistrationKeys.lastMachine]
        let kept = try chain.state.entries(KeyRange(prefix: [Store.register.rawValue]))
            .filter { entry in !lost.contains { entry.key.starts(with: $0) } }
        let found = try twin.state.entries(KeyRange(prefix: [Store.register.rawValue]))
        #expect(found.map(\.key) == kept.map(\.key) && found.map(\.value) == kept.map(\.value))
        #expect(found.count == 5)
    }

    @Test("a genesis with keys of other enclaves, or with what is none, begins no chain")
    func genesis() throws {
        func refused(_ path: String, _ change: (inout RegistrationGenesisState) -> Void) {
            let error = #expect(throws: GenesisError.self) {
                try TestChain(authenticator: ScriptedEnclave()) { change(&$0.register) }
            }
            guard case .invalid(let place, _) = error else {
                Issue.record("\(path): \(String(describing: error))")
                return
            }
            #expect(place == "app_state.register." + path)
        }
        let other = MasterKeys(
            nodeExchange: Bytes(repeating: 1, count: 32), ioExchange: Bytes(repeating: 2, count: 32)
        )
        let error = #expect(throws: GenesisError.otherEnclave) {
            try TestChain(authenticator: ScriptedEnclave()) { $0.register.masterKeys = other }
        }
        #expect(error?.exit == .refused)
        refused("io_master_key") { $0.nodeExchMasterKey.bytes = Data(repeating: 1, count: 32) }
        refused("node_exch_master_key") {
            $0.masterKeys = MasterKeys(
                nodeExchange: [1], ioExchange: Bytes(repeating: 2, count: 32))
        }
        var node = RegistrationRegistrationNodeInfo()
        node.certificate = Data(ScriptedEvidence(5).certificate)
        node.encryptedSeed = Data(repeating: 1, count: 47)
        refused("registration[0].encrypted_seed") { $0.registration = [node] }
        node.encryptedSeed = Data(repeating: 1, count: 96)
        refused("registration[1].certificate") { $0.registration = [node, node] }
        node.certificate = Data([1])
        refused("registration[0].certificate") { $0.registration = [node] }
        // As the network's program proposes them for a new chain: there, and empty.
        let chain = try TestChain(authenticator: ScriptedEnclave()) {
            $0.register.nodeExchMasterKey = RegistrationMasterKey()
            $0.register.ioMasterKey = RegistrationMasterKey()
        }
        #expect(try chain.ledger.masterKeys(in: chain.state) == nil)
    }
}
