import SecretBase
import SecretStorage
import Testing

@Suite("Staging state")
struct StagingTests {
    private func change(_ key: String, _ value: String?) -> StateChange {
        StateChange(key: [1] + Bytes(key.utf8), value: value.map { Bytes($0.utf8) })
    }

    @Test("leaves no trace until it is committed, and may be done again", arguments: [0, 1 << 20])
    func again(treeBytesMax: Int) throws {
        let chain = try StateChain(treeBytesMax: treeBytesMax)
        let twin = try StateChain()
        let first = (0..<50).map { change("\($0 + 100)", "x\($0)") }
        #expect(try chain.commit(first) == twin.commit(first))
        let right = [change("101", "new"), change("120", nil), change("999", "more")]
        let wrong = [change("102", nil), change("103", nil), change("500", "other")]
        let one = try chain.writer.stage(right, height: 2)
        let other = try chain.writer.stage(wrong, height: 2)
        #expect(one.appHash != other.appHash)
        #expect(try chain.writer.value(for: [1] + Bytes("102".utf8)) == Bytes("x2".utf8))
        let again = try chain.writer.stage(right, height: 2)
        #expect(one.appHash == again.appHash)
        try chain.writer.commit(
            block(2).with(appHash: again.appHash), staged: again, transactions: [])
        #expect(try twin.commit(right) == again.appHash)
        #expect(try chain.commit([StateChange]()) == again.appHash)
        let all = try entries(of: chain.writer, in: .everything, reversed: false)
        #expect(try all == entries(of: twin.writer, in: .everything, reversed: false))
        try chain.database.read { (snapshot) throws in
            #expect(try snapshot.rowsStored() == snapshot.rowsNeeded())
        }
    }

    @Test("is lost with the process, and the height can be made again")
    func lost() throws {
        let chain = try StateChain()
        try chain.commit(["a": "1", "b": "2"])
        let staged = try chain.writer.stage([change("a", nil)], height: 2)
        try chain.reopen()
        #expect(chain.height == 1)
        #expect(try chain.writer.value(for: [1] + Bytes("a".utf8)) == Bytes("1".utf8))
        #expect(try chain.commit(["a": nil]) == staged.appHash)
    }

    @Test("after a commit that failed the same height can be staged and committed")
    func failure() throws {
        let chain = try StateChain()
        try chain.commit(["a": "1", "b": "2"])
        let twice = transactions(1, at: 2) + transactions(1, at: 2)
        #expect(throws: StorageError.self) {
            try chain.writer.commit(
                block(2, transactions: 2), changes: [change("c", "3")], transactions: twice)
        }
        let staged = try chain.writer.stage([change("c", "3")], height: 2)
        #expect(try chain.commit(["c": "3"]) == staged.appHash)
        try chain.reopen()
        let all = try entries(of: chain.writer, in: .everything, reversed: false)
        #expect(all.count == 3)
        try chain.database.read { (snapshot) throws in
            #expect(try snapshot.rowsStored() == snapshot.rowsNeeded())
        }
    }

    @Test("removing what is not there changes nothing; setting an equal value does")
    func sameness() throws {
        let chain = try StateChain()
        let before = try chain.commit(["a": "1", "b": "2"])
        #expect(try chain.commit(["c": nil, "0": nil]) == before)
        #expect(try chain.commit([StateChange]()) == before)
        // The leaf is made anew and carries the new version.
        #expect(try chain.commit(["a": "1"]) != before)
    }

    @Test("what is beside the app hash does not change it")
    func beside() throws {
        let chain = try StateChain()
        let before = try chain.commit(["a": "1"])
        let code = StateChange(key: [9, 7], value: [1, 2, 3])
        #expect(try chain.commit([code]) == before)
        #expect(try chain.writer.value(for: [9, 7]) == [1, 2, 3])
        try chain.database.read { (snapshot) throws in
            #expect(try snapshot.value(for: [9, 7]) == [1, 2, 3])
            #expect(try snapshot.state(at: 1).value(for: [9, 7]) == [1, 2, 3])
        }
    }
}
