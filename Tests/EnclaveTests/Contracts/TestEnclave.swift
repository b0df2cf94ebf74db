import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretWasm
import SecretWire
import TestSupport
import Testing

@testable import SecretEnclave

/// An enclave with known seeds, a client, and the contracts that run in it.
struct TestEnclave {
    static let libraries = [
        ProcessInfo.processInfo.environment[WasmLibrary.setting]
            ?? Vectors.folder.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "\(WasmLibrary.projectFolder)/\(WasmLibrary.fileName)").path
    ]
    static let canRun = FileManager.default.fileExists(atPath: libraries[0])
    static let engine = WasmEngine(libraries: libraries, cache: nil)

    static let block = ContractBlock(
        chainID: "secretdev-1", height: 5,
        time: Timestamp(seconds: 1_571_797_419, nanos: 879_305_533),
        random: Bytes(repeating: 0x22, count: 32), callIndex: 0,
        transaction: (0, Bytes(repeating: 0xAB, count: 32)))
    static let alice = Bytes(1...20)
    static let address = Bytes(repeating: 0x77, count: 20)

    let host: ContractHost
    let keys: EnclaveKeys
    let client: TestClient

    init(checkSender: @escaping ContractHost.SenderCheck = { _ in }) throws {
        let seed = { try ConsensusSeed(SecretBytes(copying: Bytes(repeating: 0x41, count: 32))) }
        keys = EnclaveKeys(genesis: try seed(), current: try seed())
        host = ContractHost(keys: keys, engine: Self.engine, checkSender: checkSender)
        client = TestClient(
            nonce: Bytes(0x80...0x9f),
            networkKey: try seed().exchangeKey(for: .messages).publicKey)
    }

    func call(
        _ code: Bytes, _ message: Bytes, key: ContractKey? = nil, sender: Bytes = alice,
        gasLimit: UInt64 = 1_000_000_000
    ) -> ContractCall {
        ContractCall(
            code: ContractCode(hash: Hash.sha256(code)) { () throws(PortFault) in code },
            contract: Self.address, key: key, sender: sender, message: message,
            proof: SenderProof(), block: Self.block, gasLimit: gasLimit)
    }

    /// A new contract; its outcome must be good.
    func instantiated(
        _ code: Bytes, _ text: String, port: MemoryPort
    ) throws -> Contract {
        let message = client.seal(text, for: code)
        port.forgetAccesses()
        let outcome = host.instantiate(call(code, message), port: port)
        let answer = try outcome.result.get()
        return Contract(
            enclave: self, code: code, key: try #require(answer.key), port: port,
            answer: answer, gasUsed: outcome.gasUsed)
    }

    struct Contract {
        let enclave: TestEnclave
        let code: Bytes
        let key: ContractKey
        let port: MemoryPort
        /// Of the instantiation.
        let answer: ContractAnswer
        let gasUsed: UInt64

        func execute(_ text: String) -> ContractOutcome {
            execute(raw: enclave.client.seal(text, for: code))
        }

        func execute(
            raw message: Bytes, entry: ContractEntry = .execute, callback: Bytes? = nil
        ) -> ContractOutcome {
            var call = enclave.call(code, message, key: key)
            call.proof = SenderProof(callback: callback)
            port.forgetAccesses()
            return enclave.host.execute(call, entry: entry, port: port)
        }

        func query(_ text: String) -> ContractOutcome {
            port.forgetAccesses()
            return enclave.host.query(
                enclave.call(code, enclave.client.seal(text, for: code), key: key, sender: []),
                port: port)
        }

        /// What the contract keeps under a name of its own.
        func kept(_ name: String) throws -> String? {
            let secrets = enclave.keys.secrets(of: key.original)
            let sealedName = secrets.seal(name: Bytes(name.utf8))
            return try port.stored[StateLayout.name(sealedName)].map { stored in
                let (salt, sealed) = try StateLayout.parts(of: stored)
                return String(
                    decoding: try secrets.open(value: sealed, sealedName: sealedName, salt: salt),
                    as: UTF8.self)
            }
        }

        /// The opened answer of a query, or its opened refusal.
        func answer(_ text: String) throws -> String {
            switch query(text).result {
            case .success(let answer):
                let sealed = try #require(answer.data)
                let base64 = try enclave.client.open(sealed)
                return String(decoding: try Base64.decode(base64), as: UTF8.self)
            case .failure(.contract(let text, _)):
                return "refused: " + (try enclave.client.open(text: text))
            case .failure(let failure): throw failure
            }
        }
    }
}

/// Seals and opens as clients do, with one key and one nonce.
struct TestClient {
    let nonce: Bytes
    let publicKey: Bytes
    private let channel: MessageChannel

    init(nonce: Bytes, networkKey: Bytes) {
        do {
            let own = try X25519PrivateKey(SecretBytes(copying: Bytes(1...32)))
            let key = try MessageKey(between: own, and: networkKey, nonce: nonce)
            self.nonce = nonce
            publicKey = own.publicKey
            channel = MessageChannel(nonce: nonce, senderKey: own.publicKey, key: key)
        } catch {
            preconditionFailure("fixed keys are well formed: \(error)")
        }
    }

    func seal(_ text: String, for code: Bytes) -> Bytes {
        seal(raw: Hex.encode(Hash.sha256(code)) + text)
    }

    func seal(raw text: String) -> Bytes { channel.message(Bytes(text.utf8)) }

    func open(_ sealed: Bytes) throws -> String {
        String(decoding: try channel.open(sealed), as: UTF8.self)
    }

    func open(text: String) throws -> String { try open(Base64.decode(text)) }
}
