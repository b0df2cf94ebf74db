/// The errors of codespace `distribution` that this ledger gives.
///
/// Source: cosmos-sdk `x/distribution/types/errors.go`, with the network's own number 201.
enum DistributionError: UInt32, RegisteredError {
    case noDelegationInfo = 5
    case noValidatorInfo = 6
    case noCommission = 7
    case setWithdrawAddressDisabled = 8
    case badDistribution = 9
    case noValidator = 12
    case noDelegation = 13
    case notEnoughStake = 201

    static let codespace = "distribution"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .noDelegationInfo: "no delegation distribution info"
        case .noValidatorInfo: "no validator distribution info"
        case .noCommission: "no validator commission to withdraw"
        case .setWithdrawAddressDisabled: "set withdraw address disabled"
        case .badDistribution: "community pool does not have sufficient coins to distribute"
        case .noValidator: "validator does not exist"
        case .noDelegation: "delegation does not exist"
        case .notEnoughStake: "Not enough stake for auto-restaking"
        }
    }
}
