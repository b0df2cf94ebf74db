import Foundation

/// Runs the experiments on Proof of Engaged Time and, when told where, writes the report.
///
/// Ends with 0 when every criterion holds, with 10 when one does not, with 2 when it was called wrongly.
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
        let failed = findings.filter { !$0.passes }.map(\.id)
        say(
            failed.isEmpty
                ? "poet: \(findings.count) experiments, all pass"
                : "poet: \(findings.count) experiments, failed: \(failed.joined(separator: " "))")
        return failed.isEmpty
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
