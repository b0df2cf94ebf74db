/// The errors of codespace `staking` that this ledger gives. Source: chain specification §3.2,
/// cosmos-sdk `x/staking/types/errors.go`.
enum StakingError: UInt32, RegisteredError {
    case noValidator = 3
    case operatorExists = 4
    case publicKeyExists = 5
    case publicKeyType = 6
    case validatorJailed = 7
    case commissionNegative = 9
    case commissionHuge = 10
    case commissionAboveMax = 11
    case commissionChangedToday = 12
    case commissionChangeNegative = 13
    case commissionChangeAboveMax = 14
    case commissionChangeTooLarge = 15
    case selfDelegationBelowMinimum = 16
    case minSelfDelegationDecreased = 17
    case noDelegation = 19
    case delegatorHasNone = 21
    case insufficientShares = 22
    case notEnoughShares = 24
    case noUnbonding = 26
    case tooManyUnbondings = 27
    case noRedelegation = 28
    case selfRedelegation = 29
    case tinyRedelegation = 30
    case badRedelegationDestination = 31
    case transitiveRedelegation = 32
    case tooManyRedelegations = 33
    case invalidExchangeRate = 34
    case emptyPublicKey = 39
    case commissionBelowMin = 40
    case badRedelegationSource = 44

    static let codespace = "staking"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .noValidator: "validator does not exist"
        case .validatorJailed: "validator for this address is currently jailed"
        case .noRedelegation: "no redelegation found"
        case .selfRedelegation: "cannot redelegate to the same validator"
        case .tinyRedelegation: "too few tokens to redelegate (truncates to zero tokens)"
        case .badRedelegationDestination: "redelegation destination validator not found"
        case .badRedelegationSource: "redelegation source validator not found"
        case .transitiveRedelegation:
            "redelegation to this validator already in progress; first redelegation to this "
                + "validator must complete before next redelegation"
        case .tooManyRedelegations:
            "too many redelegation entries for (delegator, src-validator, dst-validator) tuple"
        case .operatorExists:
            "validator already exist for this operator address; must use new validator operator "
                + "address"
        case .publicKeyExists:
            "validator already exist for this pubkey; must use new validator pubkey"
        case .publicKeyType: "validator pubkey type is not supported"
        case .commissionNegative: "commission must be positive"
        case .commissionChangedToday: "commission cannot be changed more than once in 24h"
        case .commissionChangeNegative: "commission change rate must be positive"
        case .commissionChangeTooLarge:
            "commission cannot be changed more than max change rate"
        case .minSelfDelegationDecreased: "minimum self delegation cannot be decrease"
        case .emptyPublicKey: "empty validator public key"
        case .commissionHuge: "commission cannot be more than 100%"
        case .commissionAboveMax: "commission cannot be more than the max rate"
        case .commissionChangeAboveMax:
            "commission change rate cannot be more than the max rate"
        case .selfDelegationBelowMinimum:
            "validator's self delegation must be greater than their minimum self delegation"
        case .noDelegation: "no delegation for (address, validator) tuple"
        case .delegatorHasNone: "delegator does not contain delegation"
        case .insufficientShares: "insufficient delegation shares"
        case .notEnoughShares: "not enough delegation shares"
        case .noUnbonding: "no unbonding delegation found"
        case .tooManyUnbondings:
            "too many unbonding delegation entries for (delegator, validator) tuple"
        case .invalidExchangeRate:
            "cannot delegate to validators with invalid (zero) ex-rate"
        case .commissionBelowMin: "commission cannot be less than min rate"
        }
    }
}
