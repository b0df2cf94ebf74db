import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire

extension ComputeModule {
    /// Charges for a call, and gives its answer or refuses for its reason.
    func settle(
        _ outcome: ContractOutcome, _ store: ContractStore, failingWith error: ComputeError
    ) throws(LedgerFault) -> ContractAnswer {
        // State that cannot be read is nobody's fault here; gas shows in the meter.
        switch store.fault {
        case .storage, .panic: if let fault = store.fault { throw fault }
        case .outOfGas, .refused, nil: break
        }
        try context.payForContract(outcome.gasUsed)
        switch outcome.result {
        case .success(let answer): return answer
        case .failure(let failure): throw .refused(Self.refusal(failure, error))
        }
    }

    private static func refusal(_ failure: ContractFailure, _ error: ComputeError) -> Refusal {
        switch failure {
        case .contract(let text, let reply):
            var refusal = Refusal(error, "encrypted: \(text)")
            refusal.data = ReplyEnvelope(proof: reply, data: Bytes(text.utf8)).json
            return refusal
        case .enclave(let fault): return Refusal(error, "Execution error: Enclave: \(fault.text)")
        case .unreadable(let text): return Refusal(error, text)
        case .outOfGas: return Refusal(error, "Out of gas")
        case .port:
            return Refusal(error, "Execution error: Enclave: failed to execute ocall")
        }
    }

    /// Tells what a contract did, sends its messages, and gives the data of the call.
    ///
    /// `message` and `proof` are those of the call, which its replies need.
    func handle(
        _ answer: ContractAnswer, of contract: Party, port: String, to message: Bytes,
        proof: SenderProof
    ) throws(LedgerFault) -> Bytes? {
        if answer.dialect == .v010 { try Self.checkLegacy(answer.messages, of: contract) }
        return try Self.wrapping("dispatch") { () throws(LedgerFault) in
            try dispatch(answer, of: contract, port: port, to: message, proof: proof)
        }
    }

    /// As `handle`, with errors in their own words. The data are the contract's own, or those of
    /// the last reply that had any.
    func dispatch(
        _ answer: ContractAnswer, of contract: Party, port: String, to message: Bytes,
        proof: SenderProof
    ) throws(LedgerFault) -> Bytes? {
        context.emit(.wasm(answer.attributes, of: contract))
        for event in answer.events { context.emit(try .custom(event, of: contract)) }
        let calls = try calls()
        guard calls.depth < ContractCalls.depthMax else {
            throw .refused(ComputeError.callDepth)
        }
        calls.depth += 1
        let dispatcher = MessageDispatcher(
            context: context, calls: calls, contract: contract, port: port, message: message,
            proof: proof)
        let reply = try Self.wrapping("submessages") { () throws(LedgerFault) in
            try dispatcher.dispatch(answer.messages)
        }
        calls.depth -= 1
        return reply ?? Self.data(of: answer)
    }

    /// The data as the caller gets them: inside an envelope where a contract awaits a reply.
    private static func data(of answer: ContractAnswer) -> Bytes? {
        guard let reply = answer.reply, !reply.signature.isEmpty, !reply.messageID.isEmpty else {
            return answer.data
        }
        return ReplyEnvelope(proof: reply, data: answer.data).json
    }

    static func wrapping<Answer>(
        _ detail: String, _ body: () throws(LedgerFault) -> Answer
    ) throws(LedgerFault) -> Answer {
        do {
            return try body()
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            throw .refused(refusal.wrapped(detail))
        }
    }

    /// What the first dialect may not ask for is refused before any of its messages is sent.
    private static func checkLegacy(
        _ messages: [ContractSubMessage], of contract: Party
    ) throws(LedgerFault) {
        let prefix = "couldn't convert v0.10 messages to v1 messages: "
        for message in messages {
            switch message.message {
            case .migrate, .updateAdmin, .clearAdmin:
                throw .refused(
                    Refusal(unregistered: prefix + "exactly one message type is supported"))
            case .bankSend(let from?, _, _) where from != contract.text:
                throw .refused(
                    Refusal(
                        unregistered: prefix
                            + "contract doesn't have permission to send funds from another "
                            + "account (using BankMsg)"))
            default: break
            }
        }
    }
}
