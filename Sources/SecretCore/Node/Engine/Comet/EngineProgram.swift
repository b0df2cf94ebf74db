internal import Foundation
internal import Logging
internal import Subprocess
internal import SystemPackage

/// Where CometBFT's program lies.
package enum EngineSearch {
    /// The program named `cometbft` in the folders of `path` (as PATH is), nil where none is.
    package static func program(in path: String) -> String? {
        path.split(separator: ":").lazy.map { $0 + "/cometbft" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

/// CometBFT's own program, run beside the application and watched.
struct EngineProgram: Sendable {
    /// Path of the program.
    let path: String
    /// Its home, which is the application's as well.
    let home: String
    let isVerbose: Bool
    let log: Logger

    /// What somebody types to run it by hand.
    static func command(home: String) -> String {
        "cometbft node --home '\(home.replacing("'", with: "'\\''"))'"
    }

    /// Runs until the program ends, and throws why: `NodeError.engineEnded`. Cancelling the task
    /// asks the program to end, and waits for it.
    func run() async throws {
        var options = PlatformOptions()
        // A terminal's Ctrl-C is for us: we end the engine, in order.
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(10))]
        let words = ["node", "--home", home, "--log_level", isVerbose ? "info" : "error"]
        let last = LastWords()
        let result: ExecutionResult<Void, SequenceOutput, CombinedErrorOutput>
        do {
            result = try await Subprocess.run(
                .path(FilePath(path)), arguments: Arguments(words), platformOptions: options,
                input: .none, output: .sequence, error: .combinedWithOutput
            ) { execution in
                for try await line in execution.standardOutput.strings() {
                    await last.heard(line)
                    tell(line)
                }
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            throw NodeError.engineEnded("\(path) cannot be run: \(error)")
        }
        try Task.checkCancellation()
        throw NodeError.engineEnded(await last.reason(of: result.terminationStatus))
    }

    /// The engine marks its lines with their level's first letter.
    private func tell(_ line: String) {
        switch line.first {
        case "I", "D": log.info("cometbft: \(line)")
        default: log.error("cometbft: \(line)")
        }
    }
}

/// The engine's last lines: why it ended is in them.
private actor LastWords {
    private var lines: [String] = []

    func heard(_ line: String) {
        guard !line.isEmpty, !line.hasPrefix("I["), !line.hasPrefix("D[") else { return }
        if lines.count == 8 { lines.removeFirst() }
        lines.append(String(line.prefix(400)))
    }

    func reason(of status: TerminationStatus) -> String {
        ([" \(status)".trimmingCharacters(in: .whitespaces)] + lines).joined(separator: "\n  ")
    }
}
