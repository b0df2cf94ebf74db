import Foundation
import SecretBase

/// Keeps the input at hand in memory that a signal handler can write out, so that an input that traps
/// or hangs is found again.
struct CrashNote {
    private static let capacity = 1 << 16

    private let memory: UnsafeMutablePointer<UInt8>

    /// From now on a trap, a bad access or a hang of ten seconds writes the last input to `path`.
    init(path: String) {
        memory = .allocate(capacity: Self.capacity)
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        noteMemory = memory
        noteFile = file
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGALRM] {
            signal(number) { caught in
                if let noteMemory { _ = write(noteFile, noteMemory, noteCount) }
                let text: StaticString = "\nfuzz: died; the input is in .build/fuzz\n"
                _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
                _exit(128 + caught)
            }
        }
    }

    func keep(_ input: Bytes) {
        noteCount = min(input.count, Self.capacity)
        input.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { memory.update(from: base, count: noteCount) }
        }
        alarm(10)
    }
}

// Signal handlers capture nothing, so what they need is global; one thread writes it, before the
// signal that reads it.
nonisolated(unsafe) private var noteMemory: UnsafeMutablePointer<UInt8>?
nonisolated(unsafe) private var noteCount = 0
nonisolated(unsafe) private var noteFile: Int32 = 2
