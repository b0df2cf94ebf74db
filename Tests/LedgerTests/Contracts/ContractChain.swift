import FoundationEssentials
import SecretBase
import SecretChain
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

/// A network in memory whose contracts are scripted.
struct ContractChain {
    let contracts = ScriptedContracts()
    let chain: TestChain
    static let module: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

    init(redactsErrors: Bool = false) throws {
        chain = try TestChain(contracts: contracts, redactsErrors: redactsErrors)
    }

    @discardableResult
    func deliver(
        _ messages: [Google_Protobuf_Any], by key: TestKey = .a, gas: UInt64 = 2_000_000
    ) throws -> TxResult {
        var transaction = try chain.transaction(messages, by: key)
        transaction.gas = gas
        transaction.fee = [("uscrt", "\(gas)")]
        return try chain.deliver(transaction)
    }

    @discardableResult
    func store(_ module: Bytes = module, by key: TestKey = .a) throws -> TxResult {
        var message = ComputeMsgStoreCode()
        message.sender = Data(key.address.bytes)
        message.wasmByteCode = Data(module)
        return try deliver([TestMessage.pack(message)], by: key)
    }

    func instantiation(
        _ message: String = "", label: String, code: UInt64 = 1, by key: TestKey = .a,
        admin: Address? = nil, funds: [WireCoin] = []
    ) throws -> Google_Protobuf_Any {
        var wire = ComputeMsgInstantiateContract()
        wire.sender = Data(key.address.bytes)
        wire.codeID = code
        wire.label = label
        wire.initMsg = Data(message.utf8)
        wire.initFunds = funds
        wire.admin = admin?.description ?? ""
        return try TestMessage.pack(wire)
    }

    /// Stores the module where there is none yet, and makes a contract; gives its address.
    func contract(
        _ label: String = "one", code: UInt64 = 1, by key: TestKey = .a, admin: Address? = nil
    ) throws -> Address {
        if code == 1, try chain.state.value(for: Self.codeKey(1)) == nil { try store() }
        let result = try deliver(
            [instantiation(label: label, code: code, by: key, admin: admin)], by: key)
        try #require(result.isSuccess, "\(result.log)")
        let data = try AbciTxMsgData(serializedBytes: result.data)
        let response = try ComputeMsgInstantiateContractResponse(
            serializedBytes: data.msgResponses[0].value)
        return try Address(response.address)
    }

    static func codeKey(_ id: UInt8) -> Bytes { [8, 1, 0, 0, 0, 0, 0, 0, 0, id] }

    func call(
        _ contract: Address, _ message: String, by key: TestKey = .a, funds: [WireCoin] = []
    ) throws -> Google_Protobuf_Any {
        var wire = ComputeMsgExecuteContract()
        wire.sender = Data(key.address.bytes)
        wire.contract = Data(contract.bytes)
        wire.msg = Data(message.utf8)
        wire.sentFunds = funds
        return try TestMessage.pack(wire)
    }

    @discardableResult
    func execute(
        _ contract: Address, _ message: String, by key: TestKey = .a, gas: UInt64 = 2_000_000,
        funds: [WireCoin] = []
    ) throws -> TxResult {
        try deliver([call(contract, message, by: key, funds: funds)], by: key, gas: gas)
    }

    func query<Request: Message, Response: Message>(
        _ method: String, _ request: Request
    ) throws -> Response {
        try chain.query("/secret.compute.v1beta1.Query/" + method, request)
    }

    static func coin(_ amount: String, _ denom: String = "uscrt") -> WireCoin {
        var coin = WireCoin()
        coin.amount = amount
        coin.denom = denom
        return coin
    }
}

extension TxResult {
    /// Data of the only execute message.
    var executeData: Bytes {
        get throws {
            let data = try AbciTxMsgData(serializedBytes: data)
            return Bytes(
                try ComputeMsgExecuteContractResponse(
                    serializedBytes: data.msgResponses[0].value
                ).data)
        }
    }

    /// Types of the events that messages told, without the ante's.
    var messageEvents: [Event] { events.filter { $0.has("msg_index") } }
}
