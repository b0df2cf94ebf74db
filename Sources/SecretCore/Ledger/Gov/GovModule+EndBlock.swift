import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

extension GovModule {
    /// Drops proposals that nobody paid for in time, and decides those whose voting is over.
    func endBlock() throws(LedgerFault) {
        for id in try due(in: GovKeys.inactiveQueue) { try drop(id) }
        for id in try due(in: GovKeys.activeQueue) {
            // One that was decided just now may have withdrawn it.
            guard let proposal = try find(id) else { continue }
            try decide(proposal)
        }
    }

    private func due(in queue: Bytes) throws(LedgerFault) -> [UInt64] {
        let until = queue + StakingKeys.timeKey(context.header.time)
        // Every id of this very time is included.
        let range = KeyRange(from: queue, to: until + Bytes(repeating: 0xff, count: 9))
        var found: [UInt64] = []
        for (_, value) in try context.entries(range) {
            guard let id = UInt64(bigEndian: value) else { throw .damaged("proposal queue") }
            found.append(id)
        }
        return found
    }

    private func drop(_ id: UInt64) throws(LedgerFault) {
        try delete(id)
        if try parameters().burnProposalDepositPrevote {
            try burnDeposits(id)
        } else {
            try refundDeposits(id)
        }
        context.emit(.proposalDropped(id))
    }

    private func decide(_ proposal: GovProposal) throws(LedgerFault) {
        var proposal = proposal
        let tally = try tally(proposal)
        if !proposal.expedited || tally.passes {
            if tally.burnsDeposits {
                try burnDeposits(proposal.id)
            } else {
                try refundDeposits(proposal.id)
            }
        }
        try context.delete(
            GovKeys.active(Timestamp(proposal.votingEndTime), proposal.id))
        let (result, log): (String, String)
        if tally.passes {
            (result, log) = try carryOut(&proposal)
        } else if proposal.expedited {
            // Once more, with the time and the threshold of the others.
            proposal.expedited = false
            let period = try parameters().votingPeriod
            let end = Timestamp(proposal.votingStartTime).adding(
                seconds: period.seconds, nanos: Int64(period.nanos))
            proposal.votingEndTime = end.wire
            try context.write(Bytes(bigEndian: proposal.id), GovKeys.active(end, proposal.id))
            (result, log) = (
                "expedited_proposal_rejected", "expedited proposal converted to regular"
            )
        } else {
            proposal.status = .rejected
            proposal.failedReason = "proposal did not get enough votes to pass"
            (result, log) = ("proposal_rejected", "rejected")
        }
        proposal.finalTallyResult = tally.result
        try store(proposal)
        context.emit(.proposalTallied(proposal.id, result, log: log))
    }

    /// Runs the proposal's messages; all of them or none.
    private func carryOut(
        _ proposal: inout GovProposal
    ) throws(LedgerFault) -> (result: String, log: String) {
        let (state, events) = (context.state, context.events)
        context.state = StateBranch(over: state)
        context.events = []
        var failure: (place: Int, text: String)?
        for (place, any) in proposal.messages.enumerated() {
            do {
                _ = try MessageRouter.message(any).run(in: context)
            } catch let refusal as Refusal {
                failure = (place, refusal.text)
            } catch let fault as LedgerFault {
                switch fault {
                case .refused(let refusal): failure = (place, refusal.text)
                case .panic(let what):
                    failure = (
                        place, "handling x/gov proposal msg [\(any.typeURL)] PANICKED: \(what)"
                    )
                case .outOfGas, .storage: throw fault
                }
            } catch {
                throw .damaged("proposal: \(error)")
            }
            if failure != nil { break }
        }
        let branch = context.state
        context.state = state
        guard let failure else {
            branch.writeToParent()
            context.events = events + context.events
            proposal.status = .passed
            return ("proposal_passed", "passed")
        }
        context.events = events
        try context.refreshParameters()
        proposal.status = .failed
        proposal.failedReason = failure.text
        let typeURL = proposal.messages[failure.place].typeURL
        return (
            "proposal_failed",
            "passed, but msg \(failure.place) (\(typeURL)) failed on execution: \(failure.text)"
        )
    }
}
