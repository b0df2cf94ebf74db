internal import SecretCrypto

/// What has to happen before the first command word is read.
public enum Startup {
    /// Keeps secrets out of core dumps and out of other processes' reach.
    ///
    /// Where the system refuses, secrets are still locked in memory and wiped: nothing is printed.
    public static func harden() {
        ProcessHardening.disableCoreDumps()
    }
}
