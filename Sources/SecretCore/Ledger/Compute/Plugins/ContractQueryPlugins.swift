import SecretBase
import SecretChain
import SecretStorage

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
        Bytes(#"{"Err":{"unknown":{}}}"#.utf8)
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
