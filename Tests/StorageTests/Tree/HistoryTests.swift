import SecretBase
import SecretStorage
import Testing

@Suite("State by height")
struct HistoryTests {
    /// Heights and their states, kept as plainly as can be.
    private struct Model {
        var heights: [(state: NaiveState, hash: Bytes)] = []
        var latest = NaiveState()

        mutating func changes(_ dice: inout Dice) -> [StateChange] {
            let count = [0, 1, 3, 20, 60].randomElement(using: &dice) ?? 0
            var keys = Set((0..<count).map { _ in dice.stateKey() })
            let removes = Int.random(in: 0...9, using: &dice)
            if removes == 0 { keys.formUnion(latest.entries.keys) }
            return keys.sorted { $0.precedes($1) }.map { key in
                let goes = removes == 0 || Int.random(in: 0...9, using: &dice) < removes - 3
                let value = goes ? nil : dice.key() + [1]
                latest.entries[key] = value
                return StateChange(key: key, value: value)
            }
        }

        /// The state of a height as it can be read: what is beside the app hash is the latest.
        func state(at height: Int64) -> NaiveState {
            var state = heights[Int(height) - 1].state
            for key in state.entries.keys where key[0] == 9 { state.entries[key] = nil }
            for (key, value) in latest.entries where key[0] == 9 { state.entries[key] = value }
            return state
        }
    }

    private func compare(
        _ chain: StateChain, with model: Model, _ dice: inout Dice
    ) throws {
        var dice = dice
        try chain.database.read { (snapshot) throws in
            let earliest = try #require(try snapshot.earliestStateHeight)
            for height in earliest...chain.height {
                let (state, wanted) = (try snapshot.state(at: height), model.state(at: height))
                #expect(try snapshot.appHash(at: height) == model.heights[Int(height) - 1].hash)
                for key in (0..<20).map({ _ in dice.stateKey() }) + wanted.entries.keys.prefix(20) {
                    let read = try state.value(for: key)
                    #expect(read == wanted.entries[key])
                }
                let (from, to) = (dice.rangeEnd(), dice.rangeEnd())
                for range in [.everything, KeyRange(prefix: from), KeyRange(from: from, to: to)] {
                    for reversed in [false, true] {
                        let read = try entries(of: state, in: range, reversed: reversed)
                        let all = try entries(of: wanted, in: range, reversed: reversed)
                        #expect(read == all)
                    }
                }
            }
        }
        dice = Dice(state: dice.next())
    }

    @Test(
        "agrees with copies of a dictionary, pruned or not, in much memory or none",
        arguments: 1...6 as ClosedRange<UInt64>)
    func random(seed: UInt64) throws {
        let chains = [
            try StateChain(), try StateChain(treeBytesMax: 0),
            try StateChain(pruning: .keep(recent: 5, interval: 3), treeBytesMax: 4000),
        ]
        var dice = Dice(state: seed)
        var model = Model()
        for height in 1...40 as ClosedRange<Int64> {
            let changes = model.changes(&dice)
            let hashes = try chains.map { try $0.commit(changes) }
            #expect(Set(hashes).count == 1)
            model.heights.append((model.latest, hashes[0]))
            if Int.random(in: 0...4, using: &dice) == 0 {
                for chain in chains { try chain.reopen() }
            }
            guard height % 8 == 0 else { continue }
            for chain in chains {
                try compare(chain, with: model, &dice)
                let own = try entries(of: chain.writer, in: .everything, reversed: false)
                #expect(try own == entries(of: model.latest, in: .everything, reversed: false))
                for _ in 0..<10 {
                    let key = Bytes(dice.stateKey().dropFirst())
                    for name in ["one", "two"] {
                        try chain.database.checkProof(of: key, inStore: name, at: height)
                        try chain.database.checkProof(of: key, inStore: name, at: height - 2)
                    }
                }
            }
        }
        try chains.forEach(checkRows)
    }

    /// The rows on disk are those that the kept heights need.
    private func checkRows(_ chain: StateChain) throws {
        // Whatever still waits to be deleted goes with the next heights.
        for _ in 0..<40 where chain.pruning != .nothing { try chain.commit([StateChange]()) }
        try chain.database.read { (snapshot) throws in
            #expect(try snapshot.rowsStored() == snapshot.rowsNeeded())
        }
    }

    @Test("is refused where it is pruned, or still to come")
    func refusals() throws {
        let chain = try StateChain(pruning: .keep(recent: 2, interval: 5))
        for number in 1...14 { try chain.commit(["k": "\(number)"]) }
        try chain.database.read { (snapshot) throws in
            // At 10 all before 8 went; the next turn is at 15.
            #expect(try snapshot.earliestStateHeight == 8)
            for height in [1, 7, 15, -1] as [Int64] {
                let refusal = #expect(throws: StorageError.noState(height: height, latest: 14)) {
                    try snapshot.state(at: height)
                }
                #expect(
                    refusal?.description == "failed to load state at height \(height); version "
                        + "does not exist (latest height: 14)")
            }
            let key = Bytes("k".utf8)
            #expect(try snapshot.value(for: key, inStore: "one", at: 8) == Bytes("8".utf8))
            #expect(try snapshot.value(for: key, inStore: "one", at: 0) == Bytes("14".utf8))
            #expect(try snapshot.value(for: key, inStore: "two", at: 9) == nil)
            #expect(try snapshot.value(for: key, inStore: "three", at: 9) == nil)
            #expect(try snapshot.proof(of: key, inStore: "three", at: 9) == nil)
        }
    }

    @Test("goes on being read while the writer prunes it")
    func pruningBesideReaders() throws {
        let chain = try StateChain(pruning: .keep(recent: 2, interval: 2))
        try chain.commit(["a": "1", "b": "1"])
        try chain.database.read { (snapshot) throws in
            #expect(snapshot.committed?.height == 1)
            for number in 2...20 { try chain.commit(["a": "\(number)", "b": nil]) }
            #expect(try snapshot.value(for: [1] + Bytes("b".utf8)) == Bytes("1".utf8))
            let state = try snapshot.state(at: 1)
            #expect(try entries(of: state, in: .everything, reversed: true).count == 2)
        }
    }

    @Test(
        "is kept as the words for it say",
        arguments: [
            ("default", .keep(recent: 362_880, interval: 10)), ("nothing", .nothing),
            ("everything", .keep(recent: 2, interval: 10)),
            ("100", .keep(recent: 100, interval: 10)),
            ("100/50", .keep(recent: 100, interval: 50)), ("1", nil), ("100/9", nil), ("", nil),
            ("x", nil), ("100/", nil), ("/10", nil), ("-5", nil), ("100/10/10", nil),
            ("99999999999999999999", nil), ("+5", nil),
        ] as [(String, Pruning?)])
    func words(text: String, pruning: Pruning?) {
        #expect(Pruning(text) == pruning)
    }
}
