import SecretBase

/// The REST address of a node: `http(s)://host[:port][/prefix]`.
package struct NodeURL: Hashable, Sendable, CustomStringConvertible {
    /// Without a slash at the end.
    package let description: String

    /// Throws for other schemes, for credentials (they would end up in process lists and logs)
    /// and for a query or fragment. A bare `host:port` is taken as `http://`.
    package init(_ text: String) throws(ClientError) {
        let lower = text.lowercased()
        let full = lower.contains("://") ? text : "http://" + text
        guard full.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .badURL("…", why: "wanted printable ASCII without spaces")
        }
        let isPlain = full.lowercased().hasPrefix("http://")
        guard isPlain || full.lowercased().hasPrefix("https://") else {
            throw .badURL(text, why: "wanted http:// or https://")
        }
        let rest = full.dropFirst(isPlain ? 7 : 8)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else {
            throw .badURL("…", why: "credentials do not belong in a URL")
        }
        guard !authority.isEmpty, !authority.hasPrefix(":") else {
            throw .badURL(text, why: "names no host")
        }
        guard !rest.contains("?"), !rest.contains("#") else {
            throw .badURL(text, why: "has a query or fragment")
        }
        var trimmed = full[...]
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        description = String(trimmed)
    }

    /// Whether the host is this machine by its name: loopback addresses and `localhost`.
    package var isLocal: Bool {
        let rest = description.drop { $0 != ":" }.dropFirst(3)
        let authority = rest.prefix { $0 != "/" }
        if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
        let host = authority.prefix { $0 != ":" }.lowercased()
        let parts = host.split(separator: ".")
        return host == "localhost"
            || (parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil })
    }

    /// The host alone, an IPv6 address without its brackets.
    package var host: String {
        let authority = description.drop { $0 != ":" }.dropFirst(3).prefix { $0 != "/" }
        if authority.hasPrefix("[") {
            return String(authority.dropFirst().prefix { $0 != "]" })
        }
        return String(authority.prefix { $0 != ":" })
    }

    /// The URL of a path that begins with a slash, with an escaped query.
    func url(_ path: String, _ query: [QueryItem]) -> String {
        guard !query.isEmpty else { return description + path }
        let parts = query.map { "\(Self.escape($0.name))=\(Self.escape($0.value))" }
        return "\(description)\(path)?\(parts.joined(separator: "&"))"
    }

    /// Percent-escapes all but RFC 3986's unreserved characters.
    package static func escape(_ text: String) -> String {
        var out: Bytes = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
            default: out += Bytes("%\(Hex.encodeUpper([byte]))".utf8)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
