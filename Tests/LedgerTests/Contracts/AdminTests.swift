import FoundationEssentials
import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@Suite("admins and migration")
struct AdminTests {
    let test: ContractChain

    init() throws { test = try ContractChain() }

    private func migrate(
        _ contract: Address, to code: UInt64, by key: TestKey = .a, _ message: String = "go"
    ) throws -> TxResult {
        var wire = ComputeMsgMigrateContract()
        wire.sender = key.address.description
        wire.contract = contract.description
        wire.codeID = code
        wire.msg = Data(message.utf8)
        return try test.deliver([TestMessage.pack(wire)], by: key)
    }

    private func update(
        _ contract: Address, to admin: Address, by key: TestKey = .a
    ) throws -> TxResult {
        var wire = ComputeMsgUpdateAdmin()
        wire.sender = key.address.description
        wire.contract = contract.description
        wire.newAdmin = admin.description
        return try test.deliver([TestMessage.pack(wire)], by: key)
    }

    private func clear(_ contract: Address, by key: TestKey = .a) throws -> TxResult {
        var wire = ComputeMsgClearAdmin()
        wire.sender = key.address.description
        wire.contract = contract.description
        return try test.deliver([TestMessage.pack(wire)], by: key)
    }

    private func info(_ contract: Address) throws -> ComputeContractInfo {
        var request = ComputeQueryByContractAddressRequest()
        request.contractAddress = contract.description
        let response: ComputeQueryContractInfoResponse = try test.query("ContractInfo", request)
        return response.contractInfo
    }

    @Test("an admin migrates, and history and index follow")
    func migrates() throws {
        let contract = try test.contract("one", admin: TestKey.a.address)
        try test.store()
        test.contracts.on("go", data: [4])
        let result = try migrate(contract, to: 2)
        #expect(result.isSuccess, "\(result.log)")
        #expect(
            result.messageEvents.map(\.type) == ["message", "message", "migrate", "wasm"])
        #expect(
            result.messageEvents[2]
                == Event(
                    "migrate",
                    [
                        "code_id": "2", "contract_address": contract.description,
                        "msg_index": "0",
                    ]))
        let data = try AbciTxMsgData(serializedBytes: result.data)
        let response = try ComputeMsgMigrateContractResponse(
            serializedBytes: data.msgResponses[0].value)
        #expect(Bytes(response.data) == [4])
        #expect(try info(contract).codeID == 2)
        var request = ComputeQueryContractHistoryRequest()
        request.contractAddress = contract.description
        let history: ComputeQueryContractHistoryResponse = try test.query(
            "ContractHistory", request)
        #expect(history.entries.map(\.codeID) == [1, 2])
        #expect(history.entries.map(\.operation.rawValue) == [1, 2])
        var byCode = ComputeQueryByCodeIdRequest()
        byCode.codeID = 2
        let found: ComputeQueryContractsByCodeIdResponse = try test.query(
            "ContractsByCodeId", byCode)
        #expect(found.contractInfos.map(\.contractAddress) == [contract.description])
        #expect(found.contractInfos.allSatisfy { !$0.contractInfo.hasCreated })
        // The next call has both keys.
        try test.execute(contract, "x")
        let key = try #require(test.contracts.seen.last?.call.key)
        #expect(key.original == Bytes(repeating: 1, count: 64))
        #expect(key.latest == Bytes(repeating: 3, count: 64))
    }

    @Test("only the admin migrates, and nobody what has none")
    func refusesMigration() throws {
        let mine = try test.contract("mine", admin: TestKey.a.address)
        let nobodys = try test.contract("nobodys")
        let others = try migrate(mine, to: 1, by: .b)
        #expect(others.code == 5)
        #expect(others.log.hasSuffix("requires migrate from admin: migrate contract failed"))
        let fixed = try migrate(nobodys, to: 1)
        #expect(fixed.code == 5)
        #expect(fixed.log.hasSuffix("contract is not upgradable: migrate contract failed"))
        let unknown = try migrate(mine, to: 7)
        #expect(unknown.code == 18)
        #expect(
            unknown.log.hasSuffix(
                "unknown code: failed to get code info for code id 7: invalid request"))
        let noContract = try migrate(TestKey.c.address, to: 1)
        #expect(noContract.code == 18)
        #expect(noContract.log.hasSuffix("unknown contract: contract: not found: invalid request"))
        #expect(try migrate(mine, to: 0).log == "code id is required: invalid request")
    }

    @Test("a contract that speaks IBC stays one that does")
    func ibc() throws {
        let module = ContractChain.module + [1]
        try test.store()
        try test.store(module)
        let contract = try test.contract("port", code: 2, admin: TestKey.a.address)
        #expect(try info(contract).ibcPortID == "wasm." + contract.description)
        let result = try migrate(contract, to: 1)
        #expect(result.log.hasSuffix("requires ibc callbacks: migrate contract failed"))
        let plain = try test.contract("plain", admin: TestKey.a.address)
        #expect(try info(plain).ibcPortID.isEmpty)
        #expect(try migrate(plain, to: 2).isSuccess)
        #expect(try info(plain).ibcPortID == "wasm." + plain.description)
    }

    @Test("an admin names another, or none")
    func changesAdmin() throws {
        let contract = try test.contract("one", admin: TestKey.a.address)
        let result = try update(contract, to: TestKey.b.address)
        #expect(result.isSuccess, "\(result.log)")
        #expect(
            result.messageEvents.last
                == Event(
                    "update_contract_admin",
                    [
                        "contract_address": contract.description,
                        "new_admin_address": TestKey.b.address.description, "msg_index": "0",
                    ]))
        #expect(try info(contract).admin == TestKey.b.address.description)
        let late = try update(contract, to: TestKey.c.address)
        #expect(late.code == 4 && late.codespace == "sdk")
        #expect(late.log.hasSuffix("caller is not the admin: unauthorized"))
        #expect(
            try update(contract, to: TestKey.a.address).log
                == "new admin is the same as the old: invalid CosmosMsg from the contract")
        let cleared = try clear(contract, by: .b)
        #expect(cleared.isSuccess, "\(cleared.log)")
        #expect(cleared.messageEvents.last?.attributes[1].value == "")
        #expect(try info(contract).admin.isEmpty)
        #expect(try clear(contract, by: .b).code == 4)
    }

    @Test("an admin puts a contract under governance, which then has to agree")
    func governance() throws {
        let contract = try test.contract("one", admin: TestKey.a.address)
        var wire = ComputeMsgSetContractGovernance()
        wire.sender = TestKey.a.address.description
        wire.contractAddress = contract.description
        let result = try test.deliver([TestMessage.pack(wire)])
        #expect(result.isSuccess, "\(result.log)")
        #expect(try info(contract).requireGovernance)
        #expect(
            try migrate(contract, to: 1).log.hasSuffix(
                "requires governance approval for migration: migrate contract failed"))
        #expect(
            try update(contract, to: TestKey.b.address).log.hasSuffix(
                "requires governance approval for admin change: unauthorized"))
        let key: Bytes = [8, 0x0c] + Bytes(contract.description.utf8)
        test.chain.state.set([0, 0, 0, 0, 0, 0, 0, 9], for: key)
        #expect(
            try migrate(contract, to: 1).log.hasSuffix(
                "mismatch code id for migration: migrate contract failed"))
        test.chain.state.set([0, 0, 0, 0, 0, 0, 0, 1], for: key)
        #expect(try migrate(contract, to: 1).isSuccess)
        #expect(try test.chain.state.value(for: key) == nil)
    }
}
