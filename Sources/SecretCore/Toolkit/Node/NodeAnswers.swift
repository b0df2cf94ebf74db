public import SecretBase
internal import SecretNode

/// `node status`.
public struct NodeStatus: Answer {
    let chainID: String
    let height: Int64
    let appHash: Bytes
    /// RFC 3339.
    let time: String
    let isCatchingUp: Bool
    let isEmbedded: Bool
    let ioPublicKey: Bytes

    private var engine: String { isEmbedded ? "embedded" : "secretd" }
    // Of another node's enclave nothing is known but its key: it would have to be attested.
    private var mode: String { isEmbedded ? "SIMULATED" : "not attested" }

    public var fields: AnswerValue {
        [
            "chain_id": .text(chainID), "height": .integer(height),
            "app_hash_hex": .text(Hex.encode(appHash)), "time": .text(time),
            "catching_up": .flag(isCatchingUp), "engine": .text(engine),
            "enclave": [
                "mode": .text(mode), "io_pubkey": .text(Base64.encode(ioPublicKey)),
                "io_pubkey_hex": .text(Hex.encode(ioPublicKey)),
            ],
        ]
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("chain", chainID), ("height", "\(height)"), ("time", time),
            ("state", isCatchingUp ? "catching up" : "up to date"), ("engine", engine),
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
