import SecretBase
package import SecretChain

/// How often and how long to look for a transaction.
package struct Patience: Hashable, Sendable {
    /// Until giving up.
    package var seconds: Double
    /// Between the first looks; each pause is half again as long as the one before.
    package var firstPauseSeconds: Double
    package var pauseSecondsMax: Double

    package init(
        seconds: Double = 60, firstPauseSeconds: Double = 0.1, pauseSecondsMax: Double = 3
    ) {
        self.seconds = seconds
        self.firstPauseSeconds = firstPauseSeconds
        self.pauseSecondsMax = pauseSecondsMax
    }
}

extension ChainPort {
    /// Looks until the transaction is in a block.
    ///
    /// A node that cannot be reached meanwhile is asked again: the transaction is on its way.
    /// Throws `.notIncluded` at the end, or `.unknownOutcome` when the last look failed.
    package func inclusion(
        of hash: TransactionHash, patience: Patience = Patience()
    ) async throws -> TransactionOutcome {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(patience.seconds))
        var pause = patience.firstPauseSeconds
        while true {
            var fault: ClientError?
            do {
                if let outcome = try await transaction(hash) { return outcome }
            } catch let error as ClientError {
                switch error {
                case .unreachable, .unanswered, .answered, .garbage: fault = error
                default: throw error
                }
            }
            let next = clock.now.advanced(by: .seconds(pause))
            guard next < end else {
                if let fault {
                    throw ClientError.unknownOutcome(hash: "\(hash)", why: "\(fault)")
                }
                throw ClientError.notIncluded(hash: "\(hash)", seconds: Int(patience.seconds))
            }
            try await Task.sleep(until: next, clock: clock)
            pause = min(pause * 1.5, patience.pauseSecondsMax)
        }
    }

    /// Throws `.wrongChain` unless the node is of the chain that is meant.
    package func requireChain(_ wanted: String) async throws {
        let got = try await node().chainID
        guard got == wanted else { throw ClientError.wrongChain(wanted: wanted, got: got) }
    }
}
