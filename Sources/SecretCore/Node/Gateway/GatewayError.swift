package import SecretBase

/// Why a server of the node does not serve.
package enum GatewayError: Failure, Equatable {
    /// Something else listens there; `server` is the server's name, e.g. `REST`.
    case portTaken(server: String, host: String, port: Int)
    /// The system refuses the address, for the reason that follows.
    case cannotListen(server: String, host: String, port: Int, reason: String)

    /// Linux's EADDRINUSE; Base and Wire are free of system headers and this room follows them.
    static let addressInUse: CInt = 98

    package var code: String {
        switch self {
        case .portTaken: "port_taken"
        case .cannotListen: "cannot_listen"
        }
    }

    package var exit: ExitStatus { .failed }

    package var description: String {
        switch self {
        case .portTaken(let server, let host, let port):
            "\(server): port \(port) of \(host) is taken by another process"
        case .cannotListen(let server, let host, let port, let reason):
            "\(server): cannot listen on \(host):\(port): \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .portTaken(let server, let host, _):
            "stop that process, or choose with --\(server.lowercased())-address \(host):PORT"
                + " (port 0 takes a free one)"
        case .cannotListen: nil
        }
    }
}
