import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgSubmitProposal` of v1.
struct SubmitProposalMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1.MsgSubmitProposal"
    private let wire: GovMsgSubmitProposal
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        self.init(try GovMsgSubmitProposal(serializedBytes: bytes))
    }

    init(_ wire: GovMsgSubmitProposal) {
        self.wire = wire
        sender = try? Party(reading: wire.proposer, "proposer")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        var response = GovMsgSubmitProposalResponse()
        response.proposalID = try submit(in: context)
        return try response.stored()
    }

    func submit(in context: LedgerContext) throws(LedgerFault) -> UInt64 {
        guard !wire.title.isEmpty else {
            throw .refused(SDKError.invalidRequest, "proposal title cannot be empty")
        }
        guard !wire.summary.isEmpty else {
            throw .refused(SDKError.invalidRequest, "proposal summary cannot be empty")
        }
        let proposer = try sender.orRead(wire.proposer, "proposer")
        guard !wire.messages.isEmpty || !wire.metadata.isEmpty else {
            throw .refused(
                GovError.noMessages, "either metadata or Msgs length must be non-nil")
        }
        try checkMetadata()
        let parameters = try context.gov.parameters()
        let coins: Coins
        do { coins = try Coins(wire.initialDeposit) } catch {
            throw .refused(SDKError.invalidCoins, Coins.text(of: wire.initialDeposit))
        }
        let gov = context.gov
        try gov.checkInitialDeposit(coins, isExpedited: wire.expedited, parameters)
        try gov.checkDenoms(coins, parameters)
        let proposal = try gov.submit(
            .init(
                messages: wire.messages, metadata: wire.metadata, title: wire.title,
                summary: wire.summary, proposer: proposer, isExpedited: wire.expedited))
        try context.meter.consume(
            3 * GasTable.writePerByte * UInt64(proposal.stored().count), "submit proposal")
        if try gov.deposit(coins, from: proposer, for: proposal.id) {
            context.emit(.votingStarts("submit_proposal", proposal.id))
        }
        return proposal.id
    }

    /// Metadata that is an object must say the same as the proposal; any other text is none of
    /// gov's business.
    private func checkMetadata() throws(LedgerFault) {
        guard let json = try? JSONValue(parsing: Bytes(wire.metadata.utf8)),
            case .object(let members) = json
        else { return }
        func text(_ name: String) -> String? {
            guard let member = members.last(where: { $0.name.lowercased() == name }) else {
                return ""
            }
            if case .string(let text) = member.value { return text }
            return nil
        }
        // A member of another type makes it no metadata for the chain's program.
        guard let title = text("title"), let summary = text("summary") else { return }
        guard title == wire.title else {
            throw .refused(
                GovError.invalidContent,
                "metadata title '\(title)' must equal proposal title '\(wire.title)'")
        }
        guard summary == wire.summary else {
            throw .refused(
                GovError.invalidContent,
                "metadata summary '\(summary)' must equal proposal summary '\(wire.summary)'")
        }
    }
}

/// `MsgDeposit` of v1.
struct DepositMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1.MsgDeposit"
    private let wire: GovMsgDeposit
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        self.init(try GovMsgDeposit(serializedBytes: bytes))
    }

    init(_ wire: GovMsgDeposit) {
        self.wire = wire
        sender = try? Party(reading: wire.depositor, "depositor")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let depositor = try sender.orRead(wire.depositor, "depositor")
        let coins = try Coins(ofMessage: wire.amount)
        if try context.gov.deposit(coins, from: depositor, for: wire.proposalID) {
            context.emit(.votingStarts("proposal_deposit", wire.proposalID))
        }
        return []
    }
}

/// `MsgVote` of v1.
struct VoteMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1.MsgVote"
    private let wire: GovMsgVote
    let sender: Party?

    init(decoding bytes: Bytes) throws { self.init(try GovMsgVote(serializedBytes: bytes)) }

    init(_ wire: GovMsgVote) {
        self.wire = wire
        sender = try? Party(reading: wire.voter, "voter")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let voter = try sender.orRead(wire.voter, "voter")
        guard wire.option.isVote else {
            throw .refused(GovError.invalidVote, wire.option.printed)
        }
        try context.gov.vote(
            wire.proposalID, by: voter, [GovWeightedVoteOption(whole: wire.option)],
            metadata: wire.metadata)
        return []
    }
}

/// `MsgVoteWeighted` of v1.
struct WeightedVoteMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1.MsgVoteWeighted"
    private let wire: GovMsgVoteWeighted
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        self.init(try GovMsgVoteWeighted(serializedBytes: bytes))
    }

    init(_ wire: GovMsgVoteWeighted) {
        self.wire = wire
        sender = try? Party(reading: wire.voter, "voter")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let voter = try sender.orRead(wire.voter, "voter")
        guard !wire.options.isEmpty else {
            throw .refused(SDKError.invalidRequest, "null")
        }
        var total = Dec.zero
        var used: [GovVoteOption] = []
        for option in wire.options {
            guard option.isValid else { throw .refused(GovError.invalidVote, option.json) }
            total = try total.plus(GovModule.decimal(option.weight))
            guard !used.contains(option.option) else {
                throw .refused(GovError.invalidVote, "duplicated vote option")
            }
            used.append(option.option)
        }
        guard total <= .one else {
            throw .refused(GovError.invalidVote, "total weight overflow 1.00")
        }
        guard total == .one else {
            throw .refused(GovError.invalidVote, "total weight lower than 1.00")
        }
        try context.gov.vote(
            wire.proposalID, by: voter, wire.options, metadata: wire.metadata)
        return []
    }
}

/// `MsgCancelProposal`.
struct CancelProposalMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1.MsgCancelProposal"
    private let wire: GovMsgCancelProposal
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try GovMsgCancelProposal(serializedBytes: bytes)
        sender = try? Party(reading: wire.proposer, "proposer")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        _ = try sender.orRead(wire.proposer, "proposer")
        try context.gov.cancel(wire.proposalID, by: wire.proposer)
        context.emit(
            Event(
                "cancel_proposal",
                ["sender": wire.proposer, "proposal_id": String(wire.proposalID)]))
        var response = GovMsgCancelProposalResponse()
        response.proposalID = wire.proposalID
        response.canceledTime = context.header.time.wire
        response.canceledHeight = UInt64(bitPattern: context.header.height)
        return try response.stored()
    }
}
