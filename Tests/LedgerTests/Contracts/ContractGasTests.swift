import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import Testing

@testable import SecretLedger

/// Every access that the network's module makes, at the store's prices.
@Suite("gas of contracts")
struct ContractGasTests {
    let test: ContractChain
    let contract: Address

    init() throws {
        test = try ContractChain()
        contract = try test.contract("label")
    }

    private func context(limit: UInt64 = 10_000_000) throws -> LedgerContext {
        let state = StateBranch(over: test.chain.state)
        let context = LedgerContext(
            state: state, meter: GasMeter(limit: limit), header: test.chain.header,
            parameters: try LedgerParameters(reading: state))
        let transaction = try test.chain.transaction([test.call(contract, "x")], by: .a)
        let content = try #require(
            try? PreparedTransaction(transaction.bytes()).content.get())
        context.calls = ContractCalls(
            content,
            in: CallFrame(
                executor: test.contracts, LedgerConfiguration(chainID: "secretdev-1"), index: 0))
        return context
    }

    private func stored(_ key: Bytes) throws -> Int {
        try #require(try test.chain.state.value(for: key)).count
    }

    @Test("a call pays for itself, four reads, and what the enclave reports")
    func execute() throws {
        let context = try context()
        test.contracts.on("x", gas: 123_456)
        _ = try context.compute.execute(
            Party(contract), caller: Party(TestKey.a.address), message: Bytes("x".utf8),
            funds: .none, callback: [1])
        let reads =
            try 4 * 100
            + (21 + stored(ComputeKeys.contract(contract))) + (9 + stored(ComputeKeys.code(1)))
            + (9 + 32) + (21 + stored(ComputeKeys.key(of: contract)))
        #expect(context.meter.consumed == UInt64(20_000 + reads + 123 + 1))
    }

    @Test("a user's call pays for reading the account too")
    func executeByUser() throws {
        let context = try context()
        test.contracts.on("x", gas: 0)
        _ = try context.compute.execute(
            Party(contract), caller: Party(TestKey.a.address), message: Bytes("x".utf8),
            funds: .none, callback: [])
        let byUser = context.meter.consumed
        let other = try self.context()
        _ = try other.compute.execute(
            Party(contract), caller: Party(TestKey.a.address), message: Bytes("x".utf8),
            funds: .none, callback: [1])
        let account = try stored(AuthKeys.account(TestKey.a.address))
        #expect(byUser == other.meter.consumed + UInt64(100 + 21 + account))
    }

    @Test("contract state is paid for over the prefixed key, and counted for the enclave")
    func state() throws {
        let context = try context()
        let store = ContractStore(Party(contract), in: context, unit: 1000)
        try store.write([1, 2, 3], [9, 9])
        #expect(context.meter.consumed == UInt64(200 + 5 * (21 + 2 + 3)))
        let written = context.meter.consumed
        #expect(try store.read([9, 9]) == [1, 2, 3])
        #expect(context.meter.consumed - written == UInt64(100 + 21 + 2 + 3))
        let read = context.meter.consumed
        #expect(try store.read([9]) == nil)
        try store.remove([9])
        #expect(context.meter.consumed - read == UInt64(100 + 21 + 1 + 100))
        #expect(store.externalGas == context.meter.consumed * 1000)
    }

    @Test("a store without gas stops the call, and remembers why")
    func outOfGas() throws {
        let context = try context(limit: 150)
        let store = ContractStore(Party(contract), in: context, unit: 1)
        #expect(throws: PortFault.outOfGas) { try store.write([1], [1]) }
        guard case .outOfGas = store.fault else {
            Issue.record("the store forgot why")
            return
        }
    }

    @Test("a call may use what is left, ten billion at most")
    func limit() throws {
        let context = try context(limit: 50_000)
        test.contracts.on("x", gas: 0)
        _ = try context.compute.execute(
            Party(contract), caller: Party(TestKey.a.address), message: Bytes("x".utf8),
            funds: .none, callback: [1])
        let left = try #require(test.contracts.seen.last).call.gasLimit
        #expect(left == (50_000 - context.meter.consumed + 1) * 1000)
        let rich = try self.context(limit: .max)
        _ = try rich.compute.execute(
            Party(contract), caller: Party(TestKey.a.address), message: Bytes("x".utf8),
            funds: .none, callback: [1])
        #expect(test.contracts.seen.last?.call.gasLimit == 10_000_000_000)
    }

    @Test("a call that leaves nothing at all has run out of gas")
    func exactly() throws {
        let measured = try context()
        test.contracts.on("x", gas: 0)
        _ = try measured.compute.execute(
            Party(contract), caller: Party(TestKey.a.address), message: Bytes("x".utf8),
            funds: .none, callback: [1])
        let context = try context(limit: measured.meter.consumed)
        #expect {
            _ = try context.compute.execute(
                Party(contract), caller: Party(TestKey.a.address), message: Bytes("x".utf8),
                funds: .none, callback: [1])
        } throws: { error in
            guard case .outOfGas("Wasmer function execution") = error as? LedgerFault else {
                return false
            }
            return true
        }
    }

    @Test("a query has its own meter, which the asking call pays")
    func queryMeter() throws {
        let context = try context()
        let answer = try context.querying(gasLimit: 30_000_000) { () throws(LedgerFault) in
            try context.meter.consume(20_000, "x")
            return 1
        }
        #expect(answer == 1 && context.meter.consumed == 20_000)
        #expect(throws: LedgerFault.self) {
            try context.querying(gasLimit: 30_000_000) { () throws(LedgerFault) in
                try context.meter.consume(30_001, "x")
            }
        }
        #expect(context.meter.consumed == 50_001)
    }
}
