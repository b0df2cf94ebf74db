/// The known network profiles: those that come with the program, and the user's own.
public struct NetworkService: Sendable {
    let settings: Settings

    /// The profile of that name. The user's own hides a built-in one.
    public func profile(named name: String) throws(ConfigurationError) -> NetworkProfile {
        if name == NetworkProfile.development.name { return .development }
        throw .unknownNetwork(name, known: [NetworkProfile.development.name])
    }
}

extension Toolbox {
    public var networks: NetworkService { NetworkService(settings: settings) }
}
