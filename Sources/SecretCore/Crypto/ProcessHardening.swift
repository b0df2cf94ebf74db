import CCrypt

/// What a process that holds keys asks of the kernel.
package enum ProcessHardening {
    /// Forbids core dumps and debuggers of the same user: to be called first of all. Answers
    /// whether the kernel agreed; going on without is better than not signing at all.
    @discardableResult
    package static func disableCoreDumps() -> Bool { secretctl_disable_core_dumps() == 0 }
}
