import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretEnclave
import SecretStorage
import SecretWasm
import SecretWire
import SwiftProtobuf
import TestSupport

@testable import SecretLedger

/// A client of the probe on a chain whose enclave has the given key.
struct SealedContract {
    static let libraries = [
        ProcessInfo.processInfo.environment[WasmLibrary.setting]
            ?? Vectors.folder.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "\(WasmLibrary.projectFolder)/\(WasmLibrary.fileName)").path
    ]
    static let canRun = FileManager.default.fileExists(atPath: libraries[0])

    /// Runs contracts with the gate's seeds.
    static func host(_ gate: EnclaveGate) -> ContractHost {
        ContractHost(gate: gate, engine: WasmEngine(libraries: libraries, cache: nil))
    }

    let module: Bytes
    let networkKey: Bytes
    let sender: Address
    private static let nonce = Bytes(1...32)

    private func sealed(_ text: String) throws -> Data {
        let sealer = try sealer()
        let message = PlainMessage(
            for: try CodeHash(bytes: Hash.sha256(module)), Bytes(text.utf8))
        return Data(try sealer.seal(message, nonce: Self.nonce))
    }

    private func sealer() throws -> MessageSealer {
        try MessageSealer(
            seed: SecretBytes(copying: Bytes(repeating: 3, count: 32)), networkKey: networkKey)
    }

    func store() throws -> Google_Protobuf_Any {
        var wire = ComputeMsgStoreCode()
        wire.sender = Data(sender.bytes)
        wire.wasmByteCode = Data(module)
        return try Newcomer.packed(wire)
    }

    func instantiate(_ text: String) throws -> Google_Protobuf_Any {
        var wire = ComputeMsgInstantiateContract()
        wire.sender = Data(sender.bytes)
        wire.codeID = 1
        wire.label = "probe"
        wire.initMsg = try sealed(text)
        return try Newcomer.packed(wire)
    }

    func execute(_ text: String, _ contract: Address) throws -> Google_Protobuf_Any {
        var wire = ComputeMsgExecuteContract()
        wire.sender = Data(sender.bytes)
        wire.contract = Data(contract.bytes)
        wire.msg = try sealed(text)
        return try Newcomer.packed(wire)
    }

    /// What the contract says, opened.
    func query(
        _ text: String, _ contract: Address, _ database: ChainDatabase, _ host: ContractHost
    ) throws -> String {
        var request = ComputeQuerySecretContractRequest()
        request.contractAddress = contract.description
        request.query = try sealed(text)
        let bytes: Bytes = try request.serializedBytes()
        let answer = try database.read { snapshot in
            let height = try snapshot.latestBlock()?.height ?? 0
            return try QueryRouter.network.answer(
                "/secret.compute.v1beta1.Query/QuerySecretContract", bytes, state: snapshot,
                header: BlockHeaderInfo(chainID: "secretdev-1", height: height, time: .epoch),
                contracts: host)
        }
        let data = try ComputeQuerySecretContractResponse(serializedBytes: answer).data
        let opened = try sealer().open(answer: Bytes(data), nonce: Self.nonce)
        return String(decoding: opened, as: UTF8.self)
    }
}
