internal import SecretBase

/// What `config/config.toml` and `config/app.toml` say about running a node.
///
/// Other keys are CometBFT's own business. Absent keys have the values that CometBFT gives them;
/// for the application those are the network's. Source: CometBFT notes §8; chain.md §0.13.
package struct CometConfiguration: Hashable, Sendable {
    package let moniker: String
    /// Where the application waits for CometBFT.
    package let proxyApp: ABCIAddress
    /// Where CometBFT's own RPC listens; nil when it is off.
    package let rpc: ListenAddress?
    package let p2p: ListenAddress
    /// An absolute path, or one below the home.
    package let genesisFile: String
    /// Whether an empty node takes a snapshot from others instead of all blocks.
    package let isStateSyncing: Bool
    package let application: ApplicationConfiguration

    /// Throws `HomeError.notAHome`, `.file`, and `.malformed` with the file and the key.
    package init(of home: CometHome) throws(HomeError) {
        try home.check()
        try self.init(
            TOMLFile(reading: home.configurationFile), in: home,
            application: ApplicationConfiguration(of: home))
    }

    init(
        _ file: TOMLFile, in home: CometHome, application: ApplicationConfiguration
    ) throws(HomeError) {
        self.application = application
        moniker = try file.text("moniker") ?? ""
        if let abci = try file.text("abci"), abci != "socket" {
            throw file.fault("abci", "wanted 'socket', got '\(abci)'")
        }
        let proxy = try file.text("proxy_app") ?? "tcp://127.0.0.1:26658"
        guard let proxyApp = ABCIAddress(proxy) else {
            throw file.fault(
                "proxy_app", "wanted tcp://HOST:PORT or unix://PATH, got '\(proxy.prefix(80))'")
        }
        self.proxyApp = proxyApp
        rpc = try Self.address(
            "rpc.laddr", in: file, usual: "tcp://127.0.0.1:26657")
        guard
            let p2p = try Self.address(
                "p2p.laddr", in: file, usual: "tcp://0.0.0.0:26656")
        else { throw file.fault("p2p.laddr", "it is empty") }
        self.p2p = p2p
        let genesis = try file.text("genesis_file") ?? "config/genesis.json"
        genesisFile = genesis.hasPrefix("/") ? genesis : home.root + "/" + genesis
        isStateSyncing = try file.flag("statesync.enable") ?? false
    }

    /// nil for an empty text.
    static func address(
        _ key: String, in file: TOMLFile, usual: String
    ) throws(HomeError) -> ListenAddress? {
        let text = try file.text(key) ?? usual
        guard !text.isEmpty else { return nil }
        guard let address = ListenAddress(listening: text) else {
            throw file.fault(
                key, "wanted tcp://HOST:PORT, got '\(text.prefix(80))'")
        }
        return address
    }
}

extension ListenAddress {
    /// As configuration files have it: with `tcp://` or without, and `:26657` for every address of
    /// the machine.
    fileprivate init?(listening text: String) {
        let rest = text.hasPrefix("tcp://") ? text.dropFirst("tcp://".count) : text[...]
        self.init(rest.hasPrefix(":") ? "0.0.0.0" + rest : String(rest))
    }
}
