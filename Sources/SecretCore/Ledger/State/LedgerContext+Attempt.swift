import SecretStorage

extension LedgerContext {
    /// Runs `body` on a branch of its own. What it did counts when it succeeds; when it throws, state
    /// and events are as they were.
    func attempt<Answer>(
        _ body: () throws(LedgerFault) -> Answer
    ) throws(LedgerFault) -> Answer {
        let (before, told) = (state, events)
        state = StateBranch(over: before)
        do {
            let answer = try body()
            state.writeToParent()
            state = before
            return answer
        } catch {
            (state, events) = (before, told)
            throw error
        }
    }
}
