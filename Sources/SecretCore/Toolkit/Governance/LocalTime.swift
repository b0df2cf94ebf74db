internal import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Points in time for people: in UTC, and in the time zone of the machine where that differs.
enum LocalTime {
    /// `2026-11-28 21:00 UTC (22:00 local)`; with the date where the day differs.
    static func words(_ time: Timestamp) -> String {
        var seconds = time_t(time.seconds)
        var (universal, local) = (tm(), tm())
        guard gmtime_r(&seconds, &universal) != nil, localtime_r(&seconds, &local) != nil else {
            return time.text(.none)
        }
        let utc = "\(day(universal)) \(clock(universal)) UTC"
        guard clock(universal) != clock(local) || day(universal) != day(local) else { return utc }
        let there = day(universal) == day(local) ? clock(local) : "\(day(local)) \(clock(local))"
        return "\(utc) (\(there) local)"
    }

    private static func day(_ time: tm) -> String {
        "\(1900 + Int(time.tm_year))-\(two(time.tm_mon + 1))-\(two(time.tm_mday))"
    }

    private static func clock(_ time: tm) -> String { "\(two(time.tm_hour)):\(two(time.tm_min))" }

    private static func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + "\(number)" }
}
