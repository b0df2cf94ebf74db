import SecretBase
import SecretWire
import SwiftProtobuf

/// The consensus parameters, and the older way to ask for them. Source: chain specification §4.10.
enum ConsensusQueries {
    static let routes: [QueryRoute] = [
        QueryRoute("/cosmos.consensus.v1.Query/Params", params),
        QueryRoute("/cosmos.params.v1beta1.Query/Params", subspaceParams),
    ]

    @Sendable private static func params(
        _ request: ConsensusQueryParamsRequest, _ context: QueryContext
    ) throws -> ConsensusQueryParamsResponse {
        var response = ConsensusQueryParamsResponse()
        response.params = try context.parameters().consensus
        return response
    }

    /// Only the subspace `baseapp` is left of what this query once answered.
    @Sendable private static func subspaceParams(
        _ request: ParamsQueryParamsRequest, _ context: QueryContext
    ) throws -> ParamsQueryParamsResponse {
        guard !request.subspace.isEmpty, !request.key.isEmpty else {
            throw QueryError(.invalidArgument, "invalid request")
        }
        guard request.subspace == "baseapp" else {
            throw QueryError(plain: "\(request.subspace): unknown subspace")
        }
        var response = ParamsQueryParamsResponse()
        response.param.subspace = request.subspace
        response.param.key = request.key
        response.param.value = text(of: request.key, try context.parameters().consensus)
        return response
    }

    /// JSON as the parameter's store has it; empty for a key that there is none of.
    private static func text(of key: String, _ params: CometConsensusParams) -> String {
        switch key {
        case "BlockParams":
            let block = params.block
            return #"{"max_bytes":"\#(block.maxBytes)","max_gas":"\#(block.maxGas)"}"#
        case "EvidenceParams":
            let evidence = params.evidence
            let nanoseconds =
                evidence.maxAgeDuration.seconds * 1_000_000_000
                + Int64(evidence.maxAgeDuration.nanos)
            return #"{"max_age_num_blocks":"\#(evidence.maxAgeNumBlocks)","#
                + #""max_age_duration":"\#(nanoseconds)","max_bytes":"\#(evidence.maxBytes)"}"#
        case "ValidatorParams":
            let types = params.validator.pubKeyTypes.map { "\"\($0)\"" }.joined(separator: ",")
            return #"{"pub_key_types":[\#(types)]}"#
        default: return ""
        }
    }
}
