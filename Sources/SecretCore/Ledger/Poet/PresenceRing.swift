package import SecretBase

/// The credits of a validator's last W blocks, two bits each, in chunks as the store holds them.
///
/// A cell that was never written holds no credit, as if the block had been missed: who is new
/// earns its presence. Source: `spec/poet.md` 9.4.
package struct PresenceRing: Hashable, Sendable {
    /// Cells in one chunk, four in a byte, the first in the lowest bits.
    package static let chunkCells = 512
    package static let chunkBytes = chunkCells / 4
    /// No window is longer, so that no ring is out of bounds.
    package static let windowMax: UInt64 = 1_000_000

    package let window: UInt64
    /// In order; each of `chunkBytes`.
    package private(set) var chunks: [Bytes]
    /// Blocks written; the next goes to the cell `counted` mod W.
    package private(set) var counted: UInt64
    /// Sum of all cells.
    package private(set) var credit: UInt64

    /// An empty ring of `window` cells.
    package init(window: UInt64) {
        self.window = window
        let count = Self.chunkCount(window: window)
        chunks = [Bytes](repeating: Self.emptyChunk, count: count)
        counted = 0
        credit = 0
    }

    /// A ring of someone who signed every block so far.
    package init(fullWindow window: UInt64) {
        self.init(window: window)
        for _ in 0..<window { append(EngagementRules.fullCredit) }
        counted = 0
    }

    /// Writes the next block's credit (0...2) over the one that falls out of the window.
    package mutating func append(_ value: UInt64) {
        let place = Place(counted % window)
        credit += value
        credit -= Self.exchange(&chunks[place.chunk], at: place.cell, for: value)
        counted += 1
    }

    /// The credit of the block written `back` blocks before the last: 0 for the last itself.
    package func value(back: UInt64) -> UInt64 {
        guard back < min(counted, window) else { return 0 }
        let place = Place((counted - 1 - back) % window)
        return Self.value(in: chunks[place.chunk], at: place.cell)
    }

    // MARK: One chunk at a time

    /// Where a cell lies.
    package struct Place: Hashable, Sendable {
        package let chunk: Int
        package let cell: Int

        /// `index` is below W.
        package init(_ index: UInt64) {
            chunk = Int(index) / chunkCells
            cell = Int(index) % chunkCells
        }
    }

    package static let emptyChunk = Bytes(repeating: 0, count: chunkBytes)

    package static func chunkCount(window: UInt64) -> Int {
        (Int(window) + chunkCells - 1) / chunkCells
    }

    /// The credit in one cell.
    package static func value(in chunk: Bytes, at cell: Int) -> UInt64 {
        UInt64(chunk[cell / 4] >> shift(cell) & 3)
    }

    /// Puts `value` (0...3) into a cell and gives what was there.
    package static func exchange(
        _ chunk: inout Bytes, at cell: Int, for value: UInt64
    ) -> UInt64 {
        let old = Self.value(in: chunk, at: cell)
        let cleared = chunk[cell / 4] & ~(3 << shift(cell))
        chunk[cell / 4] = cleared | UInt8(truncatingIfNeeded: value & 3) << shift(cell)
        return old
    }

    private static func shift(_ cell: Int) -> UInt8 { UInt8(cell % 4) * 2 }
}
