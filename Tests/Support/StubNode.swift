import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// An HTTP server with canned answers, on a free port of the loopback interface.
public final class StubNode: Sendable {
    /// What a path answers.
    public enum Reply: Sendable {
        case json(Int, String)
        /// Takes the question and never answers.
        case silence
    }

    /// `http://127.0.0.1:PORT`.
    public let url: String
    private let listener: Int32

    /// - Parameter routes: by the path of the request, without its query; others answer 501, as the
    ///   gateway does for what a node does not serve.
    public init(_ routes: [String: Reply]) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw ChildError.notStarted("no port for the stub") }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { Self.serve(connection, routes) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func serve(_ connection: Int32, _ routes: [String: Reply]) {
        defer { close(connection) }
        var request = ""
        while !request.contains("\r\n\r\n") {
            guard let bytes = readSome(connection, milliseconds: 5000), !bytes.isEmpty else {
                return
            }
            request += String(decoding: bytes, as: UTF8.self)
        }
        let target = request.split(separator: " ").dropFirst().first ?? ""
        let path = String(target.prefix { $0 != "?" })
        let missing = Reply.json(501, #"{"code": 12, "message": "Not Implemented", "details": []}"#)
        guard case .json(let status, let body) = routes[path, default: missing] else {
            // Until the client hangs up, or half a minute.
            _ = readSome(connection, milliseconds: 30_000)
            return
        }
        let answer =
            "HTTP/1.1 \(status) Stub\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n" + body
        _ = Array(answer.utf8).withUnsafeBytes {
            send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }
}
