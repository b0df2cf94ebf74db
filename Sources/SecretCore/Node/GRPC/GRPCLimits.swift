/// What the gRPC server takes from one client, and from all.
package struct GRPCLimits: Sendable {
    /// Open connections; more wait for one to close.
    package var connections = 1024
    /// Open calls of one connection.
    package var streamsPerConnection = 100
    /// Of one request. The network's own nodes take as much.
    package var requestBytes = 10 << 20
    /// Held by all open calls together: what came of their requests, what was answered and is not
    /// taken yet, and `streamBytes` for each.
    package var heldBytes = 128 << 20
    /// What an open call takes by itself.
    package var streamBytes = 32 << 10
    /// A connection must make its first call within this time.
    package var greetingSeconds: Int64 = 20
    /// A connection without a call is asked to end after this time.
    package var idleSeconds: Int64 = 300
    /// Who does not do as asked, or does not answer a keepalive ping, is shown out after this time.
    package var patienceSeconds: Int64 = 20
    /// A ping is sent when nothing came for this long.
    package var keepaliveSeconds: Int64 = 60
    /// A request must be there within this time.
    package var requestSeconds: Int64 = 60
    /// No call takes longer than this, its answer taken.
    package var streamSeconds: Int64 = 180
    /// What a client may do after the order to stop; then its connection is closed.
    package var stopSeconds: Int64 = 1

    /// The limits of a node that anyone may ask.
    package init() {}
}
