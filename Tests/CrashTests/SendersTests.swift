import Foundation
import Synchronization
import TestSupport
import Testing

/// Fifty processes, one account: the real binary, started at the same moment.
@Suite("many senders", .serialized)
struct SendersTests {
    static let count = 50
    static let seed: UInt64 = 20_261_128

    /// 1 + 2 + … + `count`: what a round sends, since each sends its own number.
    static let roundSum = count * (count + 1) / 2

    @Test("fifty at the same moment, ten times over: all land, each once, nobody sees a sequence")
    func fifty() async throws {
        let stage = try await SenderStage.make()
        defer { stage.node.stop() }
        let view = try ChainView(stage.node)
        let before = try view.received()
        var hashes: Set<String> = []
        var slowest = Duration.zero
        for round in 1...10 {
            let start = ContinuousClock.now
            let results = try await stage.sendAll(Self.count, memo: "r\(round)")
            slowest = max(slowest, ContinuousClock.now - start)
            for result in results {
                #expect(result.status == 0, "\(result)")
                #expect(!result.stderr.contains("sequence"), "\(result)")
                let told = toldHashes(result)
                #expect(told.count == 1, "\(result)")
                hashes.formUnion(told)
            }
            #expect(try view.sequence() == round * Self.count)
        }
        print("fifty senders: the slowest of ten rounds took \(slowest)")
        #expect(hashes.count == 10 * Self.count)
        for hash in hashes { #expect(try view.code(of: hash) == 0, "\(hash)") }
        #expect(try view.received() - before == 10 * Self.roundSum)
        #expect(Set(try view.included().map(\.memo)).count == 10 * Self.count)
    }

    @Test("senders that are killed at random lose nothing that was told, and pay nothing twice")
    func killed() async throws {
        let stage = try await SenderStage.make(["--block-time", "300ms"])
        defer { stage.node.stop() }
        var dice = Dice(state: Self.seed)
        var told: Set<String> = []
        var done: Set<String> = []
        for round in 1...2 {
            let senders = try (1...Self.count).map { number in
                try RunningBinary(
                    stage.words(number, memo: "k\(round)-\(number)"), home: stage.home)
            }
            // Half of them die, anywhere between their start and their last word.
            let moments = senders.map { _ -> Int? in
                Bool.random(using: &dice) ? Int.random(in: 50...6000, using: &dice) : nil
            }
            let results = await withTaskGroup(of: Binary.Result.self) { group in
                for (sender, moment) in zip(senders, moments) {
                    group.addTask {
                        if let moment {
                            try? await Task.sleep(for: .milliseconds(moment))
                            sender.kill()
                        }
                        return await sender.end()
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            for result in results {
                #expect([0, 137].contains(result.status), "\(result)")
                told.formUnion(toldHashes(result))
                if result.status == 0 { done.formUnion(toldHashes(result)) }
            }
        }
        print("killed senders: \(told.count) hashes were told, \(done.count) of them by survivors")
        try await Self.expectSettled(stage, told: told, done: done)
        // The dead hold nothing up.
        let next = try await stage.send(1, memo: "after")
        #expect(next.status == 0, "\(next)")
    }

    @Test("through a proxy that drops, doubles, cuts and lies: no sequence is seen, nothing lost")
    func faults() async throws {
        let stage = try await SenderStage.make()
        defer { stage.node.stop() }
        let dice = Mutex(Dice(state: Self.seed))
        let proxy = try FaultProxy(before: stage.node.rest) { request in
            dice.withLock { Self.fault(for: request, &$0) }
        }
        var told: Set<String> = []
        var done: Set<String> = []
        for round in 1...2 {
            let results = try await stage.sendAll(
                Self.count, memo: "f\(round)", through: proxy.url)
            for result in results {
                // Done; nothing sent; or unknown, with the hash. Never refused, never a sequence.
                #expect([0, 5, 8].contains(result.status), "\(result)")
                #expect(!result.stderr.contains("sequence mismatch"), "\(result)")
                if result.status == 8 { #expect(!toldHashes(result).isEmpty, "\(result)") }
                told.formUnion(toldHashes(result))
                if result.status == 0 { done.formUnion(toldHashes(result).suffix(1)) }
            }
            #expect(results.count(where: { $0.status == 0 }) > Self.count / 2)
        }
        try await Self.expectSettled(stage, told: told, done: done)
    }

    /// A tenth of questions and half of the transactions meet something.
    private static func fault(
        for request: FaultProxy.Request, _ dice: inout Dice
    ) -> FaultProxy.Fault {
        let fault = Int.random(in: 0..<100, using: &dice)
        guard request.isBroadcast else {
            switch fault {
            case 0..<3: return .dropBefore
            case 3..<5: return .dropAfter
            case 5..<7: return .truncate
            case 7..<9: return .answerInstead(503, "busy")
            case 9..<12: return .delay(milliseconds: 50)
            default: return .pass
            }
        }
        let full = #"{"tx_response":{"code":20,"codespace":"sdk","txhash":"","raw_log":""}}"#
        let known = #"{"tx_response":{"code":19,"codespace":"sdk","txhash":"","raw_log":""}}"#
        switch fault {
        case 0..<8: return .dropBefore
        case 8..<16: return .dropAfter
        case 16..<24: return .duplicate
        case 24..<28: return .truncate
        case 28..<31: return .lie
        case 31..<36: return .answerAfter(502, "bad gateway")
        case 36..<41: return .answerAfter(200, known)
        case 41..<44: return .answerInstead(200, full)
        case 44..<47: return .answerInstead(503, "busy")
        case 47..<52: return .delay(milliseconds: 100)
        default: return .pass
        }
    }

    @Test("two machines with one account both get through")
    func twoHomes() async throws {
        let one = try await SenderStage.make(["--block-time", "300ms"])
        defer { one.node.stop() }
        let two = try one.otherHome()
        async let left = one.sendAll(10, memo: "left")
        async let right = two.sendAll(10, memo: "right")
        let results = try await left + right
        for result in results { #expect(result.status == 0, "\(result)") }
        let memos = try ChainView(one.node).included().map(\.memo)
        #expect(memos.count == 20)
        #expect(Set(memos).count == 20)
    }

    /// After `tx resume`: what was done is in a block, what was told is in one or proven never to be
    /// in one, and no intent is in two.
    static func expectSettled(
        _ stage: SenderStage, told: Set<String>, done: Set<String>
    ) async throws {
        let resumed = try await stage.resume()
        #expect([0, 6].contains(resumed.status), "\(resumed)")
        let view = try ChainView(stage.node)
        for hash in done { #expect(try view.code(of: hash) == 0, "\(hash)") }
        let included = try view.included()
        #expect(Set(included.map(\.hash)).count == included.count)
        let memos = included.map(\.memo)
        #expect(Set(memos).count == memos.count, "an intent was paid twice")
        #expect(try view.sequence() == included.count)
        let hashes = Set(included.map(\.hash))
        for hash in told.subtracting(hashes) {
            let status = try await Binary.run(
                ["tx", "status", hash, "--home", stage.home.path, "--node", stage.node.rest],
                home: stage.home)
            #expect(status.status == 6, "\(hash): \(status)")
        }
        let empty = try await stage.resume()
        #expect(empty.status == 0, "\(empty)")
        #expect(empty.stdout.contains("no transaction"), "\(empty)")
    }
}
