internal import SecretBase

/// A node as its peers name it: `ID@HOST:PORT`, the id 40 hex digits in lower case.
package struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
    package let nodeID: String
    package let address: ListenAddress

    /// Nil for anything else; hosts are names and numbers, so that no file needs escapes.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = ListenAddress(String(parts[1])) else { return nil }
        self.init(nodeID: String(parts[0]), address: address)
    }

    /// Nil for an id that is none, and for a host or port that nobody can call.
    package init?(nodeID: String, address: ListenAddress) {
        let id = nodeID.lowercased()
        guard id.utf8.count == 40, (try? Hex.decode(id, bytesMax: 20))?.count == 20,
            address.port > 0, (1...253).contains(address.host.utf8.count),
            address.host.utf8.allSatisfy(Self.isPlain)
        else { return nil }
        self.nodeID = id
        self.address = address
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x3a, 0x5f: true
        default: false
        }
    }

    package var description: String { "\(nodeID)@\(address)" }
}
