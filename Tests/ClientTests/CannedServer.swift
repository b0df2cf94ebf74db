import Foundation
import Glibc
import SecretBase
import Synchronization

/// A small HTTP server on loopback that does what a test tells it, the bad things above all.
final class CannedServer: Sendable {
    /// A request as it came.
    struct Request: Sendable {
        let line: String
        let headers: String
        let body: String
        /// Which accepted connection it came over, from 0.
        let connection: Int

        var target: String { line.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
    }

    enum Reaction: Sendable {
        case answer(Int, String, headers: [String] = [])
        /// These bytes as they are, then the connection is closed.
        case raw(Bytes)
        /// No answer at all until the client goes away.
        case silence

        static func json(_ body: String) -> Reaction { .answer(200, body) }
    }

    let port: UInt16
    var url: String { "http://127.0.0.1:\(port)" }
    private let listener: Int32
    private let react: @Sendable (Request) -> Reaction
    private let seen = Mutex<[Request]>([])

    var requests: [Request] { seen.withLock { $0 } }

    init(_ react: @escaping @Sendable (Request) -> Reaction) throws {
        (listener, port) = try Self.listen()
        self.react = react
        let thread = Thread { [self] in accept() }
        thread.start()
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// A port on which nobody listens.
    static func deadPort() throws -> UInt16 {
        let (descriptor, port) = try listen()
        close(descriptor)
        return port
    }

    private static func listen() throws -> (Int32, UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var count = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, count) == 0 && Glibc.listen(descriptor, 16) == 0
                    && getsockname(descriptor, $0, &count) == 0
            }
        }
        guard done else { throw POSIXError(.EADDRINUSE) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private func accept() {
        var number = 0
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            let index = number
            number += 1
            Thread { [self] in serve(connection, index) }.start()
        }
    }

    private func serve(_ connection: Int32, _ index: Int) {
        defer { close(connection) }
        while let request = read(connection, index) {
            seen.withLock { $0.append(request) }
            switch react(request) {
            case .answer(let status, let body, let headers):
                let lines = ["HTTP/1.1 \(status) Said", "Content-Length: \(body.utf8.count)"]
                let head = (lines + headers).joined(separator: "\r\n")
                write(connection, Bytes("\(head)\r\n\r\n\(body)".utf8))
            case .raw(let bytes):
                write(connection, bytes)
                return
            case .silence:
                var byte: UInt8 = 0
                while recv(connection, &byte, 1, 0) > 0 {}
                return
            }
        }
    }

    private func read(_ connection: Int32, _ index: Int) -> Request? {
        var bytes: Bytes = []
        var wanted: Int?
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = text[..<end.lowerBound]
                let length = head.lowercased().range(of: "content-length: ").map {
                    Int(head.lowercased()[$0.upperBound...].prefix { $0.isNumber }) ?? 0
                }
                wanted = head.utf8.count + 4 + (length ?? 0)
                if bytes.count >= wanted ?? 0 {
                    let line = head.prefix { $0 != "\r\n" }
                    return Request(
                        line: String(line), headers: String(head),
                        body: String(text[end.upperBound...]), connection: index)
                }
            }
            var chunk = Bytes(repeating: 0, count: 65536)
            let got = recv(connection, &chunk, chunk.count, 0)
            guard got > 0 else { return nil }
            bytes += chunk[..<got]
        }
    }

    private func write(_ connection: Int32, _ bytes: Bytes) {
        var sent = 0
        while sent < bytes.count {
            let put = bytes[sent...].withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard put > 0 else { return }
            sent += put
        }
    }
}
