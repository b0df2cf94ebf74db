/// The errors of codespace `compute`. Source: enclave protocol §8.4; SecretNetwork
/// `x/compute/internal/types/errors.go`.
enum ComputeError: UInt32, RegisteredError {
    case instantiateFailed = 2
    case executeFailed = 3
    case queryFailed = 4
    case migrateFailed = 5
    case accountExists = 6
    case gasLimit = 7
    case invalidGenesis = 8
    case notFound = 9
    case invalidMessage = 10
    case empty = 11
    case limit = 12
    case invalid = 13
    case duplicate = 14
    case createFailed = 15
    case signatureFailed = 16
    case unsupportedForContract = 17
    case unknownMessage = 18
    case replyFailed = 19
    case invalidEvent = 21
    case tooManyChannels = 22
    case callDepth = 30
    case contractSize = 31

    static let codespace = "compute"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .instantiateFailed: "instantiate contract failed"
        case .executeFailed: "execute contract failed"
        case .queryFailed: "query contract failed"
        case .migrateFailed: "migrate contract failed"
        case .accountExists: "contract account already exists"
        case .gasLimit: "insufficient gas"
        case .invalidGenesis: "invalid genesis"
        case .notFound: "not found"
        case .invalidMessage: "invalid CosmosMsg from the contract"
        case .empty: "empty"
        case .limit: "exceeds limit"
        case .invalid: "invalid"
        case .duplicate: "duplicate"
        case .createFailed: "create contract failed"
        case .signatureFailed: "parse signature failed"
        case .unsupportedForContract: "unsupported for this contract"
        case .unknownMessage: "unknown message from the contract"
        case .replyFailed: "reply to contract failed"
        case .invalidEvent: "invalid event"
        case .tooManyChannels: "max transfer channels"
        case .callDepth: "max call depth exceeded"
        case .contractSize: "max contract size exceeded"
        }
    }
}
