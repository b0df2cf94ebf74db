/// The known network profiles: those that come with the program, and the user's own.
public struct NetworkService: Sendable {
    let settings: Settings

    /// Profiles that come with the program, in the order in which they are listed.
    private static let builtIn: [(name: String, json: @Sendable () -> [UInt8])] = [
        ("mainnet", { PackageResources.mainnet_json }),
        ("testnet", { PackageResources.testnet_json }),
    ]

    /// The profile of that name. The user's own hides one that comes with the program.
    public func profile(named name: String) throws(ConfigurationError) -> NetworkProfile {
        if let own = try ownProfile(named: name) { return own }
        if name == NetworkProfile.development.name { return .development }
        if let known = Self.builtIn.first(where: { $0.name == name }) {
            return try NetworkProfile(json: known.json(), name: name, path: name + ".json")
        }
        throw .unknownNetwork(name, known: names)
    }

    /// All names: those that come with the program, then the user's own, sorted.
    public var names: [String] {
        let builtIn = [NetworkProfile.development.name] + Self.builtIn.map(\.name)
        let own = TextFile.names(in: settings.paths.networks)
            .filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) }
        return builtIn + own.filter { !builtIn.contains($0) }
    }

    private func ownProfile(named name: String) throws(ConfigurationError) -> NetworkProfile? {
        // A name is a word: it must not lead out of the folder.
        guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else { return nil }
        let path = settings.paths.networks + "/" + name + ".json"
        guard let text = try TextFile.read(path) else { return nil }
        var profile = try NetworkProfile(json: Array(text.utf8), name: name, path: path)
        profile.path = path
        return profile
    }

    /// The word that chooses the network now, and where it was said; `nil` for the default.
    public var current: (name: String, source: String?) {
        let name = settings.value("context")?.text ?? NetworkProfile.development.name
        return (name, settings.source(of: "context"))
    }

    /// Every profile. A broken file of the user's is an error, not a gap.
    public func list() throws(ConfigurationError) -> NetworkList {
        var profiles: [NetworkProfile] = []
        for name in names { profiles.append(try profile(named: name)) }
        return NetworkList(profiles: profiles, current: current.name)
    }

    /// One profile, or the one in use with everything that flags and files change in it.
    public func show(_ name: String?) throws(ConfigurationError) -> NetworkDescription {
        guard let name else {
            return NetworkDescription(
                profile: try settings.network(), source: current.source ?? "default")
        }
        return NetworkDescription(profile: try profile(named: name), source: nil)
    }

    /// Makes a network the user's default: `context` in the user's configuration file.
    public func use(
        _ name: String, isRehearsal: Bool
    ) throws(ConfigurationError) -> NetworkChoice {
        let profile = try profile(named: name)
        let path = settings.paths.configFile
        let old = try TextFile.read(path) ?? ""
        let line = "context = \"\(name)\""
        var lines = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let index = lines.firstIndex(where: Self.isContext) {
            lines[index] = line
        } else {
            lines.insert(line, at: 0)
        }
        let new = old.isEmpty ? line + "\n" : lines.joined(separator: "\n")
        // What is written must be what is read back.
        let file = try ConfigurationFile(text: new, path: path)
        if !isRehearsal { try TextFile.write(new, to: path) }
        return NetworkChoice(
            profile: profile, path: path, isDone: !isRehearsal,
            alsoSets: ["node", "chain_id"].filter { file.values[$0] != nil })
    }

    private static func isContext(_ line: String) -> Bool {
        line.drop(while: \.isWhitespace).prefix { $0 != "=" }.filter { !$0.isWhitespace }
            == "context"
    }
}

extension Toolbox {
    /// The network profiles.
    public var networks: NetworkService { NetworkService(settings: settings) }
}
