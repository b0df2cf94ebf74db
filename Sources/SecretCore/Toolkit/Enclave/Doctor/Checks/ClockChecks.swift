internal import SecretBase

/// Whether the clock can be right, and whether something keeps it so.
extension Examination {
    mutating func checkClock() {
        checkTime()
        checkSynchronisation()
        checkPolicyAge()
    }

    private var policyTime: Timestamp? {
        try? Timestamp(parsing: policy.checked + "T00:00:00Z")
    }

    private mutating func checkTime() {
        let id = "clock.time"
        guard let now = Self.clock(host) else {
            return unknown(id, "the host's clock is not known")
        }
        let text = now.text(.none)
        // A program cannot run before its own data was written.
        if let least = policyTime, now < least {
            fail(id, "it is \(text), before this program was made", "host.clock_wrong", .certain)
        } else {
            ok(id, text)
        }
    }

    private mutating func checkSynchronisation() {
        let id = "clock.synchronised"
        let lines = (host.fact(.clock).value ?? "").hostLines.map(\.hostTrimmed)
        if lines.contains("synchronised yes")
            || host.has("/run/systemd/timesync/synchronized") == true
        {
            return ok(id, "synchronised")
        }
        if lines.contains("synchronised no") {
            return warn(id, "not synchronised", "host.clock_unsynchronised", .certain)
        }
        guard let processes = processes.value else {
            return unknown(id, "nothing tells whether it is synchronised")
        }
        if let keeper = policy.timeKeepers.first(where: processes.contains) {
            return ok(id, "\(keeper) runs")
        }
        warn(id, "nothing runs that would keep it", "host.clock_unsynchronised", .likely)
    }

    private mutating func checkPolicyAge() {
        let id = "policy.age"
        guard let checked = policyTime else { return unknown(id, "the policy has no date") }
        let days = (time.seconds - checked.seconds) / 86_400
        if days > policy.staleDays {
            warn(id, "this program's data is \(days) days old", "host.policy_old", .certain)
        } else {
            ok(id, "data as of \(policy.checked)")
        }
    }
}
