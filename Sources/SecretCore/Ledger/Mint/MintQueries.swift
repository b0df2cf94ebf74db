import SecretBase
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about inflation. Source: chain specification §4.6.
enum MintQueries {
    private static let service = "/cosmos.mint.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Params", params), QueryRoute(service + "Inflation", inflation),
        QueryRoute(service + "AnnualProvisions", annualProvisions),
    ]

    @Sendable private static func params(
        _ request: MintQueryParamsRequest, _ context: QueryContext
    ) throws -> MintQueryParamsResponse {
        var response = MintQueryParamsResponse()
        response.params = try context.scratch().mint.parameters()
        return response
    }

    @Sendable private static func inflation(
        _ request: MintQueryInflationRequest, _ context: QueryContext
    ) throws -> MintQueryInflationResponse {
        var response = MintQueryInflationResponse()
        response.inflation = .init(try context.scratch().mint.minter().inflation.utf8)
        return response
    }

    @Sendable private static func annualProvisions(
        _ request: MintQueryAnnualProvisionsRequest, _ context: QueryContext
    ) throws -> MintQueryAnnualProvisionsResponse {
        var response = MintQueryAnnualProvisionsResponse()
        response.annualProvisions = .init(
            try context.scratch().mint.minter().annualProvisions.utf8)
        return response
    }
}
