import SecretBase
import SecretChain
import SecretWasm

/// A call that was let in: all that its run depends on.
struct CallPlan {
    let call: ContractCall
    let kind: CallKind
    let entry: ContractRun.Entry
    /// The contract's first key, under which its state lies.
    let stateKey: Bytes
    /// The key that its random value is drawn with.
    let randomKey: Bytes
    /// Empty where it cannot be proven.
    let sender: Bytes
    let opened: OpenedInput
    let addressed: AddressedMessage

    /// Time of the block ‖ height ‖ place of the call, u64 each, big-endian. Source: §4.
    var salt: Bytes {
        var writer = ByteWriter(capacity: 24)
        writer.putBigEndian(call.block.time.inNanoseconds)
        writer.putBigEndian(UInt64(bitPattern: call.block.height))
        writer.putBigEndian(call.block.callIndex)
        return writer.bytes
    }
}

extension ContractHost {
    /// Runs the contract; when it has answered, keeps what it wrote and seals what it said.
    func run(
        _ plan: CallPlan, port: any StatePort, gas: inout UInt64
    ) throws(ContractFailure) -> ContractAnswer {
        let call = plan.call
        let code = try readyCode(call.code)
        if plan.kind == .instantiate, code.hasFloats { throw CallFault.floats.failure }
        let dialect: CodeReport.Dialect = code.dialect == .v010 ? .v010 : .v1
        let random = callRandom(for: plan, code)
        let store = ContractStore(secrets: keys.secrets(of: plan.stateKey), salt: plan.salt)
        let state = CallState(
            kind: plan.kind, port: port, gasLimit: call.gasLimit, queryDepth: call.queryDepth,
            time: call.block.time.inNanoseconds, channel: plan.opened.channel, store: store)
        let environment = CallEnvironment(
            call: call, dialect: dialect, sender: plan.sender, random: random)
        let (result, used) = ContractRun(code: code, dialect: dialect, state: state)
            .call(plan.entry, .init(environment: environment, message: plan.addressed.message))
        gas = used
        let bytes = try faulting { () throws(CallFault) in
            let bytes = try result.get()
            if plan.kind != .query { try store.flush(to: port, random: random) }
            return bytes
        }
        // What writing cost beforehand is charged by the chain now; only here it is given back.
        if plan.kind == .handle { gas = gas > store.gasOfWrites ? gas - store.gasOfWrites : 0 }
        return try answer(bytes, plan)
    }

    /// Source: §10; the placeholder of queries: §5.5.
    private func callRandom(for plan: CallPlan, _ code: PreparedCode) -> Bytes? {
        guard code.dialect == .v1 else { return nil }
        if plan.kind == .query { return [0] }
        guard code.usesRandom else { return nil }
        return EnclaveKeys.callRandom(
            block: plan.call.block.random, height: plan.call.block.height,
            contractKey: plan.randomKey, callIndex: plan.call.block.callIndex)
    }

    private func answer(
        _ bytes: Bytes, _ plan: CallPlan
    ) throws(ContractFailure) -> ContractAnswer {
        let output = try faulting { () throws(CallFault) in try ContractOutput(parsing: bytes) }
        try output.checkShape(for: plan.entry)
        var isPacketCall = false
        if case .handle(let entry) = plan.entry { isPacketCall = entry.isPacketCall }
        let sealer = OutputSealer(
            channel: plan.opened.channel, callbacks: CallbackSignature(keys: keys),
            codeHash: Bytes(Hex.encode(plan.call.code.hash).utf8),
            headers: plan.addressed.headers, isPacketCall: isPacketCall)
        return plan.opened.sealsOutput ? try sealer.seal(output) : try sealer.pass(output)
    }
}

extension ContractOutput {
    /// The chain's own code cannot read some answers at some entries; its sentences.
    ///
    /// Source: `go-cosmwasm/lib.go`.
    func checkShape(for entry: ContractRun.Entry) throws(ContractFailure) {
        switch (self, entry) {
        case (.failure, _), (.answer, .query): break
        case (_, .query): throw .unreadable("query: cannot detect response type")
        case (.answer, .handle):
            throw .unreadable("handle: cannot detect response type (v0.10 or v1)")
        case (.packet, .handle(let entry)) where !entry.isPacketCall,
            (.channel, .handle(let entry)) where !entry.isPacketCall:
            // There the sentence ends in what Go's printer makes of the answer.
            throw .unreadable("cannot detect response type")
        case (.answer, .instantiate), (.packet, .instantiate), (.channel, .instantiate):
            throw .unreadable("instantiate: cannot detect response type (v0.10 or v1)")
        case (.answer, .migrate), (.packet, .migrate), (.channel, .migrate):
            throw .unreadable("migrate: cannot detect response type (v0.10 or v1)")
        default: break
        }
    }
}
