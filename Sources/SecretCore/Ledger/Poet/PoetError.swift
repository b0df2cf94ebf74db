/// The errors of codespace `poet`.
enum PoetError: UInt32, RegisteredError {
    case isOff = 2
    case invalidParameters = 3
    case modeChange = 4
    case noEngagement = 5
    case beaconAge = 6
    case replayed = 7
    case noVerifier = 8
    case invalidQuote = 9

    static let codespace = "poet"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .isOff: "engagement is not measured on this chain"
        case .invalidParameters: "invalid parameters"
        case .modeChange: "the parameters cannot change so"
        case .noEngagement: "the validator is not in the set"
        case .beaconAge: "the beacon is no block recent enough"
        case .replayed: "the validator attested by this block or a later one already"
        case .noVerifier: "no verifier for this kind of quote"
        case .invalidQuote: "the quote does not vouch for this"
        }
    }
}
