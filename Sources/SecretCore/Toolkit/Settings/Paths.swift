/// Where things lie. `--home DIR` (or `SECRETCTL_HOME`) moves all of it to DIR; without it the XDG
/// base directories are used.
public struct Paths: Sendable, Equatable {
    /// The directory that `--home` or `SECRETCTL_HOME` names; nil where everything has its own place.
    public let root: String?
    /// The user's configuration file.
    public let configFile: String
    /// The user's own network profiles, one `NAME.json` each.
    public let networks: String
    /// Operator keys, one encrypted file each.
    public let keys: String
    /// The development node's home.
    public let node: String
    /// Sequence leases and the journal of what was signed.
    public let state: String
    /// What can be fetched again.
    public let cache: String

    public init(home: String?, environment: Environment) throws(ConfigurationError) {
        if let home = home ?? environment["SECRETCTL_HOME"] {
            root = home
            configFile = home + "/config.toml"
            networks = home + "/networks"
            keys = home + "/keys"
            node = home + "/node"
            state = home + "/state"
            cache = home + "/cache"
            return
        }
        func base(_ variable: String, _ underHome: String) throws(ConfigurationError) -> String {
            // The XDG specification: a relative path there is to be ignored.
            if let path = environment[variable], path.hasPrefix("/") { return path + "/secretctl" }
            guard let home = environment["HOME"] else { throw .noHome }
            return home + "/" + underHome + "/secretctl"
        }
        root = nil
        let config = try base("XDG_CONFIG_HOME", ".config")
        let data = try base("XDG_DATA_HOME", ".local/share")
        configFile = config + "/config.toml"
        networks = config + "/networks"
        keys = data + "/keys"
        node = data + "/node"
        state = try base("XDG_STATE_HOME", ".local/state")
        cache = try base("XDG_CACHE_HOME", ".cache")
    }
}
