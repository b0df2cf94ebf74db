import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// Answers what contracts ask of the chain.
///
/// Source: enclave protocol §5.9; SecretNetwork `x/compute/internal/keeper/query_plugins.go`.
enum ContractQueryPlugins {
    /// The answer in its envelope: `{"Ok":{"Ok":…}}`, `{"Ok":{"Err":…}}` or `{"Err":…}`.
    ///
    /// `request` is the enclave's JSON, `gasLimit` in wasm gas. Bank, staking and wasm queries run
    /// inside `context.querying(gasLimit:)`, the others in `context` itself, as on the chain.
    /// Throws only what stops the asking call: gas, damaged state.
    static func answer(
        _ request: Bytes, of contract: Party, depth: UInt32, gasLimit: UInt64,
        in context: LedgerContext
    ) throws(LedgerFault) -> Bytes {
        do throws(PluginStop) {
            let answer = try plain(request, contract, depth: depth, gasLimit, context)
            return GoJSON.object([("Ok", GoJSON.object(kept([("Ok", answer)])))])
        } catch {
            switch error {
            case .systemFault(let name, let fields):
                return GoJSON.object([("Err", GoJSON.object([(name, GoJSON.object(fields))]))])
            case .fault(.refused(let refusal)):
                let message = GoJSON.object([("msg", GoJSON.text(refusal.text))])
                return GoJSON.object([
                    ("Ok", GoJSON.object([("Err", GoJSON.object([("generic_err", message)]))]))
                ])
            case .fault(let fault): throw fault
            }
        }
    }

    /// An empty answer is left out, as the chain's program does with empty bytes.
    private static func kept(_ fields: [(String, Bytes)]) -> [(String, Bytes)] {
        fields.filter { !$0.1.isEmpty }.map { ($0.0, GoJSON.base64($0.1)) }
    }

    private static func plain(
        _ request: Bytes, _ contract: Party, depth: UInt32, _ gasLimit: UInt64,
        _ context: LedgerContext
    ) throws(PluginStop) -> Bytes {
        guard let json = try? JSONValue(parsing: request, limits: .init(bytes: 1 << 24)) else {
            throw .unsupported("invalid request")
        }
        let paid = PaidQuery(context: context, gasLimit: gasLimit)
        if let bank = json["bank"] {
            return try paid.run { context throws(PluginStop) in
                try BankPlugin.answer(bank, context)
            }
        }
        if json["custom"] != nil { throw .unsupported("custom") }
        if let staking = json["staking"] {
            return try paid.run { context throws(PluginStop) in
                try StakingPlugin.answer(staking, context)
            }
        }
        if let wasm = json["wasm"] {
            return try paid.run { context throws(PluginStop) in
                try WasmPlugin.answer(wasm, depth: depth, context)
            }
        }
        if let dist = json["dist"] { return try RewardsPlugin.answer(dist, context) }
        if let mint = json["mint"] { return try MintPlugin.answer(mint, context) }
        if let gov = json["gov"] { return try GovPlugin.answer(gov, context) }
        if let ibc = json["ibc"] { return try ChannelsPlugin.answer(ibc, contract, context) }
        if let any = json["stargate"] { return try StargatePlugin.answer(any, context) }
        throw .systemFault("unknown", [])
    }
}

/// Why a plugin has no answer.
enum PluginStop: Error {
    /// One of the chain's own kinds, with its fields as JSON.
    case systemFault(String, [(String, Bytes)])
    case fault(LedgerFault)

    static func unsupported(_ kind: String) -> PluginStop {
        .systemFault("unsupported_request", [("kind", GoJSON.text(kind))])
    }

    static func refused<Known: RegisteredError>(
        _ error: Known, _ detail: String? = nil
    ) -> PluginStop { .fault(.refused(error, detail)) }

    /// Runs ledger code whose faults end the query.
    static func within<Answer>(
        _ body: () throws(LedgerFault) -> Answer
    ) throws(PluginStop) -> Answer {
        do { return try body() } catch { throw .fault(error) }
    }
}

/// Runs a query with a meter of its own, on a branch that is thrown away.
struct PaidQuery {
    let context: LedgerContext
    let gasLimit: UInt64

    func run(
        _ body: (LedgerContext) throws(PluginStop) -> Bytes
    ) throws(PluginStop) -> Bytes {
        var outcome: Result<Bytes, PluginStop>?
        do {
            try context.querying(gasLimit: gasLimit) { () throws(LedgerFault) in
                do throws(PluginStop) {
                    outcome = .success(try body(context))
                } catch {
                    outcome = .failure(error)
                    if case .fault(let fault) = error { throw fault }
                }
            }
        } catch {
            throw .fault(error)
        }
        guard let outcome else { preconditionFailure("the body above always sets it") }
        return try outcome.get()
    }
}

extension LedgerContext {
    /// Runs a contract's query with a meter of its own, on a branch that is thrown away. What it
    /// used is charged here even when it fails.
    func querying<Answer>(
        gasLimit: UInt64, _ body: () throws(LedgerFault) -> Answer
    ) throws(LedgerFault) -> Answer {
        let (outerState, outerMeter, outerEvents) = (state, meter, events)
        state = StateBranch(over: outerState)
        meter = GasMeter(limit: gasLimit / ContractGas.perGas)
        let outcome: Result<Answer, LedgerFault>
        do { outcome = .success(try body()) } catch { outcome = .failure(error) }
        let used = meter.consumed
        (state, meter, events) = (outerState, outerMeter, outerEvents)
        // As on the chain, a query out of gas makes the charge go through all the same.
        try meter.consume(used, "contract sub-query")
        return try outcome.get()
    }
}
