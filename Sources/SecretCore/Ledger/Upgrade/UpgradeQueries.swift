import SecretBase
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about upgrades. Source: cosmos-sdk `x/upgrade/keeper/grpc_query.go`.
enum UpgradeQueries {
    private static let service = "/cosmos.upgrade.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "CurrentPlan", currentPlan),
        QueryRoute(service + "AppliedPlan", appliedPlan),
        QueryRoute(service + "UpgradedConsensusState", consensusState),
        QueryRoute(service + "ModuleVersions", moduleVersions),
        QueryRoute(service + "Authority", authority),
    ]

    @Sendable private static func currentPlan(
        _ request: UpgradeQueryCurrentPlanRequest, _ context: QueryContext
    ) throws -> UpgradeQueryCurrentPlanResponse {
        var response = UpgradeQueryCurrentPlanResponse()
        if let plan = try context.scratch().upgrade.plan() { response.plan = plan }
        return response
    }

    @Sendable private static func appliedPlan(
        _ request: UpgradeQueryAppliedPlanRequest, _ context: QueryContext
    ) throws -> UpgradeQueryAppliedPlanResponse {
        var response = UpgradeQueryAppliedPlanResponse()
        response.height = try context.scratch().upgrade.doneHeight(of: request.name)
        return response
    }

    /// Without IBC there is none.
    @Sendable private static func consensusState(
        _ request: UpgradeQueryUpgradedConsensusStateRequest, _ context: QueryContext
    ) throws -> UpgradeQueryUpgradedConsensusStateResponse {
        UpgradeQueryUpgradedConsensusStateResponse()
    }

    @Sendable private static func moduleVersions(
        _ request: UpgradeQueryModuleVersionsRequest, _ context: QueryContext
    ) throws -> UpgradeQueryModuleVersionsResponse {
        var response = UpgradeQueryModuleVersionsResponse()
        let entries = try context.state.entries(KeyRange(prefix: UpgradeKeys.versions))
        for (key, value) in entries {
            guard let number = UInt64(bigEndian: value) else {
                throw LedgerFault.damaged("module version")
            }
            var version = UpgradeModuleVersion()
            version.name = String(
                decoding: key.dropFirst(UpgradeKeys.versions.count), as: UTF8.self)
            version.version = number
            guard request.moduleName.isEmpty || request.moduleName == version.name else {
                continue
            }
            response.moduleVersions.append(version)
        }
        guard request.moduleName.isEmpty || !response.moduleVersions.isEmpty else {
            throw QueryError(
                registered: "x/upgrade: QueryModuleVersions module \(request.moduleName) not "
                    + "found: \(UpgradeError.noModuleVersion.text)")
        }
        return response
    }

    @Sendable private static func authority(
        _ request: UpgradeQueryAuthorityRequest, _ context: QueryContext
    ) throws -> UpgradeQueryAuthorityResponse {
        var response = UpgradeQueryAuthorityResponse()
        response.address = ModuleAccounts.gov.text
        return response
    }
}
