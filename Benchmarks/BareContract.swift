import Foundation
import SecretBase
import SecretWasm

/// A contract on the engine alone: its state lies in a dictionary, nothing is sealed or charged.
struct BareContract {
    private let code: PreparedCode
    private let chain = BareChain()

    /// Two accounts, and the contract.
    static let accounts = [1, 2, 3].map { number in
        Bech32.encode(prefix: "secret", Bytes(repeating: number, count: 20))
    }

    init(_ code: PreparedCode) throws {
        self.code = code
        try run("instantiate", TokenText.instantiate(owners: Array(Self.accounts.prefix(2))))
    }

    /// One transfer from the first account to the second, in an instance of its own.
    func transfer() throws { try run("execute", TokenText.transfer(to: Self.accounts[1])) }

    /// An instance that has just been made, and a page of it touched.
    func instance() throws -> WasmInstance {
        let instance = try WasmInstance(code, gasLimit: 1 << 40, context: chain)
        _ = try instance.allocateRegion(Self.environment)
        return instance
    }

    private func run(_ entry: String, _ message: Bytes) throws {
        let instance = try WasmInstance(code, gasLimit: 1 << 40, context: chain)
        let regions = try [Self.environment, Self.info, message].map(instance.allocateRegion)
        let answer = try instance.readRegion(at: instance.call(entry, regions))
        guard answer.starts(with: "{\"Ok\"".utf8) else {
            throw BenchmarkFault("\(entry): \(String(decoding: answer, as: UTF8.self))")
        }
    }

    private static let environment = Bytes(
        """
        {"block":{"height":12345,"time":"1571797419879305533","chain_id":"secretdev-1"},\
        "contract":{"address":"\(accounts[2])","code_hash":"\(String(repeating: "ab", count: 32))"},\
        "transaction":null}
        """.utf8)
    private static let info = Bytes("{\"sender\":\"\(accounts[0])\",\"funds\":[]}".utf8)
}

/// What the token is told.
enum TokenText {
    static func instantiate(owners: [String]) -> Bytes {
        let balances = owners.map { "{\"address\":\"\($0)\",\"amount\":\"1000000000\"}" }
        return Bytes(
            """
            {"name":"benchmark","symbol":"BENCH","decimals":6,"prng_seed":"YmVuY2htYXJr",\
            "initial_balances":[\(balances.joined(separator: ","))]}
            """.utf8)
    }

    static func transfer(to owner: String) -> Bytes {
        Bytes("{\"transfer\":{\"recipient\":\"\(owner)\",\"amount\":\"1\"}}".utf8)
    }
}

/// State of a contract, and the imports over it that a token needs.
final class BareChain {
    private var state: [Bytes: Bytes] = [:]

    private static func imported(
        _ name: String, _ parameters: Int, _ results: [WasmType] = [.i32],
        _ body:
            @escaping @Sendable (BareChain, WasmInstance, UInt32, UInt32) throws(HostStop) ->
            UInt32
    ) -> HostFunction {
        HostFunction(
            name: name, parameters: Array(repeating: .i32, count: parameters), results: results
        ) { instance, first, second, _ throws(HostStop) in
            let chain = unsafeDowncast(instance.context, to: BareChain.self)
            return UInt64(try body(chain, instance, first, second))
        }
    }

    static let imports = [
        imported("db_read", 1) { chain, instance, key, _ throws(HostStop) in
            guard let value = chain.state[try instance.readRegion(at: key)] else { return 0 }
            return try instance.allocateRegion(value)
        },
        imported("db_write", 2, []) { chain, instance, key, value throws(HostStop) in
            chain.state[try instance.readRegion(at: key)] = try instance.readRegion(at: value)
            return 0
        },
        imported("addr_canonicalize", 2) { _, instance, text, place throws(HostStop) in
            let text = String(decoding: try instance.readRegion(at: text), as: UTF8.self)
            guard let address = try? Bech32.decode(text) else { throw .caller }
            try instance.writeRegion(address.bytes, at: place)
            return 0
        },
        imported("addr_humanize", 2) { _, instance, bytes, place throws(HostStop) in
            let text = Bech32.encode(prefix: "secret", try instance.readRegion(at: bytes))
            try instance.writeRegion(Bytes(text.utf8), at: place)
            return 0
        },
    ]
}
