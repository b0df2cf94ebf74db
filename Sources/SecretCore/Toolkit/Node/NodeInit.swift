internal import SecretBase
internal import SecretChain
internal import SecretNode

/// `node init`: the homes of a network, or what they would be.
public struct NodeInit: Answer {
    let plan: NetworkPlan
    /// In the order of the plan's nodes; nil when nothing was written, for keys come with the files.
    let made: [MadeNode]?

    public var fields: AnswerValue {
        [
            "done": .flag(made != nil), "chain_id": .text(plan.chainID), "engine": "cometbft",
            "directory": .text(plan.directory),
            "block_time_ms": .integer(Int64(plan.blockMilliseconds)),
            "nodes": .list(plan.nodes.map(fields)),
        ]
    }

    private func fields(of node: NetworkPlan.Node) -> AnswerValue {
        let made = made?[node.index]
        let ports = node.ports
        return [
            "home": .text(node.home.root), "moniker": .text(node.moniker),
            "role": .text(Self.role(of: node)), "node_id": .optional(made?.nodeID),
            "validator_address": .optional(made.map { Hex.encodeUpper($0.validatorAddress) }),
            "consensus_pubkey": .optional(made.map { Base64.encode($0.consensusKey) }),
            "operator": .text(ValidatorAddress(node.account).description),
            "account": .text(node.account.description),
            "account_index": .integer(Int64(node.index)),
            "p2p": .text("tcp://\(ports.p2p)"), "rpc": .text("http://\(ports.rpc)"),
            "abci": .text("tcp://\(ports.abci)"), "rest": .text("http://\(ports.rest)"),
            "grpc": .text("\(ports.grpc)"),
            "faucet": .optional(ports.faucet.map { "http://\($0)" }),
            "run": .text(Self.command(for: node)),
        ]
    }

    private static func role(of node: NetworkPlan.Node) -> String {
        node.isValidator ? "validator" : "full"
    }

    private static func command(for node: NetworkPlan.Node) -> String {
        "secretctl node run --engine cometbft --home \(node.home.root)"
    }

    public func text(in style: TextStyle) -> String {
        var parts = [heading, ports.text(in: style)]
        if let made {
            parts.append(
                table("node id", made.map(\.nodeID)).text(in: style))
            parts.append(
                table("validator", made.map { Hex.encodeUpper($0.validatorAddress) }).text(
                    in: style))
        }
        parts.append(
            table("operator", plan.nodes.map { ValidatorAddress($0.account).description })
                .text(in: style))
        parts.append(style.wrapped(note))
        if made != nil {
            parts.append("Next, each in a terminal of its own:\n" + commands)
        }
        return parts.joined(separator: "\n\n")
    }

    private var heading: String {
        let count = plan.nodes.count == 1 ? "1 home" : "\(plan.nodes.count) homes"
        return made == nil
            ? "would make \(count) of chain \(plan.chainID) in \(plan.directory)"
            : "made \(count) of chain \(plan.chainID) in \(plan.directory)"
    }

    private var ports: Table {
        var table = Table([
            .init("node"), .init("role"), .init("p2p", .right), .init("rpc", .right),
            .init("abci", .right), .init("rest", .right), .init("grpc", .right),
            .init("faucet", .right),
        ])
        for node in plan.nodes {
            let ports = node.ports
            let numbers = [ports.p2p, ports.rpc, ports.abci, ports.rest, ports.grpc].map {
                "\($0.port)"
            }
            table.add(
                ["node\(node.index)", Self.role(of: node)] + numbers
                    + [ports.faucet.map { "\($0.port)" } ?? "-"])
        }
        return table
    }

    private func table(_ title: String, _ values: [String]) -> Table {
        Table(
            [.init("node"), .init(title)],
            rows: zip(plan.nodes, values).map { ["node\($0.index)", $1] })
    }

    private var note: String {
        "All ports are on 127.0.0.1. The operators' keys hang below the local image's public "
            + "validator mnemonic, --index 0 and on. Every home has the enclave's seeds: the enclave "
            + "is SIMULATED, and whoever can read a home can read every secret."
    }

    /// As many as a person would type.
    private var commands: String {
        let shown = plan.nodes.prefix(4).map { "  " + Self.command(for: $0) }
        let rest = plan.nodes.count - shown.count
        return (shown + (rest > 0 ? ["  and \(rest) more"] : [])).joined(separator: "\n")
    }
}
