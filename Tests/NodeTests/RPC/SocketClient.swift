import Glibc
import SecretBase
import SecretWire
import Testing

/// A websocket over a plain socket, so that tests can break the rules.
final class SocketClient {
    let raw: RawClient
    private var input = Bytes()

    /// A frame from the server.
    struct Frame {
        let operation: UInt8
        let payload: Bytes

        var json: JSONValue? { try? JSONValue(parsing: payload) }
        /// Of a close frame.
        var code: Int? { payload.count < 2 ? nil : Int(payload[0]) << 8 | Int(payload[1]) }
    }

    /// Connects and shakes hands.
    init(port: Int) throws {
        raw = try RawClient(port: port)
        raw.send(
            "GET /websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        let head = try readHead()
        #expect(head.hasPrefix("HTTP/1.1 101 "))
        // RFC 6455 §1.3 gives key and answer.
        #expect(head.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
    }

    private func readHead() throws -> String {
        while true {
            let text = String(decoding: input, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n") {
                input.removeFirst(text[..<end.upperBound].utf8.count)
                return String(text[..<end.lowerBound])
            }
            try #require(fill(), "no handshake: \(text)")
        }
    }

    /// False at the end of the connection, and when nothing comes for long.
    private func fill() -> Bool {
        var buffer = Bytes(repeating: 0, count: 1 << 16)
        let count = read(raw.socket, &buffer, buffer.count)
        guard count > 0 else { return false }
        input += buffer[0..<count]
        return true
    }

    /// A frame as a client sends it; the mask is fixed.
    static func frame(
        _ payload: Bytes, operation: UInt8 = 1, isLast: Bool = true, isMasked: Bool = true
    ) -> Bytes {
        var bytes: Bytes = [isLast ? 0x80 | operation : operation]
        let mask: UInt8 = isMasked ? 0x80 : 0
        switch payload.count {
        case ..<126: bytes.append(mask | UInt8(payload.count))
        case ..<65_536:
            bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default:
            bytes.append(mask | 127)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        guard isMasked else { return bytes + payload }
        let key: Bytes = [1, 2, 3, 4]
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 & 3] }
    }

    func send(_ bytes: Bytes) {
        _ = bytes.withUnsafeBytes {
            Glibc.send(raw.socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
        }
    }

    func send(text: String) { send(Self.frame(Bytes(text.utf8))) }

    func send(_ method: String, _ parameters: JSONValue = [:], id: JSONValue = .number("1")) {
        let request: JSONValue = [
            "jsonrpc": "2.0", "id": id, "method": .string(method), "params": parameters,
        ]
        send(text: request.text())
    }

    /// The next frame; nil when the connection has ended.
    func next() -> Frame? {
        while true {
            if let frame = taken() { return frame }
            guard fill() else { return nil }
        }
    }

    private func taken() -> Frame? {
        guard input.count >= 2 else { return nil }
        var (start, count) = (2, Int(input[1] & 0x7f))
        let extra = count == 126 ? 2 : count == 127 ? 8 : 0
        guard input.count >= 2 + extra else { return nil }
        if extra > 0 {
            count = input[2..<2 + extra].reduce(0) { $0 << 8 | Int($1) }
            start += extra
        }
        guard input.count >= start + count else { return nil }
        let frame = Frame(
            operation: input[0] & 0x0f, payload: Bytes(input[start..<start + count]))
        input.removeFirst(start + count)
        return frame
    }

    /// The next message as JSON, pings passed over.
    func message() throws -> JSONValue {
        while true {
            guard let frame = next() else { throw ConnectionEnded(after: "") }
            if frame.operation == 9 { continue }
            return try #require(frame.json, "\(frame)")
        }
    }

    /// A call and its answer, when nothing else comes.
    func call(_ method: String, _ parameters: JSONValue = [:]) throws -> JSONValue {
        send(method, parameters)
        return try message()
    }

    func subscribe(_ query: String, id: JSONValue = .number("1")) throws {
        send("subscribe", ["query": .string(query)], id: id)
        let answer = try message()
        #expect(answer["result"] == [:] && answer["id"] == id, "\(answer.text())")
    }

    func end() { raw.end() }
}
