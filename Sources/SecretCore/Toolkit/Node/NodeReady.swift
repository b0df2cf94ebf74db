internal import SecretBase
internal import SecretNode

/// What `node run` says as soon as it serves.
public struct NodeReady: Sendable {
    private let chainID: String
    private let height: Int64
    private let doors: NodeDoors
    private let comet: CometProcess.Ready?

    init(_ ready: NodeProcess.Ready) {
        (chainID, height, doors, comet) = (ready.chainID, ready.height, ready.doors, nil)
    }

    init(_ ready: CometProcess.Ready) {
        (chainID, height, doors, comet) = (ready.chainID, ready.height, ready.doors, ready)
    }

    public var fields: AnswerValue {
        var fields: AnswerValue = [
            "event": "ready", "chain_id": .text(chainID), "height": .integer(height),
            "engine": comet == nil ? "embedded" : "cometbft",
        ]
        for (name, address) in addresses {
            fields = fields.adding([.init(name, .text("http://\(address)"))])
        }
        guard let comet else { return fields }
        fields = fields.adding([.init("abci", .text("\(comet.abci)"))])
        if case .awaited(let command) = comet.engine {
            fields = fields.adding([.init("engine_command", .text(command))])
        }
        return fields
    }

    public var text: String {
        let heading = "\(chainID) \(comet == nil ? "is ready at" : "has reached") height \(height)."
        let names = ["rest": "REST", "rpc": "RPC", "grpc": "gRPC", "faucet": "faucet"]
        var lines = [heading]
        for (name, address) in addresses {
            let label = names[name] ?? name
            let gap = String(repeating: " ", count: max(1, 8 - label.count))
            let path = name == "faucet" ? "/faucet?address=ADDRESS" : ""
            lines.append("  \(label)\(gap)http://\(address)\(path)")
        }
        switch comet?.engine {
        case .started(let path):
            lines.append("  ABCI    \(comet?.abci.description ?? ""), where \(path) connects")
        case .awaited(let command):
            lines.append("  ABCI    \(comet?.abci.description ?? "")")
            lines.append("Start the engine, which this machine's PATH does not have, with")
            lines.append("  \(command)")
        case nil: break
        }
        return
            (lines + [
                "The enclave is SIMULATED: whoever can read the home can read every secret.",
                "Ctrl-C stops the node.",
            ]).joined(separator: "\n")
    }

    /// In the order of importance.
    private var addresses: [(name: String, address: ListenAddress)] {
        [
            ("rest", doors[.rest]), ("rpc", comet == nil ? doors[.rpc] : comet?.rpc),
            ("grpc", doors[.grpc]), ("faucet", doors[.faucet]),
        ].compactMap { name, address in address.map { (name, $0) } }
    }
}
