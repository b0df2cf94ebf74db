/// The votes of one validator over the last `window` blocks, as plain as it can be told: an array of
/// credits, the place of the oldest, and their sum.
struct PresenceRecord: Equatable {
    /// Credit of a vote for the block.
    static let commit: UInt8 = 2

    private(set) var cells: [UInt8]
    private var oldest = 0
    /// Sum of all cells, at most 2 · window.
    private(set) var credit = 0

    /// Nothing was signed yet.
    init(window: Int) { cells = Array(repeating: 0, count: window) }

    /// All of the window was signed.
    init(fullOver window: Int) {
        cells = Array(repeating: Self.commit, count: window)
        credit = 2 * window
    }

    /// The newest vote takes the place of the oldest.
    mutating func note(_ value: UInt8) {
        credit += Int(value) - Int(cells[oldest])
        cells[oldest] = value
        oldest = oldest + 1 == cells.count ? 0 : oldest + 1
    }

    /// Credits from the oldest to the newest.
    var history: [UInt8] { Array(cells[oldest...] + cells[..<oldest]) }
}
