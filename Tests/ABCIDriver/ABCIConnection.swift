import Foundation
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Why a driver cannot go on.
package enum DriverFault: Error, CustomStringConvertible {
    case cannotConnect(String)
    /// The application hung up.
    case closed
    /// Another kind of answer than the request's, or an exception.
    case unexpected(String)

    package var description: String {
        switch self {
        case .cannotConnect(let why): "cannot connect: \(why)"
        case .closed: "the application closed the connection"
        case .unexpected(let what): "unexpected answer: \(what)"
        }
    }
}

/// One of the connections that a consensus engine holds to its application: blocking, in order.
package final class ABCIConnection {
    private let socket: Int32
    private var unread = Bytes()
    private var unsent = Bytes()

    /// Connects to a unix socket.
    package init(unix path: String) throws {
        socket = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path.utf8.prefix(place.count - 1))
        }
        try connect(&address)
    }

    /// Connects to a port of the loopback interface.
    package init(port: Int) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        try connect(&address)
    }

    deinit { Foundation.close(socket) }

    private func connect<Address>(_ address: inout Address) throws {
        let size = socklen_t(MemoryLayout<Address>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(socket, $0, size)
            }
        }
        guard result == 0 else { throw DriverFault.cannotConnect(String(cString: strerror(errno))) }
    }

    /// Puts a request into the buffer, as the engine's client does.
    package func put(_ value: CometAbciRequest.OneOf_Value) throws {
        var request = CometAbciRequest()
        request.value = value
        put(frame: try request.serializedBytes())
    }

    /// Puts encoded bytes with their length in front.
    package func put(frame: Bytes) {
        unsent.appendVarint(UInt64(frame.count))
        unsent += frame
    }

    /// Sends what was put.
    package func flush() throws {
        try send(unsent)
        unsent.removeAll(keepingCapacity: true)
    }

    /// Sends bytes as they are.
    package func send(_ bytes: Bytes) throws {
        var left = bytes[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes {
                Foundation.send(socket, $0.baseAddress, $0.count, 0x4000)
            }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw DriverFault.closed
            }
            left = left.dropFirst(count)
        }
    }

    /// The next answer; waits for it.
    package func take() throws -> CometAbciResponse.OneOf_Value {
        let bytes = try takeFrame()
        guard let value = try CometAbciResponse(serializedBytes: bytes).value else {
            throw DriverFault.unexpected("an answer without a member")
        }
        return value
    }

    /// The next answer's bytes, without their length.
    package func takeFrame() throws -> Bytes {
        while true {
            if let (count, head) = length(), unread.count >= head + count {
                let frame = Bytes(unread[head..<head + count])
                unread.removeFirst(head + count)
                return frame
            }
            try receive()
        }
    }

    /// One request followed by a flush, as the engine's synchronous calls are; gives its answer.
    package func call(
        _ value: CometAbciRequest.OneOf_Value
    ) throws -> CometAbciResponse.OneOf_Value {
        try put(value)
        try put(.flush(CometAbciRequestFlush()))
        try flush()
        let answer = try take()
        if case .exception(let exception) = answer {
            throw DriverFault.unexpected("exception: \(exception.error)")
        }
        guard case .flush = try take() else {
            throw DriverFault.unexpected("no answer to the flush")
        }
        return answer
    }

    private func length() -> (count: Int, head: Int)? {
        var (value, shift) = (0, 0)
        for (index, byte) in unread.prefix(10).enumerated() {
            value |= Int(byte & 0x7f) << shift
            if byte < 0x80 { return (value, index + 1) }
            shift += 7
        }
        return nil
    }

    private func receive() throws {
        var chunk = Bytes(repeating: 0, count: 1 << 16)
        let count = recv(socket, &chunk, chunk.count, 0)
        guard count > 0 else {
            if count < 0, errno == EINTR { return }
            throw DriverFault.closed
        }
        unread += chunk[..<count]
    }
}
