import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// An HTTP proxy on loopback in front of a node, which does to each request what a plan says.
///
/// It keeps no connection to the node: what happens to one request happens to no other.
public final class FaultProxy: Sendable {
    /// A request as it came.
    public struct Request: Sendable {
        public let method: String
        public let path: String
        public let body: String
        /// Which request this is, from 0, in the order in which they came whole.
        public let number: Int

        /// Whether it hands a transaction over.
        public var isBroadcast: Bool { method == "POST" && path == "/cosmos/tx/v1beta1/txs" }
    }

    public enum Fault: Sendable {
        case pass
        /// The connection ends, and the node never hears of it.
        case dropBefore
        /// The node does what it is asked, and the connection ends before a byte of its answer.
        case dropAfter
        case delay(milliseconds: Int)
        /// The node gets the request twice; the second answer is told.
        case duplicate
        /// Half of the answer, then the end.
        case truncate
        /// "Accepted", and the node never hears of it.
        case lie
        /// The node does it, and this is told instead.
        case answerAfter(Int, String)
        /// This is told, and the node never hears of it.
        case answerInstead(Int, String)
        /// `before` runs before the node is asked, `after` before its answer is told.
        case watch(before: @Sendable () -> Void, after: @Sendable () -> Void)
    }

    /// `http://127.0.0.1:PORT`.
    public let url: String
    private let listener: Int32
    private let count = Mutex(0)

    /// - Parameter node: `http://127.0.0.1:PORT`.
    public init(
        before node: String, _ plan: @escaping @Sendable (Request) -> Fault
    ) throws {
        guard let target = node.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw ChildError.notStarted("no port in \(node)")
        }
        let (descriptor, port) = try Loopback.listen()
        listener = descriptor
        url = "http://127.0.0.1:\(port)"
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0, let self else { return }
                Thread.detachNewThread {
                    while self.serve(connection, target, plan) {}
                    close(connection)
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func next() -> Int {
        count.withLock {
            $0 += 1
            return $0 - 1
        }
    }

    /// One request; false where the connection is to end.
    private func serve(
        _ connection: Int32, _ target: UInt16, _ plan: (Request) -> Fault
    ) -> Bool {
        guard let message = HTTPText.read(connection, seconds: 60) else { return false }
        let words = message.head.split(separator: " ").map(String.init)
        guard words.count > 1 else { return false }
        let request = Request(
            method: words[0], path: String(words[1].prefix { $0 != "?" }),
            body: String(decoding: message.body, as: UTF8.self), number: next())
        let ask = { Self.ask(target, message.bytes) }
        switch plan(request) {
        case .pass: return tell(ask(), connection)
        case .dropBefore: return false
        case .dropAfter:
            _ = ask()
            return false
        case .delay(let milliseconds):
            usleep(UInt32(milliseconds) * 1000)
            return tell(ask(), connection)
        case .duplicate:
            _ = ask()
            return tell(ask(), connection)
        case .truncate:
            let answer = ask() ?? []
            _ = HTTPText.write(Array(answer.prefix(answer.count * 2 / 3)), to: connection)
            return false
        case .lie:
            return tell(
                HTTPText.answer(200, #"{"tx_response":{"code":0,"txhash":"","raw_log":""}}"#),
                connection)
        case .answerAfter(let status, let body):
            _ = ask()
            return tell(HTTPText.answer(status, body), connection)
        case .answerInstead(let status, let body):
            return tell(HTTPText.answer(status, body), connection)
        case .watch(let before, let after):
            before()
            let answer = ask()
            after()
            return tell(answer, connection)
        }
    }

    private func tell(_ answer: [UInt8]?, _ connection: Int32) -> Bool {
        guard let answer else { return false }
        return HTTPText.write(answer, to: connection)
    }

    /// The node's whole answer over a connection of its own; nil where it gives none.
    private static func ask(_ port: UInt16, _ request: [UInt8]) -> [UInt8]? {
        guard let connection = Loopback.connect(port) else { return nil }
        defer { close(connection) }
        guard HTTPText.write(request, to: connection) else { return nil }
        return HTTPText.read(connection, seconds: 60)?.bytes
    }
}
