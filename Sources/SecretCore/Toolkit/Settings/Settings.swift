/// The settings of one run. Looked for in this order, the first that says something wins:
/// flags, `SECRETCTL_*` variables, `./secretctl.toml`, the user's file, the system's file.
public struct Settings: Sendable {
    /// One place that settings come from.
    struct Layer: Sendable {
        let name: String
        let values: [String: String]
    }

    public let paths: Paths
    public let environment: Environment
    let layers: [Layer]

    /// `flags` by the keys of the configuration file; absent flags are absent keys.
    ///
    /// - Parameter directory: where `secretctl.toml` is looked for; the working directory.
    public init(
        home: String?, flags: [String: String], environment: Environment, directory: String = "."
    ) throws(ConfigurationError) {
        self.environment = environment
        paths = try Paths(home: home, environment: environment)
        var layers = [Layer(name: "flag", values: flags)]
        var variables: [String: String] = [:]
        for key in ConfigurationFile.keys {
            variables[key] = environment["SECRETCTL_" + key.uppercased()]
        }
        layers.append(Layer(name: "environment", values: variables))
        var files = [directory + "/secretctl.toml", paths.configFile]
        let system = environment["XDG_CONFIG_DIRS"] ?? "/etc/xdg"
        files += system.split(separator: ":").map { $0 + "/secretctl/config.toml" }
        for path in files {
            let file = try ConfigurationFile(at: path)
            layers.append(Layer(name: path, values: file.values))
        }
        self.layers = layers
    }

    /// The winning value and where it came from; `layersMax` bounds how far down to look.
    func value(_ key: String, layersMax: Int = .max) -> (text: String, layer: Int)? {
        for (index, layer) in layers.prefix(layersMax).enumerated() {
            if let text = layer.values[key] { return (text, index) }
        }
        return nil
    }

    /// Where a setting came from: a file's path, `flag`, `environment`, or `nil` for the default.
    public func source(of key: String) -> String? {
        value(key).map { layers[$0.layer].name }
    }

    /// Whether the answer is to be JSON; text unless set.
    public func writesJSON() throws(ConfigurationError) -> Bool {
        let text = value("output")?.text ?? "text"
        guard text == "json" || text == "text" else {
            throw .badValue(name: "output", value: text, wanted: "text or json")
        }
        return text == "json"
    }

    /// Seconds to wait for one answer of a node; 1...3600, 10 unless set.
    public func timeoutSeconds() throws(ConfigurationError) -> Int {
        guard let text = value("timeout")?.text else { return 10 }
        let digits = text.hasSuffix("s") ? text.dropLast() : text[...]
        guard let seconds = Int(digits), (1...3600).contains(seconds) else {
            throw .badValue(name: "timeout", value: text, wanted: "seconds, 1 to 3600")
        }
        return seconds
    }

    /// The network to talk to: the chosen profile, with what was set above it put in its place.
    ///
    /// A node or chain id that a file names under the choice of context belongs to another network,
    /// and is not mixed in: `--context mainnet` never talks to the development node of a file.
    public func network() throws(ConfigurationError) -> NetworkProfile {
        let context = value("context")
        var profile = try NetworkService(settings: self).profile(
            named: context?.text ?? NetworkProfile.development.name)
        let reach = context.map { $0.layer + 1 } ?? .max
        if let chainID = value("chain_id", layersMax: reach)?.text { profile.chainID = chainID }
        if let node = value("node", layersMax: reach)?.text { profile.rest = [node] }
        return profile
    }

    /// The REST address to talk to, e.g. `http://127.0.0.1:1317`, without a slash at its end.
    public func nodeURL() throws(ConfigurationError) -> String {
        let profile = try network()
        guard var url = profile.rest.first else { throw .noEndpoint(network: profile.name) }
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw .badValue(name: "node", value: url, wanted: "an address as http://127.0.0.1:1317")
        }
        while url.hasSuffix("/") { url.removeLast() }
        return url
    }
}
