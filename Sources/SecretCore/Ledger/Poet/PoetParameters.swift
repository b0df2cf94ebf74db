import FoundationEssentials
package import SecretWire

extension PoetParams {
    /// The specification's values; engagement is not measured.
    package static var usual: PoetParams {
        let rules = EngagementRules()
        var params = PoetParams()
        params.window = rules.window
        params.epoch = rules.epoch
        params.multiplierMin = rules.multiplierMin
        params.presenceHigh = rules.presenceHigh
        params.stepUp = rules.stepUp
        params.stepDown = rules.stepDown
        params.attestationFull = rules.attestationFull
        params.attestationZero = rules.attestationZero
        params.freezeMean = rules.freezeMean
        params.freezeStale = rules.freezeStale
        params.nilCredit = rules.nilCredit
        params.beaconAgeMax = 50
        params.haltSeconds = 3600
        return params
    }

    /// The numbers that multipliers are worked out with.
    package var rules: EngagementRules {
        EngagementRules(
            window: window, epoch: epoch, multiplierMin: multiplierMin,
            presenceHigh: presenceHigh, stepUp: stepUp, stepDown: stepDown,
            attestationFull: attestationFull, attestationZero: attestationZero,
            freezeMean: freezeMean, freezeStale: freezeStale, nilCredit: nilCredit)
    }

    /// What is wrong, nil when nothing is. Source: `spec/poet.md` 9.4, 9.9.
    var problem: String? {
        let (whole, never) = (EngagementRules.whole, EngagementRules.never)
        let floor: UInt64 = mode == .power ? 800_000 : 500_000
        if case .UNRECOGNIZED(let number) = mode { return "no mode \(number) is known" }
        return ParameterCheck.first(
            Self.range(window, 1...PresenceRing.windowMax, "window"),
            Self.range(epoch, 1...PresenceRing.windowMax, "epoch"),
            Self.range(multiplierMin, floor...whole, "multiplier_min"),
            Self.range(presenceHigh, 1...whole, "presence_high"),
            Self.range(stepUp, 1...whole, "step_up"),
            Self.range(stepDown, 0...whole, "step_down"),
            Self.range(attestationFull, 0...never, "attestation_full"),
            Self.range(
                attestationZero, min(attestationFull, never)...never, "attestation_zero"),
            Self.range(freezeMean, 0...whole, "freeze_mean"),
            Self.range(freezeStale, 0...whole, "freeze_stale"),
            Self.range(nilCredit, 0...EngagementRules.fullCredit, "nil_credit"),
            Self.range(beaconAgeMax, 1...10_000, "beacon_age_max"),
            Self.range(haltSeconds, 1...UInt64(Int32.max), "halt_seconds"), attestersProblem)
    }

    private var attestersProblem: String? {
        guard developmentAttesters.count <= 100 else {
            return "there are more than 100 development_attesters"
        }
        guard developmentAttesters.allSatisfy({ $0.count == 32 }),
            Set(developmentAttesters).count == developmentAttesters.count
        else { return "development_attesters must be different ed25519 keys of 32 bytes" }
        return nil
    }

    private static func range(
        _ value: UInt64, _ range: ClosedRange<UInt64>, _ name: String
    ) -> String? {
        range.contains(value)
            ? nil : "\(name) must be \(range.lowerBound) to \(range.upperBound): \(value)"
    }
}
