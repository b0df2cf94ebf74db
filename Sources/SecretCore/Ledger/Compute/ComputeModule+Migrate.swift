import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire

extension ComputeModule {
    /// Gives a contract another code and lets that adapt the state; gives its data.
    func migrate(
        _ contract: Party, caller: Party, to codeID: UInt64, message: Bytes, callback: Bytes
    ) throws(LedgerFault) -> Bytes? {
        let calls = try calls()
        try context.meter.consume(ContractGas.instance, "Loading CosmWasm module: migrate")
        let proof = try proof(of: caller.address, callback: callback)
        var info = try knownInstance(contract)
        guard let code = try code(codeID) else {
            throw .refused(
                SDKError.invalidRequest,
                "unknown code: failed to get code info for code id \(codeID)")
        }
        let hash = Bytes(code.codeHash)
        let isIBC = try report(on: hash).isIBC
        guard isIBC || info.ibcPortID.isEmpty else {
            throw .refused(ComputeError.migrateFailed, "requires ibc callbacks")
        }
        if isIBC, info.ibcPortID.isEmpty { info.ibcPortID = Self.port(of: contract) }
        let key = try key(of: contract.address)
        try authorizeMigration(of: contract, info, caller: caller, to: codeID)
        let block = try block(random: blockRandom())
        let store = ContractStore(contract, in: context, unit: ContractGas.perGas)
        let outcome = calls.executor.migrate(
            ContractCall(
                code: contractCode(hash), contract: contract.address.bytes, key: key,
                sender: caller.address.bytes, message: message,
                admin: (try? Address(info.admin))?.bytes ?? [],
                adminProof: Bytes(info.adminProof), proof: proof, block: block,
                gasLimit: context.contractGasLimit),
            port: store)
        let answer = try settle(outcome, store, failingWith: ComputeError.migrateFailed)
        try record(answer, of: contract, &info, from: key, to: codeID, message)
        context.emit(.migrate(contract, code: codeID))
        return try handle(
            answer, of: contract, port: info.ibcPortID, to: message, proof: proof)
    }

    private func knownInstance(
        _ contract: Party
    ) throws(LedgerFault) -> ComputeContractInfo {
        do {
            return try instance(of: contract.address).info
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            throw .refused(SDKError.invalidRequest, "unknown contract: \(refusal.text)")
        }
    }

    private func authorizeMigration(
        of contract: Party, _ info: ComputeContractInfo, caller: Party, to code: UInt64
    ) throws(LedgerFault) {
        guard info.admin.isEmpty || info.admin == caller.text else {
            throw .refused(ComputeError.migrateFailed, "requires migrate from admin")
        }
        guard info.requireGovernance else {
            guard !info.admin.isEmpty else {
                throw .refused(ComputeError.migrateFailed, "contract is not upgradable")
            }
            return
        }
        guard let allowed = try context.read(ComputeKeys.migration(of: contract.text)) else {
            throw .refused(
                ComputeError.migrateFailed, "requires governance approval for migration")
        }
        guard UInt64(bigEndian: allowed) == code else {
            throw .refused(ComputeError.migrateFailed, "mismatch code id for migration")
        }
    }

    private func record(
        _ answer: ContractAnswer, of contract: Party, _ info: inout ComputeContractInfo,
        from key: ContractKey, to code: UInt64, _ message: Bytes
    ) throws(LedgerFault) {
        let address = contract.address
        try store(
            ContractKey(
                original: key.original, current: answer.key?.current ?? [],
                proof: answer.key?.proof ?? []),
            of: address)
        try unindex(lastHistory(of: contract), of: address)
        var entry = ComputeContractCodeHistoryEntry()
        entry.operation = .migrate
        entry.codeID = code
        entry.updated = position
        entry.msg = Data(message)
        try append(entry, toHistoryOf: address)
        try index(entry, of: address)
        info.codeID = code
        try store(info, of: address)
        if info.requireGovernance {
            try context.delete(ComputeKeys.migration(of: contract.text))
        }
    }
}
