import Foundation
import SecretBase

/// Where the node listens, and the bytes of requests to it.
struct WebAddress: Sendable {
    let host: String
    let port: UInt16

    func get(_ path: String) -> Bytes {
        Bytes("GET \(path) HTTP/1.1\r\nHost: \(host):\(port)\r\n\r\n".utf8)
    }

    func post(_ path: String, _ body: Bytes) -> Bytes {
        let head =
            "POST \(path) HTTP/1.1\r\nHost: \(host):\(port)\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.count)\r\n\r\n"
        return Bytes(head.utf8) + body
    }

    /// A connected socket that sends at once.
    func connect() throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(socket, $0, size) }
        }
        guard status == 0 else { throw BenchmarkFault("cannot connect to \(host):\(port)") }
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        return socket
    }
}

/// One kept connection for questions in between.
final class WebClient {
    private let address: WebAddress
    private var socket: Int32 = -1
    private var buffer = Bytes(repeating: 0, count: 1 << 20)

    init(_ address: WebAddress) { self.address = address }

    deinit { if socket >= 0 { close(socket) } }

    /// Sends a request and waits for the body of its answer.
    func send(_ request: Bytes) throws -> Bytes {
        if socket < 0 { socket = try address.connect() }
        guard
            Glibc.send(socket, request, request.count, Int32(MSG_NOSIGNAL))
                == request.count
        else { throw BenchmarkFault("the node took no request") }
        var filled = 0
        while true {
            let capacity = buffer.count - filled
            let count = buffer.withUnsafeMutableBytes {
                recv(socket, $0.baseAddress.map { $0 + filled }, capacity, 0)
            }
            guard count > 0 else { throw BenchmarkFault("the node closed the connection") }
            filled += count
            if let answer = WebAnswer(buffer[0..<filled]) { return Bytes(buffer[answer.body]) }
        }
    }
}

/// Where the body of a whole answer lies. Nil while bytes are missing.
struct WebAnswer {
    let body: Range<Int>

    init?(_ bytes: ArraySlice<UInt8>) {
        let found = bytes.withUnsafeBufferPointer(Self.find)
        guard let found else { return nil }
        body = (bytes.startIndex + found.lowerBound)..<(bytes.startIndex + found.upperBound)
    }

    /// Reads the length from the head, byte by byte, as a load generator has no time for strings.
    private static func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        var line = 0
        var length: Int?
        while let end = lineEnd(bytes, from: line) {
            if end == line {
                guard let length else { return nil }
                let start = end + 2
                return bytes.count >= start + length ? start..<(start + length) : nil
            }
            if end - line > 15, matches(bytes, at: line, "content-length:") {
                length = bytes[(line + 15)..<end].reduce(0) { sum, byte in
                    (48...57).contains(byte) ? sum * 10 + Int(byte - 48) : sum
                }
            }
            line = end + 2
        }
        return nil
    }

    private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, 13, bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private static func matches(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ name: StaticString
    ) -> Bool {
        name.withUTF8Buffer { name in
            name.indices.allSatisfy { bytes[start + $0] | 0x20 == name[$0] | 0x20 }
        }
    }
}
