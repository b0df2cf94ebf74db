/// Gov's events, attributes in the chain's order. Source: chain specification §3.6.
extension Event {
    /// The list of messages begins with a comma, as on the chain.
    static func submitProposal(_ id: UInt64, _ proposer: String, messages: [String]) -> Event {
        Event(
            "submit_proposal",
            [
                "proposal_id": String(id), "proposal_proposer": proposer,
                "proposal_messages": messages.map { ",\($0)" }.joined(),
            ])
    }

    /// `type` is that of the message which made the deposit full.
    static func votingStarts(_ type: String, _ id: UInt64) -> Event {
        Event(type, ["voting_period_start": String(id)])
    }

    static func proposalDeposit(_ depositor: String, _ amount: String, _ id: UInt64) -> Event {
        Event(
            "proposal_deposit",
            ["depositor": depositor, "amount": amount, "proposal_id": String(id)])
    }

    static func proposalDropped(_ id: UInt64) -> Event {
        Event(
            "inactive_proposal",
            ["proposal_id": String(id), "proposal_result": "proposal_dropped"])
    }

    static func proposalTallied(_ id: UInt64, _ result: String, log: String) -> Event {
        Event(
            "active_proposal",
            ["proposal_id": String(id), "proposal_result": result, "proposal_log": log])
    }
}
