#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Tells the time to whoever must know it; tests hand in their own.
public protocol TimeSource: Sendable {
    func now() -> Timestamp
}

/// The machine's clock. The only place that reads it.
public struct SystemTime: TimeSource {
    public init() {}

    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanos: Int64(time.tv_nsec))
    }
}
