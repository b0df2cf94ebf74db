/// A server of the node.
package enum NodeDoor: Hashable, Sendable, CaseIterable {
    case rest, rpc, grpc, faucet
}

/// Where a node's servers listen. A door that is not named is not there.
package struct NodeDoors: Hashable, Sendable {
    private var addresses: [NodeDoor: ListenAddress]

    package init(_ addresses: [NodeDoor: ListenAddress]) {
        self.addresses = addresses
    }

    package subscript(door: NodeDoor) -> ListenAddress? {
        get { addresses[door] }
        set { addresses[door] = newValue }
    }

    var count: Int { addresses.count }
}

/// Waits until every door is open, and then says where they are.
actor Readiness {
    private var doors: NodeDoors
    private var left: Set<NodeDoor>
    private let onReady: @Sendable (NodeDoors) async -> Void

    /// `doors` are those that will open; port 0 stands for whichever is free.
    init(_ doors: NodeDoors, then onReady: @escaping @Sendable (NodeDoors) async -> Void) {
        self.doors = doors
        left = Set(NodeDoor.allCases.filter { doors[$0] != nil })
        self.onReady = onReady
    }

    /// A door listens at `port`.
    func opens(_ door: NodeDoor, at port: Int) async {
        guard let wanted = doors[door], left.remove(door) != nil else { return }
        doors[door] = ListenAddress(host: wanted.host, port: port)
        if left.isEmpty { await onReady(doors) }
    }
}
