import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// One HTTP exchange at a time over one plain connection: what a load generator needs, with nothing
/// in between that could retry or remember.
final class RawHTTP {
    private let port: UInt16
    private var socket: Int32 = -1

    struct Broken: Error {}

    /// `url` as `http://127.0.0.1:1317`.
    init(_ url: String) throws {
        guard let port = url.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw Broken()
        }
        self.port = port
    }

    deinit { close(socket) }

    func get(_ path: String) throws -> (status: Int, body: String) {
        try exchange("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }

    func post(_ path: String, _ body: String) throws -> (status: Int, body: String) {
        try exchange(
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    private func exchange(_ request: String) throws -> (status: Int, body: String) {
        if socket < 0 { try connect() }
        do {
            var left = Array(request.utf8)[...]
            while !left.isEmpty {
                let count = left.withUnsafeBytes {
                    send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Broken() }
                left = left.dropFirst(count)
            }
            return try answer()
        } catch {
            close(socket)
            socket = -1
            throw error
        }
    }

    private func connect() throws {
        let made = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard made >= 0 else { throw Broken() }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(
            made, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let done = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(made, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard done == 0 else {
            close(made)
            throw Broken()
        }
        socket = made
    }

    private func answer() throws -> (status: Int, body: String) {
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let at = bytes.firstRange(of: end) {
                let head = String(decoding: bytes[..<at.lowerBound], as: UTF8.self).lowercased()
                guard
                    let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
                    let length = head.components(separatedBy: "content-length: ").dropFirst().first?
                        .split(separator: "\r\n").first.flatMap({ Int($0) })
                else { throw Broken() }
                if bytes.count >= at.upperBound + length {
                    return (status, String(decoding: bytes[at.upperBound...], as: UTF8.self))
                }
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { throw Broken() }
            bytes += chunk.prefix(count)
        }
    }
}
