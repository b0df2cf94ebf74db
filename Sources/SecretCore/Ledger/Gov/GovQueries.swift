import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about proposals, in v1. Source: chain specification §4.7.
enum GovQueries {
    private static let service = "/cosmos.gov.v1.Query/"

    static let routes: [QueryRoute] =
        [
            QueryRoute(service + "Constitution", constitution),
            QueryRoute(service + "Proposal", proposal),
            QueryRoute(service + "Proposals", proposals), QueryRoute(service + "Vote", vote),
            QueryRoute(service + "Votes", votes), QueryRoute(service + "Params", params),
            QueryRoute(service + "Deposit", deposit), QueryRoute(service + "Deposits", deposits),
            QueryRoute(service + "TallyResult", tally),
        ] + legacyRoutes

    private static func requireID(_ id: UInt64) throws {
        guard id != 0 else {
            throw QueryError(.invalidArgument, "proposal id can not be 0")
        }
    }

    @Sendable private static func constitution(
        _ request: GovQueryConstitutionRequest, _ context: QueryContext
    ) throws -> GovQueryConstitutionResponse {
        var response = GovQueryConstitutionResponse()
        let text = try context.state.get(GovKeys.constitution) ?? []
        response.constitution = String(decoding: text, as: UTF8.self)
        return response
    }

    @Sendable static func proposal(
        _ request: GovQueryProposalRequest, _ context: QueryContext
    ) throws -> GovQueryProposalResponse {
        try requireID(request.proposalID)
        guard let found = try context.scratch().gov.find(request.proposalID) else {
            throw QueryError(.notFound, "proposal \(request.proposalID) doesn't exist")
        }
        var response = GovQueryProposalResponse()
        response.proposal = found
        return response
    }

    @Sendable static func proposals(
        _ request: GovQueryProposalsRequest, _ context: QueryContext
    ) throws -> GovQueryProposalsResponse {
        let wanted = request.proposalStatus
        let isChoosing = (1...5).contains(wanted.rawValue)
        let page: Page
        do {
            let voter = request.voter.isEmpty ? nil : try Address(request.voter)
            let depositor = request.depositor.isEmpty ? nil : try Address(request.depositor)
            page = try Page.read(
                of: GovKeys.proposals, request.pagination, context, failingWith: .internal
            ) { key, value in
                guard let id = UInt64(bigEndian: key) else { return false }
                if let voter, try context.state.get(GovKeys.vote(id, voter)) == nil {
                    return false
                }
                if let depositor, try context.state.get(GovKeys.deposit(id, depositor)) == nil {
                    return false
                }
                guard isChoosing else { return true }
                return try GovProposal(stored: value, "proposal").status == wanted
            }
        } catch let error as AddressError {
            throw QueryError(.internal, error.description)
        }
        var response = GovQueryProposalsResponse()
        response.proposals = try page.entries.map {
            try GovProposal(stored: $0.value, "proposal")
        }
        response.pagination = page.response
        return response
    }

    @Sendable static func vote(
        _ request: GovQueryVoteRequest, _ context: QueryContext
    ) throws -> GovQueryVoteResponse {
        try requireID(request.proposalID)
        guard !request.voter.isEmpty else {
            throw QueryError(.invalidArgument, "empty voter address")
        }
        let key = GovKeys.vote(request.proposalID, try Address(request.voter))
        guard let value = try context.state.get(key) else {
            throw QueryError(
                .invalidArgument,
                "voter: \(request.voter) not found for proposal: \(request.proposalID)")
        }
        var response = GovQueryVoteResponse()
        response.vote = try GovVote(stored: value, "vote")
        return response
    }

    @Sendable static func votes(
        _ request: GovQueryVotesRequest, _ context: QueryContext
    ) throws -> GovQueryVotesResponse {
        try requireID(request.proposalID)
        let page = try Page.read(
            of: GovKeys.votes(request.proposalID), request.pagination, context,
            failingWith: .internal)
        var response = GovQueryVotesResponse()
        response.votes = try page.entries.map { try GovVote(stored: $0.value, "vote") }
        response.pagination = page.response
        return response
    }

    @Sendable static func params(
        _ request: GovQueryParamsRequest, _ context: QueryContext
    ) throws -> GovQueryParamsResponse {
        let parameters = try context.scratch().gov.parameters()
        var response = GovQueryParamsResponse()
        switch request.paramsType {
        case "deposit":
            response.depositParams.minDeposit = parameters.minDeposit
            response.depositParams.maxDepositPeriod = parameters.maxDepositPeriod
        case "voting": response.votingParams.votingPeriod = parameters.votingPeriod
        case "tallying":
            response.tallyParams.quorum = parameters.quorum
            response.tallyParams.threshold = parameters.threshold
            response.tallyParams.vetoThreshold = parameters.vetoThreshold
        case "": break
        default:
            throw QueryError(
                .invalidArgument, "unknown params type: \(request.paramsType)")
        }
        response.params = parameters
        return response
    }

    @Sendable static func deposit(
        _ request: GovQueryDepositRequest, _ context: QueryContext
    ) throws -> GovQueryDepositResponse {
        try requireID(request.proposalID)
        guard !request.depositor.isEmpty else {
            throw QueryError(.invalidArgument, "empty depositor address")
        }
        let depositor = try Address(request.depositor)
        guard let value = try context.state.get(GovKeys.deposit(request.proposalID, depositor))
        else {
            throw QueryError(
                .notFound,
                "collections: not found: key '(\"\(request.proposalID)\", \"\(depositor)\")' of "
                    + "type github.com/cosmos/gogoproto/cosmos.gov.v1.Deposit")
        }
        var response = GovQueryDepositResponse()
        response.deposit = try GovDeposit(stored: value, "deposit")
        return response
    }

    @Sendable static func deposits(
        _ request: GovQueryDepositsRequest, _ context: QueryContext
    ) throws -> GovQueryDepositsResponse {
        try requireID(request.proposalID)
        let page = try Page.read(
            of: GovKeys.deposits(request.proposalID), request.pagination, context,
            failingWith: .internal)
        var response = GovQueryDepositsResponse()
        response.deposits = try page.entries.map { try GovDeposit(stored: $0.value, "deposit") }
        response.pagination = page.response
        return response
    }

    @Sendable static func tally(
        _ request: GovQueryTallyResultRequest, _ context: QueryContext
    ) throws -> GovQueryTallyResultResponse {
        var asked = GovQueryProposalRequest()
        asked.proposalID = request.proposalID
        let found = try proposal(asked, context).proposal
        var response = GovQueryTallyResultResponse()
        switch found.status {
        case .depositPeriod: response.tally = .none
        case .passed, .rejected, .failed: response.tally = found.finalTallyResult
        default: response.tally = try context.scratch().gov.tally(found).result
        }
        return response
    }
}
