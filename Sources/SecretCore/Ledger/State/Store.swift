import SecretBase
package import SecretStorage

/// The chain's stores. State is one map here, so a store's byte goes before each of its keys; what
/// follows the byte is the key as the chain itself has it.
package enum Store: UInt8, CaseIterable {
    case account = 1
    case bank = 2
    case staking = 3
    case consensus = 4
    case distribution = 5
    case mint = 6
    case gov = 7
    case compute = 8
    case authz = 9
    case capability = 10
    case circuit = 11
    case cron = 12
    case emergencyButton = 13
    case evidence = 14
    case feegrant = 15
    case feeIBC = 16
    case hooksForIBC = 17
    case ibc = 18
    case icaController = 19
    case icaHost = 20
    case packetForward = 21
    case parameters = 22
    case register = 23
    case slashing = 24
    case transfer = 25
    case upgrade = 26
    /// Proof of Engaged Time. No network has it: it counts only while there is something in it.
    case poet = 27
    /// Modules of contracts by their SHA-256. The network keeps them in files, not in its state.
    case code = 0xf0

    /// The network's stores, all but one under the app hash.
    package static let layout = StoreLayout(
        hashed: allCases.compactMap { store in
            store.name.map {
                StoreLayout.Hashed(byte: store.rawValue, name: $0, isOptional: store == .poet)
            }
        }, unhashed: [code.rawValue])

    /// What the app hash calls the store; nil for one beside it. Source: chain.md §0.
    var name: String? {
        switch self {
        case .account: "acc"
        case .bank: "bank"
        case .staking: "staking"
        case .consensus: "consensus"
        case .distribution: "distribution"
        case .mint: "mint"
        case .gov: "gov"
        case .compute: "compute"
        case .authz: "authz"
        case .capability: "capability"
        case .circuit: "circuit"
        case .cron: "cron"
        case .emergencyButton: "emergencybutton"
        case .evidence: "evidence"
        case .feegrant: "feegrant"
        case .feeIBC: "feeibc"
        case .hooksForIBC: "hooks-for-ibc"
        case .ibc: "ibc"
        case .icaController: "icacontroller"
        case .icaHost: "icahost"
        case .packetForward: "packetfowardmiddleware"
        case .parameters: "params"
        case .register: "register"
        case .slashing: "slashing"
        case .transfer: "transfer"
        case .upgrade: "upgrade"
        case .poet: "poet"
        case .code: nil
        }
    }

    /// The store's byte, the module's prefix and the rest of the key.
    func key(_ prefix: UInt8, _ parts: Bytes...) -> Bytes {
        var key = Bytes()
        key.reserveCapacity(parts.reduce(2) { $0 + $1.count })
        key.append(rawValue)
        key.append(prefix)
        for part in parts { key.append(contentsOf: part) }
        return key
    }
}

extension Bytes {
    /// Length (one byte) ‖ bytes, as addresses lie inside keys.
    var lengthPrefixed: Bytes { [UInt8(truncatingIfNeeded: count)] + self }

    /// Eight bytes, big-endian.
    init(bigEndian number: UInt64) {
        self = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }

    /// Eight bytes, little-endian.
    init(littleEndian number: UInt64) {
        self = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}

extension UInt64 {
    /// Reads eight bytes, big-endian; nil for any other count.
    init?(bigEndian bytes: some Collection<UInt8>) {
        guard bytes.count == 8 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
