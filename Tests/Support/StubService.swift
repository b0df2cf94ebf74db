import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// An HTTP server that answers each path with bytes of the test's choice, on a free port of the
/// loopback interface.
public final class StubService: Sendable {
    public enum Reply: Sendable {
        /// Status, headers (`Name: value`) and body, whole and with its length.
        case answer(Int, [String], [UInt8])
        /// The same, with another length than the body's, then the end.
        case cut([String], [UInt8], length: Int)
        /// Bytes that are no HTTP.
        case raw([UInt8])
        /// A body that does not end before `count` bytes have gone.
        case flood(count: Int)
        /// Takes the question and never answers.
        case silence
    }

    /// `http://127.0.0.1:PORT`.
    public let url: String
    private let listener: Int32

    /// - Parameter reply: by the target of the request, with its query; nil answers 404.
    public init(_ reply: @escaping @Sendable (String) -> Reply?) throws {
        let (descriptor, port) = try Loopback.listen()
        listener = descriptor
        url = "http://127.0.0.1:\(port)"
        Thread.detachNewThread {
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread {
                    defer { close(connection) }
                    guard let request = HTTPText.read(connection, seconds: 10) else { return }
                    let target = request.head.split(separator: " ").dropFirst().first ?? ""
                    Self.serve(connection, reply(String(target)) ?? .answer(404, [], []))
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func serve(_ connection: Int32, _ reply: Reply) {
        switch reply {
        case .answer(let status, let headers, let body):
            send(status, headers, body, length: body.count, to: connection)
        case .cut(let headers, let body, let length):
            send(200, headers, body, length: length, to: connection)
        case .raw(let bytes): _ = HTTPText.write(bytes, to: connection)
        case .flood(let count):
            send(200, [], [], length: count, to: connection)
            let chunk = [UInt8](repeating: 0x41, count: 65_536)
            var sent = 0
            while sent < count, HTTPText.write(chunk, to: connection) { sent += chunk.count }
        case .silence:
            // Until the client hangs up, or half a minute.
            _ = readSome(connection, milliseconds: 30_000)
        }
    }

    private static func send(
        _ status: Int, _ headers: [String], _ body: [UInt8], length: Int, to connection: Int32
    ) {
        let head =
            ["HTTP/1.1 \(status) Stub", "Connection: close", "Content-Length: \(length)"] + headers
        let text = head.map { $0 + "\r\n" }.joined() + "\r\n"
        _ = HTTPText.write(Array(text.utf8) + body, to: connection)
    }
}
