import SecretBase
import SecretStorage
import Testing

/// A state that is a sorted array: too plain to be wrong.
struct NaiveState: StateReader {
    var entries: [Bytes: Bytes] = [:]

    func value(for key: Bytes) throws(StorageError) -> Bytes? { entries[key] }

    func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {
        let keys = entries.keys.filter { key in
            !key.lexicographicallyPrecedes(range.from)
                && (range.to.map { key.lexicographicallyPrecedes($0) } ?? true)
        }
        let sorted = keys.sorted { $0.lexicographicallyPrecedes($1) }
        for key in reversed ? sorted.reversed() : sorted {
            guard try visit(key, entries[key] ?? []) else { return }
        }
    }
}

/// SplitMix64: the same run every time.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A key in one of the test stores.
    mutating func stateKey() -> Bytes {
        switch UInt8.random(in: 0...8, using: &self) {
        case 0: [9] + key()
        case let number: [1 + number % 2, 3] + key()
        }
    }

    /// Where a range may begin or end, in the test stores and beside them.
    mutating func rangeEnd() -> Bytes {
        switch UInt8.random(in: 0...9, using: &self) {
        case 0: key()
        case 1: Bytes(key().prefix(1))
        case 2: [[], [1], [2], [9], [10]].randomElement(using: &self) ?? []
        default: stateKey()
        }
    }

    /// Short keys of few letters, so that they meet often; 0xff is there for range ends.
    mutating func key() -> Bytes {
        (0..<Int.random(in: 0...4, using: &self)).map { _ in
            [0, 1, 2, 0xfe, 0xff].randomElement(using: &self) ?? 0
        }
    }
}

func entries(
    of state: any StateReader, in range: KeyRange, reversed: Bool, atMost limit: Int = .max
) throws -> [[Bytes]] {
    var found: [[Bytes]] = []
    try state.scan(range, reversed: reversed) { key, value in
        found.append([key, value])
        return found.count < limit
    }
    return found
}

@Suite("A branch of state")
struct StateBranchTests {
    @Test(
        "behaves like a copied dictionary, three branches deep",
        arguments: 1...40 as ClosedRange<UInt64>)
    func model(seed: UInt64) throws {
        var dice = Dice(state: seed)
        var base = NaiveState()
        for _ in 0..<20 { base.entries[dice.key()] = dice.key() }
        let block = StateBranch(over: base)
        let transaction = StateBranch(over: block)
        let message = StateBranch(over: transaction)
        let branches = [block, transaction, message]
        var models = [base, base, base]

        for _ in 0..<300 {
            // Only the topmost branch in use may change: its children must see a still parent.
            let level = 2
            let key = dice.key()
            switch Int.random(in: 0..<10, using: &dice) {
            case 0..<4:
                let value = dice.key()
                branches[level].set(value, for: key)
                models[level].entries[key] = value
            case 4..<6:
                branches[level].remove(key)
                models[level].entries[key] = nil
            case 6:
                message.writeToParent()
                models[1] = models[2]
            case 7:
                message.writeToParent()
                transaction.writeToParent()
                models[1] = models[2]
                models[0] = models[2]
            case 8:
                message.discard()
                models[2] = models[1]
            default: break
            }
            try compare(branches[level], models[level], with: &dice)
        }
        for (branch, model) in zip(branches, models) { try compare(branch, model, with: &dice) }
    }

    private func compare(
        _ branch: StateBranch, _ model: NaiveState, with dice: inout Dice
    ) throws {
        let key = dice.key()
        #expect(try branch.value(for: key) == model.value(for: key))
        let end = dice.key()
        for range in [
            KeyRange(from: key, to: end), KeyRange(prefix: key), .everything,
            KeyRange(from: key, to: nil),
        ] {
            for reversed in [false, true] {
                let limit = Bool.random(using: &dice) ? Int.max : 3
                let own = try entries(of: branch, in: range, reversed: reversed, atMost: limit)
                let wanted = try entries(of: model, in: range, reversed: reversed, atMost: limit)
                #expect(own == wanted)
            }
        }
    }

    @Test("lists its changes in key order, removals included")
    func changes() throws {
        let branch = StateBranch(over: EmptyState())
        branch.set([1], for: [9])
        branch.set([2], for: [3, 0])
        branch.set([3], for: [3])
        branch.remove([5])
        branch.set([4], for: [9])
        #expect(
            branch.changes == [
                StateChange(key: [3], value: [3]), StateChange(key: [3, 0], value: [2]),
                StateChange(key: [5], value: nil), StateChange(key: [9], value: [4]),
            ])
        branch.discard()
        #expect(branch.changes.isEmpty && branch.isEmpty)
    }

    @Test("keeps an empty value apart from a removed one")
    func emptyValue() throws {
        let parent = StateBranch(over: EmptyState())
        parent.set([1], for: [1])
        let child = StateBranch(over: parent)
        child.set([], for: [1])
        #expect(try child.value(for: [1]) == [])
        child.remove([1])
        #expect(try child.value(for: [1]) == nil)
        #expect(try parent.value(for: [1]) == [1])
        child.writeToParent()
        #expect(try parent.contains([1]) == false)
    }

    @Test("passes on what a visitor throws")
    func visitorThrows() {
        struct Stop: Error {}
        let branch = StateBranch(over: EmptyState())
        branch.set([1], for: [1])
        #expect(throws: Stop.self) { try branch.scan(.everything) { _, _ in throw Stop() } }
    }

    @Test(
        "a prefix range ends before the first key without the prefix",
        arguments: [
            ([1, 2], [1, 3]), ([1, 0xff], [2]), ([], nil), ([0xff, 0xff], nil),
        ] as [(Bytes, Bytes?)])
    func prefixRange(prefix: Bytes, end: Bytes?) {
        #expect(KeyRange(prefix: prefix).to == end)
        #expect(KeyRange(prefix: prefix).contains(prefix + [0xff, 0xff]))
        if let end { #expect(!KeyRange(prefix: prefix).contains(end)) }
    }
}
