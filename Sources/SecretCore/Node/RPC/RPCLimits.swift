internal import SecretWire

/// What the RPC server takes from one client, and from all.
package struct RPCLimits: Sendable {
    /// Open connections; more wait for one to close.
    package var connections = 2048
    /// Of a request's body or a websocket message. CometBFT takes 1 MB; here a transaction of 3 MiB
    /// (`NodeSettings.transactionBytesMax`), which stores a contract's code, must fit in base64
    /// (4 MiB), and in hex where it is simulated by `abci_query` (6 MiB).
    package var bodyBytes = 8 << 20
    /// Bodies that are not whole yet, all connections together. Short ones are not counted.
    package var pendingBytes = 64 << 20
    /// A request's line and headers. CometBFT takes 1 MiB; a URI that long holds no transaction
    /// that a client would not rather post.
    package var headerBytes = 128 << 10
    /// Requests in one list.
    package var batch = 10
    /// A request's headers must be there within this time, and so must its body.
    package var requestSeconds: Int64 = 10
    /// An answer must be taken within this time, and so must each message of a websocket.
    package var answerSeconds: Int64 = 10
    /// A connection between two requests is closed after this time.
    package var idleSeconds: Int64 = 60
    /// How often a websocket is pinged, and after which silence it is closed.
    package var pingSeconds: Int64 = 27
    package var silenceSeconds: Int64 = 30
    /// Websockets that may subscribe; CometBFT's default is 100.
    package var subscribers = 1536
    package var subscriptionsPerClient = 5
    /// How far behind the chain a subscriber may fall before it is dropped: blocks, and bytes of
    /// what they say.
    package var windowBlocks = 512
    package var windowBytes = 128 << 20
    /// Calls of `broadcast_tx_commit` that wait at once, and how long each waits for a block.
    package var commitWaiters = 256
    package var commitSeconds: Int64 = 10

    /// The limits of a node that anyone may ask.
    package init() {}

    var json: JSONValue.Limits { .init(bytes: bodyBytes) }
}
