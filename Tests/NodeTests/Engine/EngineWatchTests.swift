import Testing

@testable import SecretNode

struct EngineWatchTests {
    private static func sight(
        _ height: Int64, catchingUp: Bool = false, peers: Int64? = nil, waiting: Int = 0
    ) -> EngineSight {
        EngineSight(
            height: height, isCatchingUp: catchingUp, peers: peers == nil ? 0 : 3,
            peersHeight: peers, waiting: waiting)
    }

    @Test("an engine whose height grows is running")
    func running() {
        var watch = EngineWatch()
        for second in 0..<100 {
            #expect(watch.judge(Self.sight(Int64(second)), at: Double(second)) == .running)
        }
    }

    @Test("a height that stands still with its peers' is a halted chain")
    func halted() {
        var watch = EngineWatch(patienceSeconds: 20)
        #expect(watch.judge(Self.sight(7, peers: 8), at: 0) == .running)
        #expect(watch.judge(Self.sight(7, peers: 8), at: 19) == .running)
        #expect(watch.judge(Self.sight(7, peers: 8), at: 25) == .halted(seconds: 25))
        #expect(watch.judge(Self.sight(8, peers: 9), at: 26) == .running)
    }

    @Test("a height that stands still while its peers go on is a node that diverged")
    func diverged() {
        var watch = EngineWatch(patienceSeconds: 20)
        #expect(watch.judge(Self.sight(7, peers: 8), at: 0) == .running)
        #expect(watch.judge(Self.sight(7, peers: 30), at: 21) == .diverged(behind: 22))
    }

    @Test("an engine that fetches blocks is catching up, however slowly")
    func catchingUp() {
        var watch = EngineWatch(patienceSeconds: 20)
        #expect(watch.judge(Self.sight(7, catchingUp: true, peers: 900), at: 0) == .catchingUp)
        #expect(watch.judge(Self.sight(7, catchingUp: true, peers: 900), at: 60) == .catchingUp)
    }

    @Test("where blocks come only with transactions, silence is no illness")
    func noEmptyBlocks() {
        var watch = EngineWatch(patienceSeconds: 20, makesEmptyBlocks: false)
        #expect(watch.judge(Self.sight(7), at: 0) == .running)
        #expect(watch.judge(Self.sight(7), at: 500) == .running)
        #expect(watch.judge(Self.sight(7, waiting: 3), at: 501) == .halted(seconds: 501))
    }
}
