import CSodium

/// Start of libsodium, done once before its first use.
enum Sodium {
    /// Picks the fastest code for this processor and opens the random source. Thread safe; later
    /// calls answer "already done".
    private static let started: Bool = sodium_init() >= 0

    static func start() {
        precondition(started, "libsodium fails to start only where the kernel has no random source")
    }
}
