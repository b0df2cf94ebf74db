internal import Foundation
internal import SecretBase
internal import SecretChain
package import SecretLedger

/// What `config/app.toml` says, in the words of the network's own nodes, and `[faucet]`, which is
/// ours. Source: chain.md §0.13.
package struct ApplicationConfiguration: Hashable, Sendable {
    package let minimumGasPrices: [LedgerConfiguration.GasPrice]
    /// `default`, `nothing`, `everything`, or `KEEP/INTERVAL`.
    package let pruning: String
    /// nil: there is no REST.
    package let rest: ListenAddress?
    /// nil: there is no gRPC.
    package let grpc: ListenAddress?
    /// nil: there is no faucet, as on every node that is not for development.
    package let faucet: ListenAddress?
    /// A snapshot is made every so many blocks; 0 for never.
    package let snapshotInterval: Int64
    /// How many snapshots stay; 0 for all.
    package let snapshotsKept: Int64

    /// Reads the file; a home without one has the usual values.
    package init(of home: CometHome) throws(HomeError) {
        let path = home.applicationFile
        let isThere = FileManager.default.fileExists(atPath: path)
        try self.init(isThere ? TOMLFile(reading: path) : TOMLFile("", path: path))
    }

    init(_ file: TOMLFile) throws(HomeError) {
        minimumGasPrices = try Self.prices("minimum-gas-prices", in: file)
        pruning = try Self.pruning(in: file)
        rest = try Self.door(
            "api", in: file, isUsual: true, usual: "tcp://127.0.0.1:1317")
        grpc = try Self.door(
            "grpc", in: file, isUsual: true, usual: "127.0.0.1:9090")
        faucet = try Self.door(
            "faucet", in: file, isUsual: false, usual: "127.0.0.1:5000")
        snapshotInterval = try file.count("state-sync.snapshot-interval") ?? 0
        snapshotsKept = try file.count("state-sync.snapshot-keep-recent") ?? 2
    }

    /// The address of a section, unless `enable` says that nothing is served there.
    private static func door(
        _ section: String, in file: TOMLFile, isUsual: Bool, usual: String
    ) throws(HomeError) -> ListenAddress? {
        let address = try CometConfiguration.address(
            section + ".address", in: file, usual: usual)
        return try file.flag(section + ".enable") ?? isUsual ? address : nil
    }

    private static func pruning(in file: TOMLFile) throws(HomeError) -> String {
        let choice = try file.text("pruning") ?? "default"
        switch choice {
        case "default", "nothing", "everything": return choice
        case "custom":
            let keep = try file.count("pruning-keep-recent") ?? 0
            let interval = try file.count("pruning-interval") ?? 0
            // Source: chain.md §6.3: fewer would prune what is still asked for.
            guard keep >= 2 else { throw file.fault("pruning-keep-recent", "wanted 2 or more") }
            guard interval >= 10 else { throw file.fault("pruning-interval", "wanted 10 or more") }
            return "\(keep)/\(interval)"
        default:
            throw file.fault(
                "pruning",
                "wanted default, nothing, everything or custom, got '\(choice.prefix(80))'")
        }
    }

    /// `0.0125uscrt,1uatom`; an empty text asks for nothing.
    private static func prices(
        _ key: String, in file: TOMLFile
    ) throws(HomeError) -> [LedgerConfiguration.GasPrice] {
        guard let text = try file.text(key) else { return LedgerConfiguration.usualGasPrices }
        var prices: [LedgerConfiguration.GasPrice] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: !text.contains(",")) {
            let word = part.trimmingCharacters(in: .whitespaces)
            let digits = word.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            let denom = String(word.dropFirst(digits.count))
            guard let amount = Dec(String(digits)), Coin.isDenom(denom),
                !prices.contains(where: { $0.denom == denom })
            else {
                throw file.fault(
                    key, "wanted prices such as 0.0125uscrt, got '\(text.prefix(80))'")
            }
            prices.append(.init(denom: denom, amount: amount))
        }
        return prices.sorted { $0.denom.utf8.lexicographicallyPrecedes($1.denom.utf8) }
    }
}
