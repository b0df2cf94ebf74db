import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Proposals: who may ask for what, with which deposit, until when.
///
/// Source: chain specification §4.7; cosmos-sdk `x/gov/keeper`.
struct GovModule {
    let context: LedgerContext

    /// Bytes of a title and of metadata at most; a summary may have forty times as many.
    static let metadataBytesMax = 255

    func parameters() throws(LedgerFault) -> GovParams {
        guard let value = try context.read(GovKeys.parameters) else {
            throw .damaged("no gov parameters")
        }
        return try GovParams(stored: value, "gov parameters")
    }

    /// Decimals of gov are kept as printed text.
    static func decimal(_ text: String) throws(LedgerFault) -> Dec {
        guard let number = Dec(text) else { throw .damaged("gov parameter \(text)") }
        return number
    }

    // MARK: Proposals

    func find(_ id: UInt64) throws(LedgerFault) -> GovProposal? {
        guard let value = try context.read(GovKeys.proposal(id)) else { return nil }
        return try GovProposal(stored: value, "proposal")
    }

    /// The proposal; throws what the chain's store says of one that is not there.
    func proposal(_ id: UInt64) throws(LedgerFault) -> GovProposal {
        guard let found = try find(id) else {
            throw .refused(
                Refusal(
                    unregistered: "collections: not found: key '\(id)' of type "
                        + "github.com/cosmos/gogoproto/cosmos.gov.v1.Proposal"))
        }
        return found
    }

    func store(_ proposal: GovProposal) throws(LedgerFault) {
        if proposal.status == .votingPeriod {
            try context.write([1], GovKeys.voting(proposal.id))
        } else {
            try context.delete(GovKeys.voting(proposal.id))
        }
        try context.write(proposal.stored(), GovKeys.proposal(proposal.id))
    }

    /// Forgets the proposal and its place in the queues.
    func delete(_ id: UInt64) throws(LedgerFault) {
        let proposal = try proposal(id)
        if proposal.hasDepositEndTime {
            try context.delete(GovKeys.inactive(Timestamp(proposal.depositEndTime), id))
        }
        if proposal.hasVotingEndTime {
            try context.delete(GovKeys.active(Timestamp(proposal.votingEndTime), id))
            try context.delete(GovKeys.voting(id))
        }
        try context.delete(GovKeys.proposal(id))
    }

    private func nextID() throws(LedgerFault) -> UInt64 {
        guard let value = try context.read(GovKeys.nextID), let id = UInt64(bigEndian: value)
        else { throw .damaged("next proposal id") }
        try context.write(Bytes(bigEndian: id + 1), GovKeys.nextID)
        return id
    }

    /// What a proposal says before anybody pays for it.
    struct Draft {
        var messages: [Google_Protobuf_Any]
        var metadata: String
        var title: String
        var summary: String
        let proposer: Party
        var isExpedited: Bool
    }

    func submit(_ draft: Draft) throws(LedgerFault) -> GovProposal {
        try Self.checkLength(draft.metadata)
        guard draft.summary.utf8.count <= 40 * Self.metadataBytesMax else {
            throw .refused(
                GovError.summaryTooLong,
                "got summary with length \(draft.summary.utf8.count)")
        }
        try Self.checkLength(draft.title)
        for message in draft.messages { try check(message) }
        let id = try nextID()
        let now = context.header.time
        let period = try parameters().maxDepositPeriod
        let end = now.adding(seconds: period.seconds, nanos: Int64(period.nanos))
        var proposal = GovProposal()
        proposal.id = id
        proposal.messages = draft.messages
        proposal.status = .depositPeriod
        proposal.finalTallyResult = .none
        proposal.submitTime = now.wire
        proposal.depositEndTime = end.wire
        proposal.metadata = draft.metadata
        proposal.title = draft.title
        proposal.summary = draft.summary
        proposal.proposer = draft.proposer.text
        proposal.expedited = draft.isExpedited
        try store(proposal)
        try context.write(Bytes(bigEndian: id), GovKeys.inactive(end, id))
        context.emit(
            .submitProposal(id, draft.proposer.text, messages: draft.messages.map(\.typeURL)))
        return proposal
    }

    static func checkLength(_ text: String) throws(LedgerFault) {
        guard text.utf8.count <= metadataBytesMax else {
            throw .refused(
                GovError.metadataTooLong, "got metadata with length \(text.utf8.count)")
        }
    }

    /// A proposal's message must be gov's own, and somebody must know how to carry it out.
    private func check(_ any: Google_Protobuf_Any) throws(LedgerFault) {
        let message: any LedgerMessage
        do {
            message = try MessageRouter.message(any)
        } catch {
            throw .refused(GovError.unroutableMessage, any.typeURL)
        }
        do {
            try message.validateBasic()
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            throw .refused(GovError.invalidMessage, refusal.text)
        }
        guard let signer = message.sender else { throw .refused(GovError.invalidSigner) }
        guard signer.address == ModuleAccounts.gov.address else {
            throw .refused(GovError.invalidSigner, signer.text)
        }
        guard let legacy = message as? ExecuteLegacyContentMessage else { return }
        do {
            _ = try legacy.content()
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            throw .refused(GovError.invalidContent, refusal.text)
        }
    }

    func beginVoting(_ proposal: GovProposal) throws(LedgerFault) {
        var proposal = proposal
        let parameters = try parameters()
        let now = context.header.time
        let period =
            proposal.expedited ? parameters.expeditedVotingPeriod : parameters.votingPeriod
        let end = now.adding(seconds: period.seconds, nanos: Int64(period.nanos))
        proposal.votingStartTime = now.wire
        proposal.votingEndTime = end.wire
        proposal.status = .votingPeriod
        try store(proposal)
        try context.delete(
            GovKeys.inactive(Timestamp(proposal.depositEndTime), proposal.id))
        try context.write(Bytes(bigEndian: proposal.id), GovKeys.active(end, proposal.id))
    }

    /// Only the proposer can, and pays for it with a part of all deposits.
    func cancel(_ id: UInt64, by proposer: String) throws(LedgerFault) {
        let proposal = try proposal(id)
        guard !proposal.proposer.isEmpty else {
            throw .refused(
                GovError.invalidProposal,
                "proposal \(id) doesn't have proposer \(proposer), so cannot be canceled")
        }
        guard proposal.proposer == proposer else {
            throw .refused(GovError.invalidProposer, "invalid proposer \(proposer)")
        }
        guard proposal.status == .depositPeriod || proposal.status == .votingPeriod else {
            throw .refused(
                GovError.invalidProposal,
                "proposal should be in the deposit or voting period")
        }
        if proposal.hasVotingEndTime,
            Timestamp(proposal.votingEndTime) < context.header.time
        {
            throw .refused(
                GovError.votingPeriodEnded,
                "voting period is already ended for this proposal \(id)")
        }
        let parameters = try parameters()
        try chargeDeposits(
            id, to: parameters.proposalCancelDest,
            rate: Self.decimal(parameters.proposalCancelRatio))
        if proposal.hasVotingStartTime { try deleteVotes(id) }
        try delete(id)
    }

    // MARK: Votes

    func vote(
        _ id: UInt64, by voter: Party, _ options: [GovWeightedVoteOption], metadata: String
    ) throws(LedgerFault) {
        guard try context.has(GovKeys.voting(id)) else {
            throw .refused(GovError.inactiveProposal, "\(id)")
        }
        try Self.checkLength(metadata)
        for option in options where !option.isValid {
            throw .refused(GovError.invalidVote, option.json)
        }
        var vote = GovVote()
        vote.proposalID = id
        vote.voter = voter.text
        vote.options = options
        vote.metadata = metadata
        try context.write(vote.stored(), GovKeys.vote(id, voter.address))
        let list = options.map(\.json).joined(separator: ",")
        context.emit(
            Event(
                "proposal_vote",
                ["voter": voter.text, "option": "[\(list)]", "proposal_id": String(id)]))
    }

    func votes(_ id: UInt64) throws(LedgerFault) -> [(key: Bytes, vote: GovVote)] {
        var found: [(key: Bytes, vote: GovVote)] = []
        for (key, value) in try context.entries(KeyRange(prefix: GovKeys.votes(id))) {
            found.append((key, try GovVote(stored: value, "vote")))
        }
        return found
    }

    func deleteVotes(_ id: UInt64) throws(LedgerFault) {
        for (key, _) in try context.entries(KeyRange(prefix: GovKeys.votes(id))) {
            try context.delete(key)
        }
    }
}

extension LedgerContext {
    var gov: GovModule { GovModule(context: self) }
}

extension GovWeightedVoteOption {
    /// One option with the whole vote.
    init(whole option: GovVoteOption) {
        self.init()
        self.option = option
        weight = Dec.one.description
    }

    var isValid: Bool {
        guard let weight = Dec(weight), weight.isPositive, weight <= .one else { return false }
        return option.isVote
    }

    /// As the chain's program prints it; a weight needs no escapes, and one that does is no weight.
    var json: String {
        var fields: [String] = []
        if option.rawValue != 0 { fields.append("\"option\":\(option.rawValue)") }
        if !weight.isEmpty {
            let text = JSONValue.string(weight).bytes(.escaped)
            fields.append("\"weight\":" + String(decoding: text, as: UTF8.self))
        }
        return "{\(fields.joined(separator: ","))}"
    }
}

extension GovVoteOption {
    /// One of the four answers.
    var isVote: Bool { (1...4).contains(rawValue) }

    /// As the chain's program prints it.
    var printed: String {
        switch rawValue {
        case 0: "VOTE_OPTION_UNSPECIFIED"
        case 1: "VOTE_OPTION_YES"
        case 2: "VOTE_OPTION_ABSTAIN"
        case 3: "VOTE_OPTION_NO"
        case 4: "VOTE_OPTION_NO_WITH_VETO"
        default: String(rawValue)
        }
    }
}

extension GovTallyResult {
    /// Nobody voted.
    static var none: GovTallyResult {
        var result = GovTallyResult()
        result.yesCount = "0"
        result.abstainCount = "0"
        result.noCount = "0"
        result.noWithVetoCount = "0"
        return result
    }
}
