import Foundation

/// Runs the experiments on Proof of Engaged Time and, when told where, writes the report.
///
/// Ends with 0 when every criterion holds but those that are known not to, and these do not; else with
/// 10; with 2 when it was called wrongly.
@main
enum PoetMain {
    static func main() {
        guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
            FileHandle.standardError.write(Data((Options.usage + "\n").utf8))
            exit(2)
        }
        do {
            let passes = try run(options)
            exit(passes ? 0 : 10)
        } catch {
            FileHandle.standardError.write(Data("poet: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ options: Options) throws -> Bool {
        let laboratory = Laboratory(seed: options.seed, isQuick: options.isQuick)
        let chosen = Experiments.all.filter { options.only.isEmpty || options.only.contains($0.id) }
        var findings: [Finding] = []
        for experiment in chosen {
            let finding = try experiment.run(laboratory)
            tell(finding)
            findings.append(finding)
        }
        if let folder = options.folder {
            try Report(findings: findings, laboratory: laboratory).write(
                to: URL(filePath: folder, directoryHint: .isDirectory))
        }
        let failed = Set(findings.filter { !$0.passes }.map(\.id))
        let known = options.known.intersection(findings.map(\.id))
        func list(_ names: Set<String>) -> String {
            findings.map(\.id).filter(names.contains).joined(separator: " ")
        }
        var text = "poet: \(findings.count) experiments"
        text += failed.isEmpty ? ", all pass" : ", failed: \(list(failed))"
        if !known.isEmpty { text += " (known to fail: \(list(known)))" }
        say(text)
        return failed == known
    }

    private static func tell(_ finding: Finding) {
        say("\(finding.verdict) \(finding.id) \(finding.title)")
        for check in finding.checks {
            let mark = check.holds ? "  ok  " : "  NO  "
            say("\(mark)\(check.name): \(check.measured) (wanted \(check.wanted))")
        }
    }

    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
