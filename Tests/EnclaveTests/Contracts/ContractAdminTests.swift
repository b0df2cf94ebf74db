import SecretBase
import SecretChain
import SecretCrypto
import Testing

@testable import SecretEnclave

private let empty = #"{"Ok":{"messages":[],"attributes":[],"events":[],"data":null}}"#

@Suite(
    "Admins and migrations", .enabled(if: TestEnclave.canRun, "Wasmtime is not here"))
struct ContractAdminTests {
    private let enclave: TestEnclave
    private let port = MemoryPort()
    private let old: Bytes
    private let new: Bytes

    init() throws {
        enclave = try TestEnclave()
        var puppet = Puppet()
        puppet.entries = [
            ("instantiate", 3, [.write("a", #"{"Ok":"aGk="}"#), .text(empty)]),
            ("query", 2, [.value("a")]),
        ]
        old = puppet.code
        puppet.entries = [
            ("migrate", 2, [.keep("message", 1), .text(empty)]),
            ("query", 2, [.value("a")]),
        ]
        new = puppet.code
    }

    /// A contract whose admin is its creator, with the admin's proof.
    private func made() throws -> (ContractKey, proof: Bytes) {
        var call = enclave.call(old, enclave.client.seal("{}", for: old))
        call.admin = TestEnclave.alice
        let answer = try enclave.host.instantiate(call, port: port).result.get()
        return (try #require(answer.key), answer.adminProof)
    }

    private func migration(_ key: ContractKey, _ proof: Bytes) -> ContractCall {
        var call = enclave.call(new, enclave.client.seal(#"{"m":1}"#, for: new), key: key)
        call.admin = TestEnclave.alice
        call.adminProof = proof
        return call
    }

    private func failure(_ outcome: ContractOutcome) -> CallFault? {
        guard case .failure(.enclave(let fault)) = outcome.result else { return nil }
        return CallFault(rawValue: fault.text)
    }

    @Test("a migrated contract keeps its state and answers under its new key alone")
    func migrates() throws {
        let (key, proof) = try made()
        let answer = try enclave.host.migrate(migration(key, proof), port: port).result.get()
        let migrated = try #require(answer.key)
        #expect(migrated.original == key.original)
        #expect(migrated.current.count == 64 && migrated.proof.count == 32)
        #expect(migrated.latest == migrated.current)
        let message = enclave.client.seal("{}", for: new)
        let query = { (key: ContractKey) in
            enclave.host.query(enclave.call(new, message, key: key), port: port)
        }
        let sealed = try #require(try query(migrated).result.get().data)
        #expect(try enclave.client.open(sealed) == "aGk=")
        #expect(failure(query(key)) == .authentication)
        var wrong = migrated.proof
        wrong[0] ^= 1
        let forged = ContractKey(
            original: migrated.original, current: migrated.current, proof: wrong)
        #expect(failure(query(forged)) == .validation)
        let other = ContractKey(
            original: migrated.original, current: migrated.original, proof: migrated.proof)
        #expect(failure(query(other)) == .authentication)
        // The old code has lost its contract.
        let before = enclave.call(old, enclave.client.seal("{}", for: old), key: migrated)
        #expect(failure(enclave.host.query(before, port: port)) == .authentication)
    }

    @Test("only the proven admin migrates, with a sealed message")
    func refusals() throws {
        let (key, proof) = try made()
        var call = migration(key, proof)
        call.sender = Bytes(repeating: 2, count: 20)
        #expect(failure(enclave.host.migrate(call, port: port)) == .validation)
        call = migration(key, Bytes(proof.reversed()))
        #expect(failure(enclave.host.migrate(call, port: port)) == .validation)
        call = migration(key, proof)
        call.message = Bytes(#"{"m":1}"#.utf8)
        #expect(failure(enclave.host.migrate(call, port: port)) == .decryption)
        call.message = enclave.client.seal("{}", for: old)
        #expect(failure(enclave.host.migrate(call, port: port)) == .validation)
        call.key = nil
        #expect(failure(enclave.host.migrate(call, port: port)) == .authentication)
        #expect(
            failure(enclave.host.migrate(migration(key, proof + [0]), port: port))
                == .functionCall)
    }

    @Test("an admin hands over, and clears")
    func admins() throws {
        let (key, proof) = try made()
        let bob = Bytes(repeating: 2, count: 20)
        var call = migration(key, proof)
        let handed = try enclave.host.updateAdmin(call, newAdmin: bob).result.get()
        #expect(
            handed.adminProof == enclave.keys.adminProof(admin: bob, original: key.original))
        #expect(handed.adminProof != proof)
        // The old proof binds the old admin still: only the chain's own state tells.
        #expect(failure(enclave.host.updateAdmin(call, newAdmin: bob)) == nil)
        call.adminProof = handed.adminProof
        #expect(failure(enclave.host.updateAdmin(call, newAdmin: bob)) == .validation)
        call.sender = bob
        let cleared = try enclave.host.updateAdmin(call, newAdmin: []).result.get()
        #expect(
            cleared.adminProof == enclave.keys.adminProof(admin: [], original: key.original))
        // A contract's own word for it covers nothing but the callback secret.
        call.proof = SenderProof(
            callback: CallbackSignature(keys: enclave.keys).make([], funds: []))
        _ = try enclave.host.updateAdmin(call, newAdmin: []).result.get()
        call.proof = SenderProof(callback: Bytes(repeating: 0, count: 32))
        #expect(failure(enclave.host.updateAdmin(call, newAdmin: [])) == .verification)
    }
}
