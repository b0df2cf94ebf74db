import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire

extension ComputeModule {
    /// Gives a contract another admin, or none. Uses no gas of the enclave, as on the chain.
    func updateAdmin(
        of contract: Party, caller: Party, to admin: Party?, callback: Bytes
    ) throws(LedgerFault) {
        let calls = try calls()
        try context.meter.consume(
            ContractGas.instance, "Loading CosmWasm module: update-contract-admin")
        var (info, code) = try instance(of: contract.address)
        guard info.admin == caller.text else {
            throw .refused(SDKError.unauthorized, "caller is not the admin")
        }
        try authorizeAdmin(admin, of: contract, info)
        let proof = try proof(of: caller.address, callback: callback)
        let key = try key(of: contract.address)
        let outcome = calls.executor.updateAdmin(
            ContractCall(
                code: contractCode(Bytes(code.codeHash)), contract: contract.address.bytes,
                key: key, sender: caller.address.bytes, message: [],
                admin: try Address(ofMessage: info.admin, role: "admin").bytes,
                adminProof: Bytes(info.adminProof), proof: proof,
                block: ContractBlock(
                    chainID: context.header.chainID, height: context.header.height,
                    time: context.header.time, transaction: calls.place),
                gasLimit: context.contractGasLimit),
            newAdmin: admin?.address.bytes ?? [])
        switch outcome.result {
        case .success(let answer):
            info.admin = admin?.text ?? ""
            info.adminProof = Data(answer.adminProof)
        case .failure(.enclave(let fault)):
            throw .refused(Refusal(unregistered: "Execution error: Enclave: \(fault.text)"))
        case .failure(.outOfGas): throw .refused(Refusal(unregistered: "Out of gas"))
        case .failure(.contract(let text, _)), .failure(.unreadable(let text)):
            throw .refused(Refusal(unregistered: text))
        case .failure(.port):
            throw .refused(
                Refusal(unregistered: "Execution error: Enclave: failed to execute ocall"))
        }
        try store(info, of: contract.address)
        if info.requireGovernance {
            try context.delete(ComputeKeys.adminUpdate(of: contract.text))
        }
        context.emit(.updateAdmin(of: contract, to: info.admin))
    }

    /// A contract that governance watches gets only the admin that governance said.
    private func authorizeAdmin(
        _ admin: Party?, of contract: Party, _ info: ComputeContractInfo
    ) throws(LedgerFault) {
        guard info.requireGovernance else { return }
        let key = ComputeKeys.adminUpdate(of: contract.text)
        guard try context.has(key) else {
            throw .refused(
                SDKError.unauthorized, "requires governance approval for admin change")
        }
        let allowed = String(decoding: try context.read(key) ?? [], as: UTF8.self)
        let wanted = admin?.text ?? ""
        guard allowed == wanted else {
            throw .refused(
                SDKError.unauthorized,
                "admin mismatch: governance authorized '\(allowed)', attempting '\(wanted)'")
        }
    }
}
