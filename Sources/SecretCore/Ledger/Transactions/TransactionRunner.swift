import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Runs one transaction: ante checks on a branch of state, messages on another.
///
/// What the ante checks did stays even if a message fails; what messages did stays only if all
/// succeed. Source: chain specification §3.1, §3.4, §3.5.
struct TransactionRunner {
    let configuration: LedgerConfiguration
    let verifier: any SignatureVerifier
    let authenticator: (any NodeAuthenticator)?
    let header: BlockHeaderInfo
    let parameters: LedgerParameters

    /// What a transaction came to, with the gas that its block pays for it.
    struct Outcome {
        var result: TxResult
        var blockGas: UInt64
        /// Whether the ante checks let it pass, which gives it its place in the block.
        var isCounted = false
    }

    /// Throws only when state cannot be read.
    ///
    /// `blockGasLeft` is what the block can still pay, nil when nothing limits; `contracts` is
    /// what contract calls need, nil where none can be made.
    func run(
        _ transaction: PreparedTransaction, mode: ExecutionMode, state: StateBranch,
        blockGasLeft: UInt64? = nil, contracts: CallFrame? = nil
    ) throws(StorageError) -> Outcome {
        if blockGasLeft == 0 {
            let refusal = Refusal(SDKError.outOfGas, "no block gas left to run tx")
            return Outcome(result: TxResult(refusal), blockGas: 0)
        }
        let content: TransactionContent
        switch transaction.content {
        case .success(let readable): content = readable
        case .failure(let refusal): return Outcome(result: TxResult(refusal), blockGas: 0)
        }
        if let refusal = try Self.refusal(of: content.messages) {
            return Outcome(result: TxResult(refusal), blockGas: 0)
        }
        let isLimited = mode != .simulate && mode != .genesis
        let limit = isLimited ? content.transaction.authInfo.fee.gasLimit : .max
        let context = LedgerContext(
            state: StateBranch(over: state), meter: GasMeter(limit: limit), header: header,
            parameters: parameters)
        context.authenticator = authenticator
        context.calls = contracts.map { ContractCalls(content, in: $0) }
        var result = TxResult()
        var isCounted = false
        do throws(LedgerFault) {
            try check(content, mode, context)
            context.state.writeToParent()
            isCounted = true
            result.events = context.events
            if mode == .deliver || mode == .simulate || mode == .genesis {
                context.events = []
                context.state = StateBranch(over: state)
                let data = try runMessages(content, context)
                if let left = blockGasLeft, context.meter.consumedToLimit > left {
                    throw LedgerFault.outOfGas(location: "block gas meter")
                }
                context.state.writeToParent()
                result.data = data
                result.events += context.events
            }
        } catch {
            try fail(&result, error, context)
        }
        result.gasWanted = limit
        result.gasUsed = context.meter.consumed
        return Outcome(
            result: result, blockGas: context.meter.consumedToLimit, isCounted: isCounted)
    }

    /// Why one of the messages is not even tried, nil when each may be.
    private static func refusal(
        of messages: [any LedgerMessage]
    ) throws(StorageError) -> Refusal? {
        for message in messages {
            do {
                try message.validateBasic()
            } catch {
                guard case .refused(let refusal) = error else { throw Ledger.stop(error) }
                return refusal
            }
        }
        return nil
    }

    private func check(
        _ content: TransactionContent, _ mode: ExecutionMode, _ context: LedgerContext
    ) throws(LedgerFault) {
        var ante = AnteHandler(
            content, in: context, mode: mode, configuration: configuration, verifier: verifier)
        try ante.run()
    }

    /// Writes a failure into the result; passes on what is no transaction's fault.
    private func fail(
        _ result: inout TxResult, _ fault: LedgerFault, _ context: LedgerContext
    ) throws(StorageError) {
        let refusal: Refusal
        switch fault {
        case .refused(let known): refusal = known
        case .outOfGas(let location):
            let (limit, used) = (context.meter.limit, context.meter.consumed)
            refusal = Refusal(
                SDKError.outOfGas,
                "out of gas in location: \(location); gasWanted: \(limit), gasUsed: \(used)")
        case .panic(let what): refusal = Refusal(panic: what)
        case .storage(let error): throw error
        }
        result.code = refusal.code
        result.codespace = refusal.codespace
        result.log = refusal.text
    }

    /// Gives the bytes of `TxMsgData`; leaves the messages' events in the context.
    private func runMessages(
        _ content: TransactionContent, _ context: LedgerContext
    ) throws(LedgerFault) -> Bytes {
        var data = AbciTxMsgData()
        var events: [Event] = []
        for (index, message) in content.messages.enumerated() {
            context.events = []
            if context.calls?.isLastMessageMarked == true {
                throw .refused(
                    SDKError.lastTransaction,
                    "message was attempted but last message was marked by a contract; message "
                        + "index: \(index)")
            }
            let response: Bytes
            do {
                response = try message.run(in: context)
            } catch {
                throw Self.named(error, index)
            }
            let typeURL = type(of: message).typeURL
            events.append(contentsOf: Self.marked(context.events, message, typeURL, index))
            var any = Google_Protobuf_Any()
            any.typeURL = typeURL + "Response"
            any.value = .init(response)
            data.msgResponses.append(any)
        }
        context.events = events
        return try data.stored()
    }

    /// Says which message it was. A panic is not named, nor is running out of gas.
    private static func named(_ fault: LedgerFault, _ index: Int) -> LedgerFault {
        guard case .refused(let refusal) = fault else { return fault }
        return .refused(
            refusal.wrapped("failed to execute message; message index: \(index)"))
    }

    /// The message's own event first, then what it did; the index last in each.
    private static func marked(
        _ events: [Event], _ message: any LedgerMessage, _ typeURL: String, _ index: Int
    ) -> [Event] {
        var own = Event("message", [.init("action", typeURL)])
        if let sender = message.sender { own.append("sender", sender.text) }
        if !events.contains(where: { $0.has("module") }) {
            own.append("module", MessageRouter.module(of: typeURL))
        }
        return ([own] + events).map { event in
            var event = event
            event.append("msg_index", "\(index)")
            return event
        }
    }
}

extension TxResult {
    /// A transaction that did not get as far as using gas.
    init(_ refusal: Refusal) {
        self.init(code: refusal.code, codespace: refusal.codespace, log: refusal.text)
    }
}
