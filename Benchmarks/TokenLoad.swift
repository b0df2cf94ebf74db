import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretEnclave
import SecretWire
import SwiftProtobuf

extension ContractFigures {
    /// Encrypted transfers of the token, each from another of many accounts to its neighbour.
    func throughNode(
        _ wasm: Bytes, _ total: Int, _ connections: Int, limit: Double
    ) throws -> [Figure] {
        let node = try BenchmarkNode(binary: binary, home: folder.appending(path: "token").path)
        defer { node.stop() }
        let payers = try Payers(count: connections, node: node)
        let token = try Token(wasm, payers: payers, node: node)
        let run = NodeFigures(binary: binary, folder: folder)
        _ = try run.run(payers, on: node, perAccount: 10, drafting: token.transfer)
        let load = try run.run(
            payers, on: node, perAccount: max(1, total / connections), drafting: token.transfer)
        guard load.refusal == nil else { throw BenchmarkFault(load.refusal ?? "") }
        let alone = try (0..<200).map { _ in
            try payers.include(token.transfer(0, payers.accounts), by: 0).seconds
        }.sorted()
        return [
            Figure(
                name: "token transfers through REST, \(load.count)", measured: load.rate,
                unit: "/s", limit: limit, limitName: "the engine alone, one core", isRate: true),
            Figure(name: "  answer time, median", measured: load.median * 1000, unit: "ms"),
            Figure(name: "  node, core time each", measured: load.nodeMicroseconds, unit: "us"),
            Figure(
                name: "  one alone, sent to included, median",
                measured: alone[alone.count / 2] * 1000, unit: "ms"),
            Figure(
                name: "  one alone, sent to included, 99 %",
                measured: alone[alone.count * 99 / 100] * 1000, unit: "ms"),
            Figure(
                name: "  node: memory after it", measured: node.residentMebibytes(), unit: "MiB"),
        ]
    }
}

/// A token on the node, of which every payer has some.
private struct Token: Sendable {
    private let contract: Address
    private let hash: CodeHash
    private let networkKey: Bytes

    init(_ wasm: Bytes, payers: Payers, node: BenchmarkNode) throws {
        let web = WebClient(node.address)
        let body = try web.send(node.address.get("/registration/v1beta1/tx-key"))
        guard let key = try JSONValue(parsing: body)["key"]?.string else {
            throw BenchmarkFault("the node names no key")
        }
        networkKey = try Base64.decode(key)
        hash = try CodeHash(bytes: Hash.sha256(wasm))
        let owner = payers.accounts[0]
        let store = Messages.storeCode(Gzip.compress(wasm), by: owner)
        let stored = try payers.include(Self.draft(store, gas: 10_000_000), by: 0).0
        guard let code = Self.attribute("code_id", of: stored).flatMap({ UInt64($0) }) else {
            throw BenchmarkFault("the code has no number")
        }
        let first = try Self.seal(
            TokenText.instantiate(owners: payers.accounts.map(\.description)), for: hash, networkKey
        )
        let start = Messages.instantiate(code: code, label: "benchmark", sealed: first, by: owner)
        let started = try payers.include(Self.draft(start, gas: 20_000_000), by: 0).0
        guard let address = Self.attribute("contract_address", of: started) else {
            throw BenchmarkFault("the contract has no address")
        }
        contract = try Address(address)
    }

    /// To the next account, sealed anew.
    var transfer: Payers.Drafting {
        { index, accounts in
            let receiver = accounts[(index + 1) % accounts.count].description
            let sealed = try Self.seal(TokenText.transfer(to: receiver), for: hash, networkKey)
            return Self.draft(
                Messages.execute(contract, sealed: sealed, by: accounts[index]), gas: 500_000)
        }
    }

    private static func seal(
        _ text: Bytes, for hash: CodeHash, _ networkKey: Bytes
    ) throws -> Bytes {
        let seed = SecretBytes(copying: Bytes(repeating: 5, count: 32))
        let sealer = try MessageSealer(seed: seed, networkKey: networkKey)
        return try sealer.seal(PlainMessage(for: hash, text), nonce: RandomBytes.make(32))
    }

    private static func draft(_ message: Google_Protobuf_Any, gas: UInt64) -> TransactionDraft {
        TransactionDraft(
            messages: [message], fee: Coins(Amount(uscrt: gas / 4)), gasLimit: Gas(gas))
    }

    /// The first value of an attribute among all events.
    private static func attribute(_ name: String, of answer: JSONValue) -> String? {
        guard case .array(let events)? = answer["events"] else { return nil }
        for event in events {
            guard case .array(let attributes)? = event["attributes"] else { continue }
            for attribute in attributes where attribute["key"]?.string == name {
                return attribute["value"]?.string
            }
        }
        return nil
    }
}
