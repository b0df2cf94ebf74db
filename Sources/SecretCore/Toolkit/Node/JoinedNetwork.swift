internal import SecretBase
internal import SecretClient
internal import SecretNode
internal import SecretWire

/// What a network tells a node that wants to join it: its genesis, and whom to connect with.
struct JoinedNetwork: Sendable {
    let genesis: Bytes
    let peer: PeerAddress

    /// Asks one of the network's nodes by its RPC. Each answer is bounded in time and size.
    ///
    /// Throws `ClientError`; `.wrongChain` where the node is of another chain than `wanted`, or its
    /// genesis is of another than itself.
    init(asking url: NodeURL, timeoutSeconds: Double, wanted: String?) async throws {
        let client = RPCClient(
            url,
            limits: TransportLimits(
                connectSeconds: min(timeoutSeconds, 10), totalSeconds: timeoutSeconds))
        let status = try await client.call("status")
        guard let network = status["node_info"]?["network"]?.string else {
            throw ClientError.garbage(path: "status", why: "wanted node_info.network")
        }
        if let wanted, network != wanted {
            throw ClientError.wrongChain(wanted: wanted, got: network)
        }
        peer = try Self.peer(in: status, at: url)
        genesis = try await Self.genesis(client)
        let head: CometGenesis
        do {
            head = try CometGenesis(genesis, path: "of \(network)")
        } catch {
            throw ClientError.garbage(path: "genesis", why: "\(error)")
        }
        guard head.chainID == network else {
            throw ClientError.wrongChain(wanted: network, got: head.chainID)
        }
    }

    /// Where its peers find the node that was asked: where it listens; on the host that we reached
    /// it by, where it listens everywhere.
    private static func peer(in status: JSONValue, at url: NodeURL) throws -> PeerAddress {
        let listening = status["node_info"]?["listen_addr"]?.string ?? ""
        let bare = listening.hasPrefix("tcp://") ? listening.dropFirst(6) : listening[...]
        guard let id = status["node_info"]?["id"]?.string,
            let place = ListenAddress(bare.hasPrefix(":") ? "0.0.0.0" + bare : String(bare))
        else {
            throw ClientError.garbage(
                path: "status", why: "wanted node_info.id and node_info.listen_addr")
        }
        let isEverywhere = ["0.0.0.0", "::"].contains(place.host)
        let host = isEverywhere ? url.host : place.host
        guard
            let peer = PeerAddress(nodeID: id, address: ListenAddress(host: host, port: place.port))
        else {
            throw ClientError.garbage(
                path: "status", why: "'\(id)' at '\(listening)' is no node that can be called")
        }
        return peer
    }

    /// In one piece, or in chunks where the node says that it is too large for that.
    private static func genesis(_ client: RPCClient) async throws -> Bytes {
        do {
            guard let document = try await client.call("genesis")["genesis"] else {
                throw ClientError.garbage(path: "genesis", why: "wanted a genesis")
            }
            return document.bytes(.indented(1)) + Bytes("\n".utf8)
        } catch ClientError.answered(_, _, let message, _) where message.contains("chunked") {
            return try await chunks(client)
        }
    }

    private static func chunks(_ client: RPCClient) async throws -> Bytes {
        let path = "genesis_chunked"
        var bytes: Bytes = []
        var count: Int?
        var index = 0
        repeat {
            let answer = try await client.call(path, [.init("chunk", .string("\(index)"))])
            guard let total = answer["total"]?.numberText.flatMap({ Int($0) }),
                (1...chunksMax).contains(total), total == count ?? total,
                answer["chunk"]?.numberText == "\(index)", let text = answer["data"]?.string,
                let chunk = try? Base64.decode(text, bytesMax: CometGenesis.bytesMax),
                !chunk.isEmpty
            else {
                throw ClientError.garbage(
                    path: path, why: "wanted chunk \(index) of 1 to \(chunksMax), never empty")
            }
            bytes += chunk
            guard bytes.count <= CometGenesis.bytesMax else {
                throw ClientError.tooLong(path: path, limit: CometGenesis.bytesMax)
            }
            count = total
            index += 1
        } while index < count ?? 0
        return bytes
    }

    /// CometBFT's chunks have 16 MiB; many small ones are no node of ours.
    private static let chunksMax = 256
}
