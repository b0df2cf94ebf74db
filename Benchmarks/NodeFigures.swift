import Foundation
import SecretBase

/// What the built command and its node take.
struct NodeFigures {
    let binary: String
    let folder: URL

    /// Starting the command, beside starting a program that does nothing.
    func commandStart() throws -> [Figure] {
        let home = folder.appending(path: "keys").path
        let passphrase = folder.appending(path: "passphrase").path
        try Data("correct horse battery staple\n".utf8).write(to: URL(filePath: passphrase))
        chmod(passphrase, 0o600)
        for name in ["one", "two", "three"] {
            try Program.run(
                binary,
                [
                    "keys", "add", name, "--home", home, "--no-input", "--passphrase-file",
                    passphrase,
                ])
        }
        let nothing = try Stopwatch.median(of: 51) { try Program.run("/bin/true", []) }
        return try [["version"], ["keys", "list", "--home", home]].map { arguments in
            let seconds = try Stopwatch.median(of: 51) { try Program.run(binary, arguments) }
            let words = arguments.prefix(2).filter { !$0.hasPrefix("-") }.joined(separator: " ")
            return Figure(
                name: "command start: \(words)", measured: seconds * 1000, unit: "ms",
                limit: nothing * 1000, limitName: "/bin/true")
        }
    }

    /// From nothing to the ready line, from a home with a chain to it, and memory at rest.
    func nodeStart() throws -> [Figure] {
        var cold: [Double] = []
        var warm: [Double] = []
        var resident = 0.0
        for round in 0..<5 {
            let home = folder.appending(path: "node-\(round)").path
            let first = try BenchmarkNode(binary: binary, home: home)
            cold.append(first.startSeconds)
            first.stop()
            let second = try BenchmarkNode(binary: binary, home: home)
            warm.append(second.startSeconds)
            if round == 4 {
                sleep(3)
                resident = second.residentMebibytes()
            }
            second.stop()
        }
        return [
            Figure(
                name: "node: cold start to ready", measured: Stopwatch.median(cold) * 1000,
                unit: "ms"),
            Figure(
                name: "node: start with a chain", measured: Stopwatch.median(warm) * 1000,
                unit: "ms"),
            Figure(name: "node: memory at rest", measured: resident, unit: "MiB"),
        ]
    }

    /// Payments a second from the first request until the chain has included the last of them.
    func payments(_ total: Int, connections: Int) throws -> [Figure] {
        let node = try BenchmarkNode(
            binary: binary, home: folder.appending(path: "load").path)
        defer { node.stop() }
        let payers = try Payers(count: connections, node: node)
        let warmUp = try run(payers, on: node, perAccount: 50)
        guard warmUp.refusal == nil else { throw BenchmarkFault(warmUp.refusal ?? "") }
        let load = try run(payers, on: node, perAccount: max(1, total / connections))
        guard load.refusal == nil else { throw BenchmarkFault(load.refusal ?? "") }
        let cores = Double(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        return [
            Figure(
                name: "signed payments through REST, \(load.count)", measured: load.rate,
                unit: "/s", limit: LibraryFigures.verificationsPerSecond(),
                limitName: "libsecp256k1 checks, one core of \(Int(cores))", isRate: true),
            Figure(
                name: "  answer time, median", measured: load.median * 1000, unit: "ms"),
            Figure(name: "  answer time, 99 %", measured: load.slowest * 1000, unit: "ms"),
            Figure(name: "  node, core time each", measured: load.nodeMicroseconds, unit: "us"),
            Figure(
                name: "  load generator, core time each", measured: load.ownMicroseconds, unit: "us"
            ),
            Figure(
                name: "  node: memory after it", measured: node.residentMebibytes(), unit: "MiB"),
        ]
    }

    struct Load {
        let count: Int
        let rate: Double
        let median: Double
        let slowest: Double
        let nodeMicroseconds: Double
        let ownMicroseconds: Double
        let refusal: String?
    }

    func run(
        _ payers: Payers, on node: BenchmarkNode, perAccount: Int,
        drafting: @escaping Payers.Drafting = Payers.payment
    ) throws -> Load {
        let requests = try payers.requests(perAccount: perAccount, drafting: drafting)
        let count = requests.reduce(0) { $0 + $1.count }
        let before = try payers.included()
        var generator = try LoadGenerator(requests, to: node.address)
        let nodeBefore = node.processorSeconds()
        let ownBefore = Self.ownProcessorSeconds()
        let began = Stopwatch.now
        let outcome = try generator.run()
        let own = Self.ownProcessorSeconds() - ownBefore
        // An answer means accepted; the count ends when the chain has them.
        while try payers.included() < before + UInt64(outcome.accepted), Stopwatch.now - began < 120
        {
            usleep(2000)
        }
        let seconds = Stopwatch.now - began
        let used = node.processorSeconds() - nodeBefore
        let each = 1e6 / Double(count)
        return Load(
            count: count, rate: Double(outcome.accepted) / seconds,
            median: outcome.latencies[outcome.latencies.count / 2],
            slowest: outcome.latencies[outcome.latencies.count * 99 / 100],
            nodeMicroseconds: used * each, ownMicroseconds: own * each,
            refusal: outcome.firstRefusal)
    }

    private static func ownProcessorSeconds() -> Double {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }
}
