import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// The same questions in v1beta1: asked of v1, and told in the older words.
extension GovQueries {
    private static let service = "/cosmos.gov.v1beta1.Query/"

    static let legacyRoutes: [QueryRoute] = [
        QueryRoute(service + "Proposal", legacyProposal),
        QueryRoute(service + "Proposals", legacyProposals),
        QueryRoute(service + "Vote", legacyVote), QueryRoute(service + "Votes", legacyVotes),
        QueryRoute(service + "Params", legacyParams),
        QueryRoute(service + "Deposit", legacyDeposit),
        QueryRoute(service + "Deposits", legacyDeposits),
        QueryRoute(service + "TallyResult", legacyTally),
    ]

    private static func legacy(_ proposal: GovProposal) throws -> GovLegacyProposal {
        guard proposal.messages.count == 1, let message = proposal.messages.first else {
            throw QueryError(
                plain: "can't convert a gov/v1 Proposal to gov/v1beta1 Proposal when amount of "
                    + "proposal messages not exactly one: invalid type")
        }
        var legacy = GovLegacyProposal()
        legacy.proposalID = proposal.id
        legacy.content = message
        if message.typeURL == ExecuteLegacyContentMessage.typeURL {
            legacy.content = try GovMsgExecLegacyContent(
                stored: Bytes(message.value), "legacy content"
            ).content
        }
        legacy.status =
            GovLegacyProposalStatus(rawValue: proposal.status.rawValue) ?? .unspecified
        legacy.finalTallyResult = Self.legacy(proposal.finalTallyResult)
        legacy.totalDeposit = proposal.totalDeposit
        legacy.submitTime = proposal.submitTime
        legacy.depositEndTime = proposal.depositEndTime
        let never = Timestamp.zeroTime.wire
        legacy.votingStartTime = proposal.hasVotingStartTime ? proposal.votingStartTime : never
        legacy.votingEndTime = proposal.hasVotingEndTime ? proposal.votingEndTime : never
        return legacy
    }

    private static func legacy(_ tally: GovTallyResult) -> GovLegacyTallyResult {
        var legacy = GovLegacyTallyResult()
        legacy.yes = tally.yesCount
        legacy.abstain = tally.abstainCount
        legacy.no = tally.noCount
        legacy.noWithVeto = tally.noWithVetoCount
        return legacy
    }

    private static func legacy(_ vote: GovVote) throws -> GovLegacyVote {
        var legacy = GovLegacyVote()
        legacy.proposalID = vote.proposalID
        legacy.voter = vote.voter
        legacy.options = try vote.options.map { option in
            var weighted = GovLegacyWeightedVoteOption()
            weighted.option =
                GovLegacyVoteOption(rawValue: option.option.rawValue) ?? .unspecified
            weighted.weight = try GovModule.decimal(option.weight).wireText
            return weighted
        }
        return legacy
    }

    private static func legacy(_ deposit: GovDeposit) -> GovLegacyDeposit {
        var legacy = GovLegacyDeposit()
        legacy.proposalID = deposit.proposalID
        legacy.depositor = deposit.depositor
        legacy.amount = deposit.amount
        return legacy
    }

    @Sendable private static func legacyProposal(
        _ request: GovLegacyQueryProposalRequest, _ context: QueryContext
    ) throws -> GovLegacyQueryProposalResponse {
        var asked = GovQueryProposalRequest()
        asked.proposalID = request.proposalID
        var response = GovLegacyQueryProposalResponse()
        response.proposal = try legacy(proposal(asked, context).proposal)
        return response
    }

    @Sendable private static func legacyProposals(
        _ request: GovLegacyQueryProposalsRequest, _ context: QueryContext
    ) throws -> GovLegacyQueryProposalsResponse {
        var asked = GovQueryProposalsRequest()
        asked.proposalStatus =
            GovProposalStatus(rawValue: request.proposalStatus.rawValue) ?? .unspecified
        asked.voter = request.voter
        asked.depositor = request.depositor
        asked.pagination = request.pagination
        let found = try proposals(asked, context)
        var response = GovLegacyQueryProposalsResponse()
        response.proposals = try found.proposals.map { try legacy($0) }
        response.pagination = found.pagination
        return response
    }

    @Sendable private static func legacyVote(
        _ request: GovLegacyQueryVoteRequest, _ context: QueryContext
    ) throws -> GovLegacyQueryVoteResponse {
        var asked = GovQueryVoteRequest()
        asked.proposalID = request.proposalID
        asked.voter = request.voter
        var response = GovLegacyQueryVoteResponse()
        response.vote = try legacy(vote(asked, context).vote)
        return response
    }

    @Sendable private static func legacyVotes(
        _ request: GovLegacyQueryVotesRequest, _ context: QueryContext
    ) throws -> GovLegacyQueryVotesResponse {
        var asked = GovQueryVotesRequest()
        asked.proposalID = request.proposalID
        asked.pagination = request.pagination
        let found = try votes(asked, context)
        var response = GovLegacyQueryVotesResponse()
        response.votes = try found.votes.map { try legacy($0) }
        response.pagination = found.pagination
        return response
    }

    @Sendable private static func legacyParams(
        _ request: GovLegacyQueryParamsRequest, _ context: QueryContext
    ) throws -> GovLegacyQueryParamsResponse {
        var asked = GovQueryParamsRequest()
        asked.paramsType = request.paramsType
        let found = try params(asked, context)
        func scaled(_ text: String) throws -> Bytes {
            Bytes(try GovModule.decimal(text).wireText.utf8)
        }
        let zero = Bytes(Dec.zero.wireText.utf8)
        var response = GovLegacyQueryParamsResponse()
        // The two that were not asked for are there as well, empty.
        response.tallyParams.quorum = .init(zero)
        response.tallyParams.threshold = .init(zero)
        response.tallyParams.vetoThreshold = .init(zero)
        if found.hasDepositParams {
            response.depositParams.minDeposit = found.depositParams.minDeposit
            response.depositParams.maxDepositPeriod = found.depositParams.maxDepositPeriod
        } else if found.hasVotingParams {
            response.votingParams.votingPeriod = found.votingParams.votingPeriod
        } else if found.hasTallyParams {
            response.tallyParams.quorum = .init(try scaled(found.tallyParams.quorum))
            response.tallyParams.threshold = .init(try scaled(found.tallyParams.threshold))
            response.tallyParams.vetoThreshold = .init(
                try scaled(found.tallyParams.vetoThreshold))
        } else {
            throw QueryError(
                .invalidArgument, "\(request.paramsType) is not a valid parameter type")
        }
        return response
    }

    @Sendable private static func legacyDeposit(
        _ request: GovLegacyQueryDepositRequest, _ context: QueryContext
    ) throws -> GovLegacyQueryDepositResponse {
        var asked = GovQueryDepositRequest()
        asked.proposalID = request.proposalID
        asked.depositor = request.depositor
        var response = GovLegacyQueryDepositResponse()
        response.deposit = legacy(try deposit(asked, context).deposit)
        return response
    }

    @Sendable private static func legacyDeposits(
        _ request: GovLegacyQueryDepositsRequest, _ context: QueryContext
    ) throws -> GovLegacyQueryDepositsResponse {
        var asked = GovQueryDepositsRequest()
        asked.proposalID = request.proposalID
        asked.pagination = request.pagination
        let found = try deposits(asked, context)
        var response = GovLegacyQueryDepositsResponse()
        response.deposits = found.deposits.map { legacy($0) }
        response.pagination = found.pagination
        return response
    }

    @Sendable private static func legacyTally(
        _ request: GovLegacyQueryTallyResultRequest, _ context: QueryContext
    ) throws -> GovLegacyQueryTallyResultResponse {
        var asked = GovQueryTallyResultRequest()
        asked.proposalID = request.proposalID
        var response = GovLegacyQueryTallyResultResponse()
        response.tally = legacy(try tally(asked, context).tally)
        return response
    }
}
