import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A `secretctl` that can be killed while it runs. It writes to files, so that what it said before
/// its death is not lost.
public final class RunningBinary: Sendable {
    private let child: ChildProcess
    private let folder: TemporaryHome

    /// Starts `secretctl` with `arguments`, stdin from `/dev/null`, in `home`.
    public init(_ arguments: [String], home: TemporaryHome) throws {
        folder = try TemporaryHome()
        child = try ChildProcess(
            Binary.path, arguments, environment: Binary.environment(home), directory: home.path,
            streams: [
                .file("/dev/null", O_RDONLY),
                .file(folder.path + "/out", O_WRONLY | O_CREAT | O_APPEND),
                .file(folder.path + "/err", O_WRONLY | O_CREAT | O_APPEND),
            ])
    }

    /// As by the system when it has no memory left.
    public func kill() { child.send(SIGKILL) }

    /// Its end; 137 where it was killed. Waits on a thread of its own.
    public func end(timeout: Double = 120) async -> Binary.Result {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                let status = child.wait(seconds: timeout)
                continuation.resume(
                    returning: Binary.Result(
                        status: status ?? -1, stdout: (try? folder.read("out")) ?? "",
                        stderr: (try? folder.read("err")) ?? ""))
            }
        }
    }
}
