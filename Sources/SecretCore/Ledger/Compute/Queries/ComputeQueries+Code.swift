import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

extension ComputeQueries {
    @Sendable static func code(
        _ request: ComputeQueryByCodeIdRequest, _ context: QueryContext
    ) throws -> ComputeQueryCodeResponse {
        guard request.codeID != 0 else {
            throw QueryError(Refusal(ComputeError.invalid, "code id"))
        }
        guard let value = try context.state.get(ComputeKeys.code(request.codeID)) else {
            throw QueryError(Refusal(ComputeError.notFound))
        }
        let info = try ComputeCodeInfo(stored: value, "code")
        var response = ComputeQueryCodeResponse()
        response.codeInfo = try shown(info, request.codeID)
        if let module = try context.state.get(ComputeKeys.module(Bytes(info.codeHash))) {
            response.wasm = Data(module)
        }
        return response
    }

    @Sendable static func codes(
        _ request: Google_Protobuf_Empty, _ context: QueryContext
    ) throws -> ComputeQueryCodesResponse {
        var response = ComputeQueryCodesResponse()
        for (key, value) in try context.state.entries(KeyRange(prefix: ComputeKeys.codes)) {
            guard let id = UInt64(bigEndian: key.suffix(8)) else { continue }
            response.codeInfos.append(
                try shown(ComputeCodeInfo(stored: value, "code"), id))
        }
        return response
    }

    private static func shown(
        _ info: ComputeCodeInfo, _ id: UInt64
    ) throws -> ComputeCodeInfoResponse {
        var response = ComputeCodeInfoResponse()
        response.codeID = id
        response.creator = try Address(bytes: Bytes(info.creator)).description
        response.codeHash = Hex.encode(info.codeHash)
        response.source = info.source
        response.builder = info.builder
        return response
    }

    @Sendable static func codeHashOfContract(
        _ request: ComputeQueryByContractAddressRequest, _ context: QueryContext
    ) throws -> ComputeQueryCodeHashResponse {
        try hash(of: info(of: Address(request.contractAddress), context).codeID, context)
    }

    @Sendable static func codeHash(
        _ request: ComputeQueryByCodeIdRequest, _ context: QueryContext
    ) throws -> ComputeQueryCodeHashResponse {
        try hash(of: request.codeID, context)
    }

    private static func hash(
        of code: UInt64, _ context: QueryContext
    ) throws -> ComputeQueryCodeHashResponse {
        guard let value = try context.state.get(ComputeKeys.code(code)) else {
            throw QueryError(plain: "failed to get code info for code id \(code)")
        }
        var response = ComputeQueryCodeHashResponse()
        response.codeHash = Hex.encode(try ComputeCodeInfo(stored: value, "code").codeHash)
        return response
    }

    @Sendable static func analysis(
        _ request: ComputeQueryAnalyzeCodeRequest, _ context: QueryContext
    ) throws -> ComputeQueryAnalyzeCodeResponse {
        guard !request.codeHash.isEmpty else {
            throw QueryError(.invalidArgument, "code hash is required")
        }
        let key = ComputeKeys.report(Bytes(request.codeHash))
        guard let value = try context.state.get(key) else {
            throw QueryError(.internal, "failed to analyze code: no such code")
        }
        let report = StoredReport(bytes: value)
        var response = ComputeQueryAnalyzeCodeResponse()
        response.hasIbcEntryPoints_p = report.isIBC
        response.requiredFeatures = report.features
        return response
    }

    @Sendable static func authorizedMigration(
        _ request: ComputeQueryAuthorizedMigrationRequest, _ context: QueryContext
    ) throws -> ComputeQueryAuthorizedMigrationResponse {
        try check(request.contractAddress)
        let key = ComputeKeys.migration(of: request.contractAddress)
        guard let value = try context.state.get(key), let code = UInt64(bigEndian: value) else {
            throw QueryError(
                .notFound, "no authorized migration found for the given contract address")
        }
        var response = ComputeQueryAuthorizedMigrationResponse()
        response.newCodeID = code
        return response
    }

    @Sendable static func authorizedAdmin(
        _ request: ComputeQueryAuthorizedAdminUpdateRequest, _ context: QueryContext
    ) throws -> ComputeQueryAuthorizedAdminUpdateResponse {
        try check(request.contractAddress)
        let key = ComputeKeys.adminUpdate(of: request.contractAddress)
        guard let value = try context.state.get(key) else {
            throw QueryError(
                .notFound, "no authorized admin update found for the given contract address")
        }
        var response = ComputeQueryAuthorizedAdminUpdateResponse()
        response.newAdmin = String(decoding: value, as: UTF8.self)
        return response
    }

    private static func check(_ contract: String) throws(QueryError) {
        guard !contract.isEmpty else {
            throw QueryError(.invalidArgument, "contract address cannot be empty")
        }
        guard (try? Address(contract)) != nil else {
            throw QueryError(.invalidArgument, "invalid contract address")
        }
    }
}
