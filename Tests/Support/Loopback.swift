import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// HTTP/1.1 messages with a Content-Length, as text and bytes.
enum HTTPText {
    struct Message {
        /// The first line and the headers.
        let head: String
        let body: [UInt8]
        /// All of it, as it came.
        let bytes: [UInt8]
    }

    /// One message; nil where the connection ends or is silent for too long.
    static func read(_ connection: Int32, seconds: Int) -> Message? {
        var bytes: [UInt8] = []
        let end = ContinuousClock.now + .seconds(seconds)
        let mark = Array("\r\n\r\n".utf8)
        while ContinuousClock.now < end {
            if let at = bytes.firstRange(of: mark) {
                let head = String(decoding: bytes[..<at.lowerBound], as: UTF8.self)
                let length =
                    head.lowercased().components(separatedBy: "content-length: ").dropFirst().first?
                    .split(separator: "\r\n").first.flatMap { Int($0) } ?? 0
                if bytes.count >= at.upperBound + length {
                    return Message(
                        head: head, body: Array(bytes[at.upperBound...]), bytes: bytes)
                }
            }
            guard let more = readSome(connection, milliseconds: 500) else { return nil }
            bytes += more
        }
        return nil
    }

    static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    static func answer(_ status: Int, _ body: String) -> [UInt8] {
        Array(
            ("HTTP/1.1 \(status) Proxy\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n" + body).utf8)
    }
}

/// Sockets of the loopback interface.
enum Loopback {
    /// A listener on a free port.
    static func listen() throws -> (Int32, UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = place(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && Glibc.listen(listener, 256) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw ChildError.notStarted("no port on loopback") }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    static func connect(_ port: UInt16) -> Int32? {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = place(port)
        let done = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(made, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard done == 0 else {
            close(made)
            return nil
        }
        return made
    }

    private static func place(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}
