import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// Sends the messages of one contract call, each on a branch of its own, and tells the contract
/// what became of those that it wants to hear of.
///
/// Source: enclave protocol §2.7, §5.7; SecretNetwork
/// `x/compute/internal/keeper/msg_dispatcher.go`.
struct MessageDispatcher {
    let context: LedgerContext
    let calls: ContractCalls
    let contract: Party
    let port: String
    /// What the contract was called with.
    let message: Bytes
    /// What proved the caller of that call.
    let proof: SenderProof

    /// What became of one message.
    struct Outcome {
        /// Data of the responses, or what a failed contract call answers all the same.
        var data: Bytes?
        /// Without those that only say who sent what.
        var events: [Event] = []
        var refusal: Refusal?
    }

    /// Sends all, in order; gives the data of the last reply that gave any.
    func dispatch(_ messages: [ContractSubMessage]) throws(LedgerFault) -> Bytes? {
        var data: Bytes?
        for message in messages {
            guard !calls.isLastMessageMarked else {
                throw .refused(
                    SDKError.lastTransaction,
                    "Cannot send messages or submessages after last tx marker was set")
            }
            if case .finalizeTransaction = message.message {
                calls.isLastMessageMarked = true
                break
            }
            let outcome = try isolated(message)
            if let answer = try answer(to: message, outcome) { data = answer }
        }
        return data
    }

    /// Runs a message on a branch, which stays when it succeeds.
    private func isolated(_ message: ContractSubMessage) throws(LedgerFault) -> Outcome {
        let (state, events, depth) = (context.state, context.events, calls.depth)
        context.state = StateBranch(over: state)
        context.events = []
        var outcome = Outcome()
        do {
            outcome.data = try limited(message)
            context.state.writeToParent()
            outcome.events = context.events.filter { $0.type != "message" }
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            outcome.refusal = refusal
            outcome.data = refusal.data
            calls.depth = depth
        }
        context.state = state
        if message.message.isForContract, outcome.refusal == nil {
            // The chain sorts in place, and so what is told to everybody too.
            for index in outcome.events.indices { outcome.events[index].sortAttributes() }
        }
        context.events = events + outcome.events
        return outcome
    }

    /// Runs a message, with its own limit where that is less than what is left.
    private func limited(_ message: ContractSubMessage) throws(LedgerFault) -> Bytes? {
        let meter = context.meter
        guard let limit = message.gasLimit, limit < meter.limit &- meter.consumed else {
            return try run(message.message)
        }
        let (state, depth) = (context.state, calls.depth)
        context.meter = GasMeter(limit: limit)
        let outcome: Result<Bytes?, LedgerFault>
        do { outcome = .success(try run(message.message)) } catch { outcome = .failure(error) }
        let used = context.meter.consumed
        context.meter = meter
        if case .failure(.outOfGas) = outcome {
            (context.state, calls.depth) = (state, depth)
            try context.meter.consume(limit, "Sub-Message OutOfGas panic")
            throw .refused(SDKError.outOfGas, "SubMsg hit gas limit")
        }
        try context.meter.consume(used, "From limited Sub-Message")
        return try outcome.get()
    }

    /// Runs the messages that one message stands for; gives the first one's data.
    private func run(_ message: ContractMessage) throws(LedgerFault) -> Bytes? {
        var data: Bytes?
        for one in try messages(for: message) {
            do {
                try one.validateBasic()
            } catch {
                guard case .refused(let refusal) = error else { throw error }
                let type = MessageRouter.programType(Swift.type(of: one).typeURL)
                throw .refused(
                    refusal.wrapped("failed basic validation for message type \(type)"))
            }
            guard one.sender?.address == contract.address else {
                throw .refused(SDKError.unauthorized, "contract doesn't have permission")
            }
            let answer = try one.run(in: context)
            if data == nil { data = answer }
        }
        return data
    }

    private func messages(
        for message: ContractMessage
    ) throws(LedgerFault) -> [any LedgerMessage] {
        if let message = try message.computeMessage(from: contract) { return [message] }
        return try ContractMessageHandlers.messages(
            for: message, from: contract, port: port, in: context)
    }
}

extension Event {
    /// By key, equal keys in their order.
    mutating func sortAttributes() {
        let sorted = attributes.enumerated().sorted { one, other in
            one.element.key == other.element.key
                ? one.offset < other.offset
                : one.element.key.utf8.lexicographicallyPrecedes(other.element.key.utf8)
        }
        self = Event(type, sorted.map(\.element))
    }
}

extension ContractMessage {
    /// Whether it goes to another contract, or concerns one.
    var isForContract: Bool {
        switch self {
        case .execute, .instantiate, .migrate, .updateAdmin, .clearAdmin: true
        default: false
        }
    }
}
