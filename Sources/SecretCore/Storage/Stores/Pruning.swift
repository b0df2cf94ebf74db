/// Which old heights' states a node keeps. Blocks are kept in any case.
///
/// Source: Cosmos SDK `store/pruning/types`; chain.md §6.3.
public enum Pruning: Hashable, Sendable {
    /// All heights.
    case nothing
    /// The last `recent` heights before the latest; the rest goes every `interval` heights.
    case keep(recent: Int64, interval: Int64)

    /// As the network's own nodes do if nobody says otherwise.
    public static let standard = keep(recent: 362_880, interval: 10)
    /// Next to nothing is kept.
    public static let everything = keep(recent: 2, interval: 10)

    /// `default`, `nothing`, `everything`, or `custom` as KEEP or KEEP/INTERVAL (10 without), where
    /// KEEP is 2 at least and INTERVAL 10; nil for any other text.
    public init?(_ text: String) {
        switch text {
        case "default": self = .standard
        case "nothing": self = .nothing
        case "everything": self = .everything
        default:
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { part in
                part.utf8.allSatisfy { 48...57 ~= $0 } ? Int64(part) : nil
            }
            guard numbers.count == parts.count, numbers.count <= 2, let recent = numbers.first,
                recent >= 2, numbers.count < 2 || numbers[1] >= 10
            else { return nil }
            self = .keep(recent: recent, interval: numbers.count == 2 ? numbers[1] : 10)
        }
    }

    /// The first height whose state stays when `height` is committed; nil when none is to go now.
    func earliest(at height: Int64) -> Int64? {
        guard case .keep(let recent, let interval) = self, height % max(interval, 1) == 0,
            height > recent
        else { return nil }
        return height - recent
    }
}
