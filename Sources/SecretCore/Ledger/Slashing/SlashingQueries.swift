import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about who signs. Source: chain specification §4.4.
enum SlashingQueries {
    private static let service = "/cosmos.slashing.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Params", params), QueryRoute(service + "SigningInfo", signingInfo),
        QueryRoute(service + "SigningInfos", signingInfos),
    ]

    @Sendable private static func params(
        _ request: SlashingQueryParamsRequest, _ context: QueryContext
    ) throws -> SlashingQueryParamsResponse {
        var response = SlashingQueryParamsResponse()
        response.params = try context.scratch().slashing.parameters()
        return response
    }

    @Sendable private static func signingInfo(
        _ request: SlashingQuerySigningInfoRequest, _ context: QueryContext
    ) throws -> SlashingQuerySigningInfoResponse {
        guard !request.consAddress.isEmpty else {
            throw QueryError(.invalidArgument, "invalid request")
        }
        let address = try ConsensusAddress(request.consAddress)
        guard let info = try context.scratch().slashing.signingInfo(address.bytes) else {
            throw QueryError(
                .notFound, "SigningInfo not found for validator \(request.consAddress)")
        }
        var response = SlashingQuerySigningInfoResponse()
        response.valSigningInfo = info
        return response
    }

    @Sendable private static func signingInfos(
        _ request: SlashingQuerySigningInfosRequest, _ context: QueryContext
    ) throws -> SlashingQuerySigningInfosResponse {
        let page: Page
        do {
            page = try Page(of: SlashingKeys.signingInfos, request.pagination, context)
        } catch let error as PageError {
            throw QueryError(plain: error.description)
        }
        var response = SlashingQuerySigningInfosResponse()
        response.info = try page.entries.map {
            try SlashingValidatorSigningInfo(stored: $0.value, "signing info")
        }
        response.pagination = page.response
        return response
    }
}
