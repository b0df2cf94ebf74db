internal import SecretBase
internal import SecretNode

/// `node init`: a network's homes, or the home of a node that joins one.
public enum NodeInitReply: Answer {
    case network(NodeInit)
    case joining(NodeJoin)

    public var fields: AnswerValue {
        switch self {
        case .network(let network): network.fields
        case .joining(let node): node.fields
        }
    }

    public func text(in style: TextStyle) -> String {
        switch self {
        case .network(let network): network.text(in: style)
        case .joining(let node): node.text(in: style)
        }
    }
}

/// `node init --join`: the home of a node that joins a network, or what it would be.
public struct NodeJoin: Answer {
    let plan: JoiningPlan
    /// Nil when nothing was written, for keys come with the files.
    let made: MadeNode?
    let registrationKey: Bytes?

    private var home: String { plan.home.root }
    private var register: String {
        "secretctl node register --simulate --node-home \(home) --from KEY"
    }
    private var run: String { "secretctl node run --engine cometbft --home \(home)" }

    public var fields: AnswerValue {
        [
            "done": .flag(made != nil), "chain_id": .text(plan.chainID), "engine": "cometbft",
            "home": .text(home), "moniker": .text(plan.moniker), "role": "full",
            "node_id": .optional(made?.nodeID),
            "validator_address": .optional(made.map { Hex.encodeUpper($0.validatorAddress) }),
            "node_key_hex": .optional(registrationKey.map { Hex.encode($0) }),
            "seeds": "none", "peers": .texts(plan.peers.map(\.description)),
            "p2p": .text("tcp://\(plan.ports.p2p)"), "rpc": .text("http://\(plan.ports.rpc)"),
            "abci": .text("tcp://\(plan.ports.abci)"), "rest": .text("http://\(plan.ports.rest)"),
            "grpc": .text("\(plan.ports.grpc)"), "register": .text(register), "run": .text(run),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let ports = plan.ports
        let list = FieldList([
            ("node id", made?.nodeID ?? ""),
            ("peers", plan.peers.map(\.description).joined(separator: " ")),
            ("p2p", "\(ports.p2p)"), ("rpc", "\(ports.rpc)"), ("abci", "\(ports.abci)"),
            ("rest", "\(ports.rest)"), ("grpc", "\(ports.grpc)"),
            ("asks with", registrationKey.map { Hex.encode($0) } ?? ""),
        ])
        let verb = made == nil ? "would make" : "made"
        var parts = [
            "\(verb) a home in \(home) that joins chain \(plan.chainID)", list.text(in: style),
            style.wrapped(
                "Its enclave has no seeds yet, and makes none of its own: the network gives them to "
                    + "a node that registers."),
        ]
        if made != nil {
            parts.append(
                "Next, with --node URL for a node of the network, and then:\n"
                    + "  \(register)\n  \(run)")
        }
        return parts.joined(separator: "\n\n")
    }
}
