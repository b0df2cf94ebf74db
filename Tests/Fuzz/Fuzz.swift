import Foundation
import SecretBase

/// Attacks every decoder for a while. The same seed makes the same inputs in the same order.
///
///     fuzz                      every target, FUZZ_SECONDS (2) each, from FUZZ_SEED (1)
///     fuzz NAME…                these targets
///     fuzz NAME --input FILE    one target, one input, as after a crash
@main
enum Fuzz {
    static func main() throws {
        var words = Array(CommandLine.arguments.dropFirst())
        let environment = ProcessInfo.processInfo.environment
        let seconds = Double(environment["FUZZ_SECONDS"] ?? "") ?? 2
        let seed = UInt64(environment["FUZZ_SEED"] ?? "") ?? 1
        var targets = try FuzzTarget.base() + FuzzTarget.crypto() + FuzzTarget.wire()
        targets += try FuzzTarget.chain() + FuzzTarget.abci() + FuzzTarget.inside()
        targets += try FuzzTarget.home() + FuzzTarget.rpc()
        targets += try FuzzTarget.ledger() + FuzzTarget.storage()
        targets += try FuzzTarget.wasm() + FuzzTarget.enclave() + FuzzTarget.contracts()
        targets += try FuzzTarget.attestation()

        if let flag = words.firstIndex(of: "--input"), flag + 1 < words.count {
            let input = try Bytes(Data(contentsOf: URL(filePath: words[flag + 1])))
            for target in targets where target.name == words.first {
                say("\(target.name): \(try target.run(input) ? "accepted" : "refused")")
            }
            return
        }
        words.removeAll { $0.hasPrefix("-") }
        if !words.isEmpty { targets.removeAll { !words.contains($0.name) } }

        try FileManager.default.createDirectory(
            atPath: ".build/fuzz", withIntermediateDirectories: true)
        var total = 0
        for target in targets { total += try attack(target, seconds: seconds, seed: seed) }
        guard total > 0 else {
            say("fuzz: no target of that name")
            exit(1)
        }
        say("fuzz: \(total) inputs to \(targets.count) decoders, none trapped, hung or lied")
    }

    /// Returns how many inputs were tried. Exits at the first that the decoder gets wrong.
    private static func attack(_ target: FuzzTarget, seconds: Double, seed: UInt64) throws -> Int {
        let path = ".build/fuzz/\(target.name)"
        let note = CrashNote(path: path)
        var mutator = Mutator(numbers: SeededNumbers(seed: seed))
        var tried = 0
        var taken = 0
        for input in target.seeds where try !target.run(input) {
            say("fuzz: \(target.name) refuses its own good input \(Hex.encode(input))")
            exit(1)
        }
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            let input = mutator.input(from: target.seeds)
            note.keep(input)
            do {
                taken += try target.run(input) ? 1 : 0
            } catch {
                try Data(input).write(to: URL(filePath: path))
                say("fuzz: \(target.name): \(error)\nfuzz: the input is in \(path)")
                exit(1)
            }
            tried += 1
        }
        alarm(0)
        try? FileManager.default.removeItem(atPath: path)
        let name = target.name.padding(toLength: 16, withPad: " ", startingAt: 0)
        say("  \(name) \(tried) inputs, \(taken) accepted")
        return tried
    }

    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
