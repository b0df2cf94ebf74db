/// The errors of codespace `slashing` that this ledger gives.
///
/// Source: cosmos-sdk `x/slashing/types/errors.go`. A validator or a self-delegation that is not
/// there is told in staking's words, as the network's program does.
enum SlashingError: UInt32, RegisteredError {
    case stillJailed = 4
    case notJailed = 5
    case selfDelegationTooLow = 7

    static let codespace = "slashing"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .stillJailed: "validator still jailed; cannot be unjailed"
        case .notJailed: "validator not jailed; cannot be unjailed"
        case .selfDelegationTooLow:
            "validator's self delegation less than minimum; cannot be unjailed"
        }
    }
}
