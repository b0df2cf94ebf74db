internal import Foundation

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// One run of another program, to its end: of the Swift toolchain to build a contract, or of the
/// network's own to take a node's seeds.
struct ToolRun {
    let status: Int32
    let stdout: String
    let stderr: String

    /// No compiler needs as long for a contract, and nothing else does.
    static let secondsMax = 600

    /// Runs `program` with what it says kept in files under `folder`. Throws when it does not start
    /// or does not end in time.
    init(
        _ program: String, _ arguments: [String], environment: [String], folder: String
    ) throws(ContractBuildError) {
        let paths = [folder + "/stdout", folder + "/stderr"]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (index, path) in paths.enumerated() {
            let flags = O_WRONLY | O_CREAT | O_TRUNC
            posix_spawn_file_actions_addopen(&actions, Int32(index + 1), path, flags, 0o600)
        }
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
        settings.append(nil)
        defer { (words + settings).forEach { free($0) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, program, &actions, nil, words, settings)
        guard code == 0 else {
            throw .toolFailed(program, String(cString: strerror(code)))
        }
        guard let status = Self.wait(for: id) else {
            throw .toolFailed(program, "not over after \(Self.secondsMax) s")
        }
        self.status = status
        let texts = paths.map { FileManager.default.contents(atPath: $0) ?? Data() }
            .map { String(decoding: $0, as: UTF8.self) }
        stdout = texts[0]
        stderr = texts[1]
    }

    private static func wait(for id: pid_t) -> Int32? {
        let deadline = ContinuousClock.now + .seconds(secondsMax)
        var status: Int32 = 0
        while ContinuousClock.now < deadline {
            let ended = waitpid(id, &status, WNOHANG)
            if ended == id {
                return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
            }
            if ended < 0, errno != EINTR { return nil }
            usleep(5000)
        }
        kill(id, SIGKILL)
        waitpid(id, &status, 0)
        return nil
    }
}
