import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire

extension ComputeModule {
    /// Calls a contract; gives its data.
    func execute(
        _ contract: Party, caller: Party, message: Bytes, funds: Coins, callback: Bytes,
        entry: ContractEntry = .execute
    ) throws(LedgerFault) -> Bytes? {
        let calls = try calls()
        try context.meter.consume(ContractGas.instance, "Loading Compute module: execute")
        let proof = try proof(of: caller.address, callback: callback)
        let (info, code) = try instance(of: contract.address)
        let funds = try Self.native(funds)
        if !funds.isEmpty { try pay(funds, from: caller, to: contract) }
        let random = try blockRandom()
        let key = try key(of: contract.address)
        let block = try block(random: random)
        let store = ContractStore(contract, in: context, unit: ContractGas.perGas)
        let outcome = calls.executor.execute(
            ContractCall(
                code: contractCode(Bytes(code.codeHash)), contract: contract.address.bytes,
                key: key, sender: caller.address.bytes, message: message,
                funds: funds.contractCoins, proof: proof, block: block,
                gasLimit: context.contractGasLimit),
            entry: entry, port: store)
        let answer = try settle(outcome, store, failingWith: ComputeError.executeFailed)
        if answer.dialect == .v1 { context.emit(.execute(contract)) }
        return try handle(
            answer, of: contract, port: info.ibcPortID, to: message, proof: proof)
    }

    /// Gives a contract the answer to a message of its own that it wanted to hear of; gives the
    /// contract's data. `message` is what the contract was called with, `reply` the JSON.
    func reply(
        to contract: Party, _ reply: Bytes, message: Bytes, proof: SenderProof
    ) throws(LedgerFault) -> Bytes? {
        let calls = try calls()
        let (info, code) = try instance(of: contract.address)
        try context.meter.consume(ContractGas.instance, "Loading Compute module: reply")
        let key = try key(of: contract.address)
        let random = try blockRandom()
        guard message.count >= 64 else {
            throw .panic(
                "runtime error: slice bounds out of range [:64] with capacity \(message.count)")
        }
        let block = try block(random: random)
        let store = ContractStore(contract, in: context, unit: 1)
        let outcome = calls.executor.execute(
            ContractCall(
                code: contractCode(Bytes(code.codeHash)), contract: contract.address.bytes,
                key: key, sender: contract.address.bytes, message: message.prefix(64) + reply,
                proof: proof, block: block, gasLimit: context.contractGasLimit),
            entry: .reply, port: store)
        let answer = try settle(outcome, store, failingWith: ComputeError.replyFailed)
        guard answer.dialect == .v1 else {
            throw .refused(
                ComputeError.replyFailed,
                "response of reply should always be a CosmWasm v1 response type: ")
        }
        // The chain charges a reply twice.
        try context.payForContract(outcome.gasUsed)
        context.emit(.reply(contract))
        do {
            return try dispatch(
                answer, of: contract, port: info.ibcPortID, to: message, proof: proof)
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            throw .refused(ComputeError.replyFailed, refusal.text)
        }
    }

    /// Asks a contract; gives the sealed answer.
    func querySmart(
        contract: Address, query: Bytes, depth: UInt32
    ) throws(LedgerFault) -> Bytes {
        let calls = try calls()
        try context.meter.consume(ContractGas.instance, "Loading CosmWasm module: query")
        let (_, code) = try instance(of: contract)
        let key = try key(of: contract)
        let header = context.header
        let store = ContractStore(Party(contract), in: context, unit: ContractGas.perGas)
        let outcome = calls.executor.query(
            ContractCall(
                code: contractCode(Bytes(code.codeHash)), contract: contract.bytes, key: key,
                message: query,
                block: ContractBlock(
                    chainID: header.chainID, height: header.height, time: header.time,
                    transaction: calls.place),
                gasLimit: context.contractGasLimit, queryDepth: depth),
            port: store)
        let answer = try settle(outcome, store, failingWith: ComputeError.queryFailed)
        return answer.data ?? []
    }
}
