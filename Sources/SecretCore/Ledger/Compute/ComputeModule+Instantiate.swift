import FoundationEssentials
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire

extension ComputeModule {
    /// What `instantiate` is asked for.
    struct Instantiation {
        let code: UInt64
        let creator: Party
        let admin: Address?
        let message: Bytes
        let label: String
        let funds: Coins
        /// An enclave's mark; empty in a user's message.
        let callback: Bytes
    }

    /// Makes a contract; gives its address and its data.
    func instantiate(
        _ request: Instantiation
    ) throws(LedgerFault) -> (contract: Party, data: Bytes?) {
        let calls = try calls()
        try context.meter.consume(ContractGas.instance, "Loading CosmWasm module: init")
        let creator = request.creator.address
        let proof = try proof(of: creator, callback: request.callback)
        guard try context.read(ComputeKeys.label(request.label)) == nil else {
            throw .refused(ComputeError.accountExists, request.label)
        }
        let contract = Party(
            Self.address(
                code: request.code, instance: try nextNumber(ComputeKeys.lastContract),
                creator: creator))
        guard try context.auth.account(contract.address) == nil else {
            throw .refused(ComputeError.accountExists, contract.text)
        }
        if request.funds.isEmpty {
            try context.auth.create(contract.address)
        } else {
            try pay(request.funds, from: request.creator, to: contract)
        }
        guard let code = try code(request.code) else {
            throw .refused(ComputeError.notFound, "code")
        }
        let hash = Bytes(code.codeHash)
        let block = try block(random: blockRandom())
        let store = ContractStore(contract, in: context, unit: 1)
        let outcome = calls.executor.instantiate(
            ContractCall(
                code: contractCode(hash), contract: contract.address.bytes,
                sender: creator.bytes, message: request.message,
                funds: request.funds.contractCoins, admin: request.admin?.bytes ?? [],
                proof: proof, block: block, gasLimit: context.contractGasLimit),
            port: store)
        let answer = try settle(outcome, store, failingWith: ComputeError.instantiateFailed)
        var info = ComputeContractInfo()
        info.codeID = request.code
        info.creator = Data(creator.bytes)
        info.label = request.label
        info.created = position
        info.admin = request.admin?.description ?? ""
        info.adminProof = Data(answer.adminProof)
        if answer.dialect == .v1 {
            if try report(on: hash).isIBC { info.ibcPortID = Self.port(of: contract) }
            context.emit(.instantiate(contract, code: request.code))
        }
        try register(info, of: contract, answer, request)
        let data = try handle(
            answer, of: contract, port: info.ibcPortID, to: request.message, proof: proof)
        return (contract, data)
    }

    private func register(
        _ info: ComputeContractInfo, of contract: Party, _ answer: ContractAnswer,
        _ request: Instantiation
    ) throws(LedgerFault) {
        var entry = ComputeContractCodeHistoryEntry()
        entry.operation = .init_
        entry.codeID = request.code
        entry.updated = info.created
        entry.msg = Data(request.message)
        try index(entry, of: contract.address)
        try append(entry, toHistoryOf: contract.address)
        try store(info, of: contract.address)
        try store(
            ContractKey(original: answer.key?.original ?? []), of: contract.address)
        try context.write(contract.address.bytes, ComputeKeys.label(request.label))
    }

    /// The port that a contract that can speak IBC is reached by.
    static func port(of contract: Party) -> String { "wasm." + contract.text }

    /// RIPEMD-160 of the SHA-256 of code ‖ instance (64 bits big-endian) ‖ creator.
    static func address(code: UInt64, instance: UInt64, creator: Address) -> Address {
        let number = (code << 32) &+ instance
        let digest = Hash.ripemd160(Hash.sha256(Bytes(bigEndian: number) + creator.bytes))
        guard let address = try? Address(bytes: digest) else {
            preconditionFailure("RIPEMD-160 has 20 bytes")
        }
        return address
    }
}
