import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Which program carries the chain on, and from which block. Source: chain specification §4.10;
/// cosmos-sdk `x/upgrade`.
struct UpgradeModule {
    let context: LedgerContext

    func plan() throws(LedgerFault) -> UpgradePlan? {
        guard let value = try context.read(UpgradeKeys.plan) else { return nil }
        return try UpgradePlan(stored: value, "upgrade plan")
    }

    /// Puts a plan in the place of any other.
    func schedule(_ plan: UpgradePlan) throws(LedgerFault) {
        if let problem = plan.problem { throw .refused(SDKError.invalidRequest, problem) }
        guard plan.height >= context.header.height else {
            throw .refused(
                SDKError.invalidRequest, "upgrade cannot be scheduled in the past")
        }
        guard try doneHeight(of: plan.name) == 0 else {
            throw .refused(
                SDKError.invalidRequest,
                "upgrade with name \(plan.name) has already been completed")
        }
        var plan = plan
        // The chain writes out a time that nobody may set: year 1.
        plan.time = Timestamp.goZero.wire
        try context.write(plan.stored(), UpgradeKeys.plan)
    }

    func cancel() throws(LedgerFault) {
        if try plan() != nil { try context.delete(UpgradeKeys.plan) }
    }

    /// Height at which an upgrade was carried out, 0 for one that was not.
    func doneHeight(of name: String) throws(LedgerFault) -> Int64 {
        try done().first { $0.name == name }?.height ?? 0
    }

    /// What was carried out, oldest first.
    private func done() throws(LedgerFault) -> [(name: String, height: Int64)] {
        var found: [(name: String, height: Int64)] = []
        for (key, _) in try context.entries(KeyRange(prefix: UpgradeKeys.done)) {
            let rest = key.dropFirst(UpgradeKeys.done.count)
            guard let height = UInt64(bigEndian: rest.prefix(8)) else {
                throw .damaged("upgrade without a height")
            }
            found.append(
                (String(decoding: rest.dropFirst(8), as: UTF8.self), Int64(bitPattern: height)))
        }
        return found
    }

    // MARK: At the beginning of a block

    /// Carries out a plan that is due and that this program knows, or forgets it where the
    /// operator wants it skipped. Gives why the block must not be made by this program, if so.
    func preBlock(_ configuration: LedgerConfiguration) throws(LedgerFault) -> UpgradeHalt? {
        let height = context.header.height
        let plan = try plan()
        let isDue = plan.map { $0.height > 0 && $0.height <= height } ?? false
        let isSkipped = configuration.skippedUpgrades.contains(height)
        if !isDue || isSkipped, let last = try done().last,
            !configuration.upgrades.contains(last.name)
        {
            let version = context.parameters.consensus.version.app
            return UpgradeHalt(
                name: "", height: height, info: "",
                reason: "wrong app version \(version), upgrade handler is missing for "
                    + "\(last.name) upgrade plan")
        }
        guard let plan else { return nil }
        guard isDue else { return tooEarly(plan, configuration) }
        if isSkipped {
            try cancel()
            return nil
        }
        guard configuration.upgrades.contains(plan.name) else {
            return UpgradeHalt(
                name: plan.name, height: height, info: plan.info,
                reason: "UPGRADE \"\(plan.name)\" NEEDED at height: \(plan.height): \(plan.info)")
        }
        try apply(plan)
        return nil
    }

    /// A program that knows a plan before it is due makes other blocks than the others.
    private func tooEarly(
        _ plan: UpgradePlan, _ configuration: LedgerConfiguration
    ) -> UpgradeHalt? {
        guard configuration.upgrades.contains(plan.name) else { return nil }
        return UpgradeHalt(
            name: "", height: context.header.height, info: "",
            reason: "BINARY UPDATED BEFORE TRIGGER! UPGRADE \"\(plan.name)\" - in binary but not "
                + "executed on chain. Downgrade your binary")
    }

    private func apply(_ plan: UpgradePlan) throws(LedgerFault) {
        try writeVersions()
        var count: UInt64 = 0
        if let value = try context.read(UpgradeKeys.protocolVersion) {
            guard let stored = UInt64(bigEndian: value) else {
                throw .damaged("protocol version")
            }
            count = stored
        }
        try context.write(Bytes(bigEndian: count &+ 1), UpgradeKeys.protocolVersion)
        try cancel()
        try context.write([1], UpgradeKeys.done(plan.name, at: context.header.height))
    }

    // MARK: Versions

    /// How often each module's state changed its form, as the network's program counts.
    /// Source: `ConsensusVersion` of the modules.
    static let versions: KeyValuePairs<String, UInt64> = [
        "auth": 5, "authz": 2, "bank": 4, "compute": 7, "consensus": 1, "distribution": 4,
        "evidence": 1, "feegrant": 2, "genutil": 1, "gov": 6, "mint": 2, "slashing": 4,
        "staking": 5, "upgrade": 2, "vesting": 1,
    ]

    func writeVersions() throws(LedgerFault) {
        for (module, version) in Self.versions {
            try context.write(
                Bytes(bigEndian: version), UpgradeKeys.version(of: module))
        }
    }
}

extension LedgerContext {
    var upgrade: UpgradeModule { UpgradeModule(context: self) }
}

extension UpgradePlan {
    /// The chain's words for what is wrong, nil when nothing is.
    fileprivate var problem: String? {
        if hasTime, Timestamp(time) != .goZero {
            return "time-based upgrades have been deprecated in the SDK"
        }
        if hasUpgradedClientState {
            return "upgrade logic for IBC has been moved to the IBC module"
        }
        if name.isEmpty { return "name cannot be empty" }
        return height <= 0 ? "height must be greater than 0" : nil
    }
}
