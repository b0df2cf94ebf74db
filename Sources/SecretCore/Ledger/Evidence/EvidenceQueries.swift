import SecretBase
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about proven faults. Source: chain specification §4.4.
enum EvidenceQueries {
    private static let service = "/cosmos.evidence.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "Evidence", evidence),
        QueryRoute(service + "AllEvidence", allEvidence),
    ]

    @Sendable private static func evidence(
        _ request: EvidenceQueryEvidenceRequest, _ context: QueryContext
    ) throws -> EvidenceQueryEvidenceResponse {
        guard !request.hash.isEmpty else {
            throw QueryError(.invalidArgument, "invalid request; hash is empty")
        }
        let hash: Bytes
        do { hash = try Hex.decode(request.hash) } catch {
            throw QueryError(plain: "invalid evidence hash: \(error)")
        }
        guard let found = try context.scratch().evidence.evidence(hash) else {
            throw QueryError(.notFound, "evidence \(request.hash) not found")
        }
        var response = EvidenceQueryEvidenceResponse()
        response.evidence = found
        return response
    }

    @Sendable private static func allEvidence(
        _ request: EvidenceQueryAllEvidenceRequest, _ context: QueryContext
    ) throws -> EvidenceQueryAllEvidenceResponse {
        let page: Page
        do {
            page = try Page(of: EvidenceKeys.evidence, request.pagination, context)
        } catch let error as PageError {
            throw QueryError(plain: error.description)
        }
        var response = EvidenceQueryAllEvidenceResponse()
        response.evidence = try page.entries.map {
            try Google_Protobuf_Any(stored: $0.value, "evidence")
        }
        response.pagination = page.response
        return response
    }
}
