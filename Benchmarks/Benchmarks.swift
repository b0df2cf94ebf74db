import Foundation

/// Measures the built command: `benchmarks BINARY [libraries] [attestation] [state] [economy]
/// [commands] [node] [queries] [payments] [consensus] [contracts]`, all of them by default.
/// BENCH_QUERIES (50000), BENCH_PAYMENTS (60000), BENCH_TRANSFERS (20000), BENCH_DELEGATORS (100000)
/// and BENCH_CONNECTIONS (64) change the load.
@main
enum Benchmarks {
    static func main() {
        do {
            try run(CommandLine.arguments)
        } catch {
            say("benchmarks: \(error)")
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) throws {
        guard arguments.count > 1 else {
            throw BenchmarkFault(
                "usage: benchmarks BINARY [libraries] [attestation] [state] [economy] [commands]"
                    + " [node] [queries] [payments] [consensus] [contracts]"
            )
        }
        let chosen = Set(arguments.dropFirst(2))
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "secretctl-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let node = NodeFigures(
            binary: URL(filePath: arguments[1]).path(percentEncoded: false), folder: folder)

        say(Figure.heading)
        try part("commands", chosen) { try node.commandStart() }
        try part("libraries", chosen) { try LibraryFigures.all() }
        try part("attestation", chosen) { try AttestationFigures.all() }
        try part("state", chosen) { try StateFigures(folder: folder).all() }
        try part("economy", chosen) {
            try EconomyFigures(folder: folder).all(number("BENCH_DELEGATORS", 100_000))
        }
        try part("node", chosen) { try node.nodeStart() }
        try part("queries", chosen) {
            try node.queries(
                number("BENCH_QUERIES", 50_000), connections: number("BENCH_CONNECTIONS", 64))
        }
        try part("payments", chosen) {
            try node.payments(
                number("BENCH_PAYMENTS", 60_000), connections: number("BENCH_CONNECTIONS", 64))
        }
        try part("consensus", chosen) {
            try ConsensusFigures(binary: node.binary, folder: folder)
                .payments(number("BENCH_PAYMENTS", 60_000))
        }
        try part("contracts", chosen) {
            try ContractFigures(binary: node.binary, folder: folder).all(
                number("BENCH_TRANSFERS", 20_000), connections: number("BENCH_CONNECTIONS", 64))
        }
    }

    private static func part(
        _ name: String, _ chosen: Set<String>, _ measure: () throws -> [Figure]
    ) throws {
        guard chosen.isEmpty || chosen.contains(name) else { return }
        for figure in try measure() { say(figure.line) }
    }

    private static func number(_ name: String, _ standard: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
    }
}
