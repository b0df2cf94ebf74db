/// How a platform stands against Intel's list of its kind, as TCB info words it.
package enum TCBStatus: String, Sendable, CaseIterable {
    case upToDate = "UpToDate"
    case swHardeningNeeded = "SWHardeningNeeded"
    case configurationNeeded = "ConfigurationNeeded"
    case configurationAndSWHardeningNeeded = "ConfigurationAndSWHardeningNeeded"
    case tdRelaunchAdvised = "TDRelaunchAdvised"
    case tdRelaunchAdvisedConfigurationNeeded = "TDRelaunchAdvisedConfigurationNeeded"
    case outOfDate = "OutOfDate"
    case outOfDateConfigurationNeeded = "OutOfDateConfigurationNeeded"
    case revoked = "Revoked"

    /// What a list may hold; the advice to relaunch is worked out and never listed.
    static let listed: Set<TCBStatus> = [
        .upToDate, .swHardeningNeeded, .configurationNeeded, .configurationAndSWHardeningNeeded,
        .outOfDate, .outOfDateConfigurationNeeded, .revoked,
    ]

    /// This platform's status when one of its parts (quoting enclave, TDX module) has `part`.
    ///
    /// Revoked wins; a part that is not up to date makes the platform out of date.
    func converged(with part: TCBStatus) -> TCBStatus {
        switch (self, part) {
        case (.revoked, _), (_, .revoked): .revoked
        case (_, .upToDate): self
        case (.upToDate, _), (.swHardeningNeeded, _): .outOfDate
        case (.configurationNeeded, _), (.configurationAndSWHardeningNeeded, _):
            .outOfDateConfigurationNeeded
        default: self
        }
    }

    var needsConfiguration: Bool {
        switch self {
        case .configurationNeeded, .configurationAndSWHardeningNeeded,
            .outOfDateConfigurationNeeded, .tdRelaunchAdvisedConfigurationNeeded:
            true
        default: false
        }
    }

    var isOutOfDate: Bool { self == .outOfDate || self == .outOfDateConfigurationNeeded }

    /// The words of Intel's older service for the same, which Secret's first certificates carry.
    package var iasWord: String {
        switch self {
        case .upToDate: "OK"
        case .swHardeningNeeded: "SW_HARDENING_NEEDED"
        case .configurationNeeded: "CONFIGURATION_NEEDED"
        case .configurationAndSWHardeningNeeded: "CONFIGURATION_AND_SW_HARDENING_NEEDED"
        case .revoked: "GROUP_REVOKED"
        default: "GROUP_OUT_OF_DATE"
        }
    }
}
