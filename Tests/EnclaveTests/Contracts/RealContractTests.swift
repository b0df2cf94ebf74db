import Foundation
import SecretBase
import SecretChain
import Testing

@testable import SecretEnclave

/// The network's own test contracts, where somebody has them: `SECRETCTL_CONTRACTS` names a folder
/// with `erc20.wasm` and the others of the network's repository.
private enum RealContracts {
    static let folder = ProcessInfo.processInfo.environment["SECRETCTL_CONTRACTS"]
    static let canRun = folder != nil && TestEnclave.canRun

    static func code(_ name: String) throws -> Bytes {
        let folder = try #require(folder)
        return Bytes(try Data(contentsOf: URL(filePath: folder).appending(path: name)))
    }
}

@Suite(
    "Real contracts",
    .enabled(if: RealContracts.canRun, "SECRETCTL_CONTRACTS names no folder, or no Wasmtime"))
struct RealContractTests {
    @Test("a token is made, moved and asked for")
    func token() throws {
        let enclave = try TestEnclave()
        let alice = Bech32.encode(prefix: "secret", TestEnclave.alice)
        let bob = Bech32.encode(prefix: "secret", Bytes(repeating: 9, count: 20))
        let contract = try enclave.instantiated(
            try RealContracts.code("erc20.wasm"),
            #"{"name":"ethereum","symbol":"ETH","decimals":10,"initial_balances":["#
                + #"{"address":"\#(alice)","amount":"53"},{"address":"\#(bob)","amount":"1"}]}"#,
            port: MemoryPort())
        let outcome = contract.execute(#"{"transfer":{"amount":"10","recipient":"\#(bob)"}}"#)
        let answer = try outcome.result.get()
        let attributes = try answer.attributes.map {
            [try enclave.client.open(text: $0.key), try enclave.client.open(text: $0.value)]
        }
        #expect(attributes == [["action", "transfer"], ["sender", alice], ["recipient", bob]])
        #expect(try contract.answer(#"{"balance":{"address":"\#(bob)"}}"#) == #"{"balance":"11"}"#)
        #expect(
            try contract.answer(#"{"balance":{"address":"\#(alice)"}}"#) == #"{"balance":"43"}"#)
        guard
            case .failure(.contract(let text, nil)) = contract.execute(
                #"{"transfer":{"amount":"100","recipient":"\#(bob)"}}"#
            ).result
        else { return #expect(Bool(false), "more than there is") }
        #expect(
            try enclave.client.open(text: text)
                == #"{"generic_err":{"msg":"Insufficient funds: balance=43, required=100"}}"#)
    }
}
