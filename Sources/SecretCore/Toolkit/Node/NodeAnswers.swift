public import SecretBase
internal import SecretNode

/// `node status`.
public struct NodeStatus: Answer {
    let chainID: String
    let height: Int64
    let appHash: Bytes
    /// RFC 3339.
    let time: String
    let engine: Engine
    let ioPublicKey: Bytes

    /// Who makes the blocks, and how that goes.
    struct Engine: Sendable {
        /// `embedded`, `cometbft` or `secretd`.
        let name: String
        /// One word: `running`, `catching_up`, `halted`, `diverged` or `silent`.
        let state: String
        /// What somebody should know; nil when all is well.
        let finding: String?
        let isOurs: Bool
    }

    var isCatchingUp: Bool { engine.state == "catching_up" }
    // Of another node's enclave nothing is known but its key: it would have to be attested.
    private var mode: String { engine.isOurs ? "SIMULATED" : "not attested" }

    public var fields: AnswerValue {
        [
            "chain_id": .text(chainID), "height": .integer(height),
            "app_hash_hex": .text(Hex.encode(appHash)), "time": .text(time),
            "catching_up": .flag(isCatchingUp), "engine": .text(engine.name),
            "state": .text(engine.state),
            "enclave": [
                "mode": .text(mode), "io_pubkey": .text(Base64.encode(ioPublicKey)),
                "io_pubkey_hex": .text(Hex.encode(ioPublicKey)),
            ],
        ]
    }

    private var state: String {
        switch engine.state {
        case "running": "up to date"
        case "catching_up": "catching up"
        default: engine.state
        }
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("chain", chainID), ("height", "\(height)"), ("time", time),
            ("state", state), ("engine", engine.name),
            ("app hash", Hex.encode(appHash)), ("enclave", mode),
            ("io public key", Base64.encode(ioPublicKey)),
        ]).text(in: style)
    }
}

/// `node health`. Unhealthy is exit 10.
public struct NodeHealth: Answer {
    /// An older last block of a node that makes blocks all the time is a finding.
    static let ageSecondsMax: Int64 = 60

    let status: NodeStatus
    let findings: [String]

    public var exit: ExitStatus { findings.isEmpty ? .done : .checkFailed }

    public var fields: AnswerValue {
        [
            "healthy": .flag(findings.isEmpty), "chain_id": .text(status.chainID),
            "height": .integer(status.height), "catching_up": .flag(status.isCatchingUp),
            "engine": .text(status.engine.name), "state": .text(status.engine.state),
            "findings": .texts(findings),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let place = "\(status.chainID) at height \(status.height)"
        guard !findings.isEmpty else { return style.good("healthy") + ": \(place)" }
        return ([style.bad("unhealthy") + ": \(place)"] + findings.map { "  \($0)" })
            .joined(separator: "\n")
    }
}

/// `node reset`.
public struct NodeReset: Answer {
    let chainID: String
    let directory: String
    let isRehearsal: Bool

    public var fields: AnswerValue {
        [
            "done": .flag(!isRehearsal), "chain_id": .text(chainID),
            "deleted": .text(directory),
        ]
    }

    public func text(in style: TextStyle) -> String {
        isRehearsal
            ? "would delete chain \(chainID): \(directory)"
            : "deleted chain \(chainID): \(directory)"
    }
}
