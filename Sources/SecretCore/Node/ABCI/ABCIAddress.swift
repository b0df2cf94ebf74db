/// Where an application waits for its consensus engine: `proxy_app` in CometBFT's configuration.
public enum ABCIAddress: Hashable, Sendable, CustomStringConvertible {
    case tcp(ListenAddress)
    /// Path of a socket file.
    case unix(String)

    /// Reads `tcp://127.0.0.1:26658`, `127.0.0.1:26658` or `unix:///run/app.sock`; nil for
    /// anything else.
    public init?(_ text: String) {
        if let path = text.dropping(prefix: "unix://") {
            // What the operating system has room for in the name of a socket.
            guard !path.isEmpty, path.utf8.count < 108 else { return nil }
            self = .unix(path)
        } else {
            guard let address = ListenAddress(text.dropping(prefix: "tcp://") ?? text) else {
                return nil
            }
            self = .tcp(address)
        }
    }

    public var description: String {
        switch self {
        case .tcp(let address): "tcp://\(address)"
        case .unix(let path): "unix://\(path)"
        }
    }
}

extension String {
    fileprivate func dropping(prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
