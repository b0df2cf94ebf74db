import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgExecLegacyContent`: what a proposal of the old kind does when it passes. Only texts are
/// known here, which do nothing.
struct ExecuteLegacyContentMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1.MsgExecLegacyContent"
    static let textURL = "/cosmos.gov.v1beta1.TextProposal"
    private let wire: GovMsgExecLegacyContent
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try GovMsgExecLegacyContent(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func content() throws(LedgerFault) -> GovLegacyTextProposal {
        guard wire.content.typeURL == Self.textURL else {
            throw .refused(GovError.noHandler, wire.content.typeURL)
        }
        do {
            return try GovLegacyTextProposal(serializedBytes: Bytes(wire.content.value))
        } catch {
            throw .refused(GovError.invalidContent, "\(error)")
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard wire.authority == ModuleAccounts.gov.text else {
            throw .refused(
                GovError.invalidSigner,
                "expected \(ModuleAccounts.gov.text) got \(wire.authority)")
        }
        _ = try content()
        return []
    }
}

/// `MsgSubmitProposal` of v1beta1: its content is wrapped in a message of v1.
struct LegacySubmitProposalMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1beta1.MsgSubmitProposal"
    private let wire: GovLegacyMsgSubmitProposal
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try GovLegacyMsgSubmitProposal(serializedBytes: bytes)
        sender = try? Party(reading: wire.proposer, "proposer")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard wire.hasContent else {
            throw .refused(GovError.invalidContent, "missing content")
        }
        let (title, description) = try content()
        var legacy = GovMsgExecLegacyContent()
        legacy.content = wire.content
        legacy.authority = ModuleAccounts.gov.text
        var any = Google_Protobuf_Any()
        any.typeURL = ExecuteLegacyContentMessage.typeURL
        any.value = .init(try legacy.stored())
        var proposal = GovMsgSubmitProposal()
        proposal.messages = [any]
        proposal.initialDeposit = wire.initialDeposit
        proposal.proposer = wire.proposer
        proposal.title = title
        proposal.summary = description
        var response = GovLegacyMsgSubmitProposalResponse()
        response.proposalID = try SubmitProposalMessage(proposal).submit(in: context)
        return try response.stored()
    }

    private func content() throws(LedgerFault) -> (title: String, description: String) {
        guard wire.content.typeURL == ExecuteLegacyContentMessage.textURL,
            let text = try? GovLegacyTextProposal(serializedBytes: Bytes(wire.content.value))
        else { throw .refused(GovError.invalidType, wire.content.typeURL) }
        func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
        func refuse(_ why: String) -> LedgerFault { .refused(GovError.invalidContent, why) }
        guard !isBlank(text.title) else { throw refuse("proposal title cannot be blank") }
        guard text.title.utf8.count <= 140 else {
            throw refuse("proposal title is longer than max length of 140")
        }
        guard !text.description_p.isEmpty else {
            throw refuse("proposal description cannot be blank")
        }
        guard text.description_p.utf8.count <= 10_000 else {
            throw refuse("proposal description is longer than max length of 10000")
        }
        return (text.title, text.description_p)
    }
}

/// `MsgDeposit` of v1beta1.
struct LegacyDepositMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1beta1.MsgDeposit"
    private let current: DepositMessage
    var sender: Party? { current.sender }

    init(decoding bytes: Bytes) throws {
        let wire = try GovLegacyMsgDeposit(serializedBytes: bytes)
        var deposit = GovMsgDeposit()
        deposit.proposalID = wire.proposalID
        deposit.depositor = wire.depositor
        deposit.amount = wire.amount
        current = DepositMessage(deposit)
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try current.run(in: context)
    }
}

/// `MsgVote` of v1beta1.
struct LegacyVoteMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1beta1.MsgVote"
    private let current: VoteMessage
    var sender: Party? { current.sender }

    init(decoding bytes: Bytes) throws {
        let wire = try GovLegacyMsgVote(serializedBytes: bytes)
        var vote = GovMsgVote()
        vote.proposalID = wire.proposalID
        vote.voter = wire.voter
        vote.option = GovVoteOption(rawValue: wire.option.rawValue) ?? .unspecified
        current = VoteMessage(vote)
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try current.run(in: context)
    }
}

/// `MsgVoteWeighted` of v1beta1; its weights are scaled, those of v1 printed.
struct LegacyWeightedVoteMessage: LedgerMessage {
    static let typeURL = "/cosmos.gov.v1beta1.MsgVoteWeighted"
    private let current: WeightedVoteMessage
    var sender: Party? { current.sender }

    init(decoding bytes: Bytes) throws {
        let wire = try GovLegacyMsgVoteWeighted(serializedBytes: bytes)
        var vote = GovMsgVoteWeighted()
        vote.proposalID = wire.proposalID
        vote.voter = wire.voter
        vote.options = wire.options.map { option in
            var weighted = GovWeightedVoteOption()
            weighted.option = GovVoteOption(rawValue: option.option.rawValue) ?? .unspecified
            weighted.weight = (Dec(wireText: option.weight) ?? .zero).description
            return weighted
        }
        current = WeightedVoteMessage(vote)
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try current.run(in: context)
    }
}
