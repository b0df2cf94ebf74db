import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about engagement. Source: `spec/poet.md` 9.8.
enum PoetQueries {
    private static let service = "/secret.poet.v1.Query/"
    /// No multiplier needs more steps to get anywhere.
    private static let epochsMax: UInt64 = 1_000_000

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Params", params), QueryRoute(service + "Validators", validators),
        QueryRoute(service + "Validator", validator), QueryRoute(service + "Simulate", simulate),
    ]

    @Sendable private static func params(
        _ request: PoetQueryParamsRequest, _ context: QueryContext
    ) throws -> PoetQueryParamsResponse {
        var response = PoetQueryParamsResponse()
        response.params = try context.parameters().poet ?? .usual
        return response
    }

    @Sendable private static func validators(
        _ request: PoetQueryValidatorsRequest, _ context: QueryContext
    ) throws -> PoetQueryValidatorsResponse {
        let page: Page
        do {
            page = try Page(of: PoetKeys.engagements, request.pagination, context)
        } catch let error as PageError {
            throw QueryError(plain: error.description)
        }
        var response = PoetQueryValidatorsResponse()
        let poet = try context.scratch().poet
        response.validators = try page.entries.compactMap { try poet.shown($0.key) }
        response.pagination = page.response
        return response
    }

    @Sendable private static func validator(
        _ request: PoetQueryValidatorRequest, _ context: QueryContext
    ) throws -> PoetQueryValidatorResponse {
        guard !request.consAddress.isEmpty else {
            throw QueryError(.invalidArgument, "invalid request")
        }
        let address = try ConsensusAddress(request.consAddress)
        guard let shown = try context.scratch().poet.shown(address.bytes) else {
            throw QueryError(.notFound, "engagement of \(request.consAddress) not found")
        }
        var response = PoetQueryValidatorResponse()
        response.validator = shown
        return response
    }

    @Sendable private static func simulate(
        _ request: PoetQuerySimulateRequest, _ context: QueryContext
    ) throws -> PoetQuerySimulateResponse {
        let rules = (try context.parameters().poet ?? .usual).rules
        let whole = EngagementRules.whole
        guard let tokens = Int256(request.tokens.isEmpty ? "0" : request.tokens),
            !tokens.isNegative
        else { throw QueryError(.invalidArgument, "tokens must be a whole number of uscrt") }
        guard request.multiplier <= whole, request.presenceRate <= whole else {
            throw QueryError(.invalidArgument, "parts are in millionths, at most \(whole)")
        }
        let score = rules.score(rate: request.presenceRate, age: request.attestationAge)
        var multiplier = request.multiplier == 0 ? rules.multiplierMin : request.multiplier
        var left = min(request.epochs, epochsMax)
        while left > 0, multiplier != score.target {
            multiplier = rules.step(
                multiplier: multiplier, target: score.target, isFrozen: false)
            left -= 1
        }
        var response = PoetQuerySimulateResponse()
        response.presenceScore = score.presence
        response.attestationScore = score.attestation
        response.engagement = score.engagement
        response.target = score.target
        response.multiplier = multiplier
        response.power = Int64(try PoetModule.power(rules, tokens, multiplier))
        return response
    }
}

extension PoetModule {
    /// A validator's engagement as of this height; nil for who is not measured.
    func shown(_ address: Bytes) throws(LedgerFault) -> PoetValidatorEngagement? {
        guard let rules = parameters?.rules, let known = try engagement(address),
            let validator = try context.staking.find(byConsensus: address)
        else { return nil }
        let score = rules.score(known, at: context.header.height)
        var shown = PoetValidatorEngagement()
        shown.operatorAddress = validator.address.description
        shown.consAddress = known.consAddress
        shown.tokens = validator.tokens.description
        shown.credit = known.credit
        shown.presenceRate = score.rate
        shown.presenceScore = score.presence
        shown.attestationScore = score.attestation
        shown.engagement = score.engagement
        shown.target = score.target
        shown.multiplier = known.multiplier
        shown.power = Int64(try Self.power(rules, validator.tokens, known.multiplier))
        shown.attestationHeight = known.attestationHeight
        shown.platformID = known.platformID
        shown.startHeight = known.startHeight
        return shown
    }
}
