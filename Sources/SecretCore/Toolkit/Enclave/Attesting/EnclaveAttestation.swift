internal import SecretAttestation
internal import SecretBase
internal import SecretCrypto

/// `enclave attest`: which file was made, and what it says.
public struct EnclaveAttestation: Answer {
    let path: String
    let evidence: Bytes
    let kind: Evidence.Kind
    let isSimulated: Bool
    let binding: Binding
    let says: AttestationFields
    let window: ValidityWindow?
    var isRehearsal = false

    init(
        path: String, evidence: Bytes, kind: Evidence.Kind, isSimulated: Bool, binding: Binding,
        fields: AttestationFields, window: ValidityWindow?
    ) {
        self.path = path
        self.evidence = evidence
        self.kind = kind
        self.isSimulated = isSimulated
        self.binding = binding
        says = fields
        self.window = window
    }

    private var isBound: Bool { binding.validatorKey.contains { $0 != 0 } }

    public var fields: AnswerValue {
        .object(
            [
                .init("mode", .text(isSimulated ? Simulation.word : "HARDWARE")),
                .init("simulated", .flag(isSimulated)), .init("done", .flag(!isRehearsal)),
                .init("path", .text(path)), .init("kind", .text(kind.rawValue)),
                .init("bytes", .integer(Int64(evidence.count))),
                .init("sha256_hex", .text(Hex.encode(Hash.sha256(evidence)))),
                .init("node_key_hex", .text(Hex.encode(binding.nodeKey))),
                .init("validator_key_hex", .text(Hex.encode(binding.validatorKey))),
                .init("bound", .flag(isBound)),
                .init("valid_from", .optional(window?.from.description)),
                .init("valid_until", .optional(window?.until.description)),
            ] + says.answerFields)
    }

    public func text(in style: TextStyle) -> String {
        let heading =
            isSimulated
            ? style.bad(Simulation.word) + "  no hardware vouches for this file"
            : style.good("HARDWARE") + "  not verified: 'secretctl enclave verify' does that"
        let list = FieldList([
            ("file", path), ("bytes", "\(evidence.count), \(kind.rawValue)"),
            ("node key", Hex.encode(binding.nodeKey)),
            ("validator key", isBound ? Hex.encode(binding.validatorKey) : "none: unbound"),
            ("MRENCLAVE", says.mrEnclave.map { Hex.encode($0) } ?? ""),
            ("machine id", says.machineID.map { Hex.encode($0) } ?? ""),
            ("valid", window.map { "\($0.from) to \($0.until)" } ?? ""),
            ("result", isRehearsal ? "a rehearsal: nothing was written" : ""),
        ])
        return heading + "\n\n" + list.text(in: style)
    }
}
