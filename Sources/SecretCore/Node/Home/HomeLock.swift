internal import Foundation
internal import SecretBase

/// One process at a time has a home. The lock goes with the process, however it ends.
package final class HomeLock: Sendable {
    private let file: Int32

    /// Takes the lock, or throws `homeHeld` with the id of the process that has it.
    package init(on home: NodeHome) throws(NodeError) {
        let opened = open(home.lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw NodeHome.failure(home.lockFile) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let process = Self.process(in: opened)
            close(opened)
            guard reason == EWOULDBLOCK else { throw NodeHome.failure(home.lockFile) }
            throw .homeHeld(directory: home.root, process: process)
        }
        let name = Array("\(getpid())\n".utf8)
        guard ftruncate(opened, 0) == 0, pwrite(opened, name, name.count, 0) == name.count else {
            let failure = NodeHome.failure(home.lockFile)
            close(opened)
            throw failure
        }
        file = opened
    }

    deinit { close(file) }

    private static func process(in file: Int32) -> Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &text, text.count, 0)
        guard count > 0 else { return nil }
        let digits = text.prefix(count).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int32(String(decoding: digits, as: UTF8.self))
    }
}
