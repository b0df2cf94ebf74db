package import SecretBase

/// One key that was set (`value`) or removed (nil).
package struct StateChange: Hashable, Sendable {
    package let key: Bytes
    package let value: Bytes?

    package init(key: Bytes, value: Bytes?) {
        self.key = key
        self.value = value
    }
}

/// Changes over a state that stays untouched until somebody writes them down.
///
/// Branches nest: a block's branch over committed state, a transaction's over the block's, its
/// messages' over that one. A branch belongs to one thread; its parent must not change under it.
package final class StateBranch: StateReader {
    private let parent: any StateReader
    // The same, where it is a branch too: a key is hashed once for all branches above each other.
    private let parentBranch: StateBranch?
    // A value of nil is a removal, which hides the parent's.
    private var overlay: [ByteKey: Bytes?] = [:]
    // Keys of `overlay` in order, without those in `unsorted`; made when a scan first asks.
    private var sorted: [Bytes] = []
    private var unsorted: [Bytes] = []

    /// An empty branch over `parent`.
    package init(over parent: any StateReader) {
        self.parent = parent
        parentBranch = parent as? StateBranch
    }

    package func value(for key: Bytes) throws(StorageError) -> Bytes? {
        let hashed = ByteKey(key)
        var branch = self
        while true {
            if let own = branch.overlay[hashed] { return own }
            guard let next = branch.parentBranch else {
                return try branch.parent.value(for: key)
            }
            branch = next
        }
    }

    /// Stores `value` under `key`, in this branch only.
    package func set(_ value: Bytes, for key: Bytes) {
        put(value, for: ByteKey(key))
    }

    /// Forgets what is stored under `key`, in this branch only.
    package func remove(_ key: Bytes) {
        put(nil, for: ByteKey(key))
    }

    /// Whether nothing was set or removed.
    package var isEmpty: Bool { overlay.isEmpty }

    /// What was set and removed, ascending by key.
    package var changes: [StateChange] {
        sortKeys()
        return sorted.map { StateChange(key: $0, value: overlay[ByteKey($0)] ?? nil) }
    }

    /// Moves all changes into the parent, which must be a branch too; this one is empty afterwards.
    package func writeToParent() {
        guard let branch = parentBranch else {
            preconditionFailure("only a branch over a branch is written down; Storage commits")
        }
        for (key, value) in overlay { branch.put(value, for: key) }
        discard()
    }

    /// Drops all changes.
    package func discard() {
        overlay.removeAll(keepingCapacity: true)
        sorted.removeAll(keepingCapacity: true)
        unsorted.removeAll(keepingCapacity: true)
    }

    package func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {
        sortKeys()
        var own = ownKeys(in: range, reversed: reversed)[...]
        guard !own.isEmpty else { return try parent.scan(range, reversed: reversed, visit) }
        var goesOn = true
        try parent.scan(range, reversed: reversed) { key, value in
            while goesOn, let next = own.first {
                let order = reversed ? key.compare(next) : next.compare(key)
                guard order <= 0 else { break }
                own.removeFirst()
                if let mine = overlay[ByteKey(next)] ?? nil { goesOn = try visit(next, mine) }
                // The overlay's word on this key, a removal included, hides the parent's.
                if order == 0 { return goesOn }
            }
            if goesOn { goesOn = try visit(key, value) }
            return goesOn
        }
        while goesOn, let next = own.popFirst() {
            if let mine = overlay[ByteKey(next)] ?? nil { goesOn = try visit(next, mine) }
        }
    }

    private func put(_ value: Bytes?, for key: ByteKey) {
        if overlay.updateValue(value, forKey: key) == nil { unsorted.append(key.bytes) }
    }

    /// Brings `sorted` up to date: a few new keys are inserted, many are sorted in.
    private func sortKeys() {
        guard !unsorted.isEmpty else { return }
        if unsorted.count > 16 {
            sorted.append(contentsOf: unsorted)
            sorted.sort { $0.precedes($1) }
        } else {
            for key in unsorted { sorted.insert(key, at: position(of: key)) }
        }
        unsorted.removeAll(keepingCapacity: true)
    }

    /// Index of the first sorted key that does not precede `key`.
    private func position(of key: Bytes) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle].precedes(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func ownKeys(in range: KeyRange, reversed: Bool) -> [Bytes] {
        let first = position(of: range.from)
        let end = range.to.map(position(of:)) ?? sorted.count
        guard first < end else { return [] }
        return reversed ? sorted[first..<end].reversed() : Array(sorted[first..<end])
    }
}

/// A state without entries: the parent of a chain's first branch, and of tests.
package struct EmptyState: StateReader, Sendable {
    package init() {}

    package func value(for key: Bytes) throws(StorageError) -> Bytes? { nil }

    package func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {}
}
