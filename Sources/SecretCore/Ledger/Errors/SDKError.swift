/// The errors of codespace `sdk` that this ledger gives. Source: chain specification §3.2.
enum SDKError: UInt32, RegisteredError {
    case txDecode = 2
    case unauthorized = 4
    case insufficientFunds = 5
    case unknownRequest = 6
    case invalidAddress = 7
    case invalidPubKey = 8
    case unknownAddress = 9
    case invalidCoins = 10
    case outOfGas = 11
    case memoTooLarge = 12
    case insufficientFee = 13
    case tooManySignatures = 14
    case noSignatures = 15
    case invalidRequest = 18
    case invalidType = 29
    case txTimeoutHeight = 30
    case unknownExtensionOptions = 31
    case wrongSequence = 32
    case notFound = 38
    case notSupported = 37
    case invalidGasLimit = 41
    case lastTransaction = 40404

    static let codespace = "sdk"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .txDecode: "tx parse error"
        case .unauthorized: "unauthorized"
        case .insufficientFunds: "insufficient funds"
        case .unknownRequest: "unknown request"
        case .invalidAddress: "invalid address"
        case .invalidPubKey: "invalid pubkey"
        case .unknownAddress: "unknown address"
        case .invalidCoins: "invalid coins"
        case .outOfGas: "out of gas"
        case .memoTooLarge: "memo too large"
        case .insufficientFee: "insufficient fee"
        case .tooManySignatures: "maximum number of signatures exceeded"
        case .noSignatures: "no signatures supplied"
        case .invalidRequest: "invalid request"
        case .invalidType: "invalid type"
        case .txTimeoutHeight: "tx timeout height"
        case .unknownExtensionOptions: "unknown extension options"
        case .wrongSequence: "incorrect account sequence"
        case .notFound: "not found"
        case .notSupported: "feature not supported"
        case .invalidGasLimit: "invalid gas limit"
        case .lastTransaction: "Cannot send messages after last tx marker was set"
        }
    }
}
