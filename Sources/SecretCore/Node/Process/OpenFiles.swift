internal import Foundation

/// How many files and sockets this process may have open.
enum OpenFiles {
    /// Takes as many as the administrator allows. The customary 1024 are fewer than the clients
    /// that the node's servers take; beyond them nothing here asks for numbers below 1024.
    static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        let wanted = min(limit.rlim_max, 65_536)
        guard limit.rlim_cur < wanted else { return }
        limit.rlim_cur = wanted
        // Where it is refused, the servers make do with what there is.
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
