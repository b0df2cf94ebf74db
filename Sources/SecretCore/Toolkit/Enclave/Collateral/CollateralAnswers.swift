internal import SecretAttestation
public import SecretBase
internal import SecretCrypto

/// `enclave collateral list`, `check`, `fetch` and `import`.
public struct CollateralList: Answer {
    private let states: [CollateralState]
    private let folder: String
    private let isCheck: Bool
    private let isRehearsal: Bool

    init(_ states: [CollateralState], folder: String, isCheck: Bool, isRehearsal: Bool = false) {
        self.states = states
        self.folder = folder
        self.isCheck = isCheck
        self.isRehearsal = isRehearsal
    }

    private var isGood: Bool {
        states.allSatisfy { $0.standing == .valid || $0.standing == .ending }
    }

    public var exit: ExitStatus { isCheck && !isGood ? .checkFailed : .done }

    public var fields: AnswerValue {
        [
            "folder": .text(folder), "ok": .flag(isGood), "done": .flag(!isRehearsal),
            "collateral": .list(states.map(\.fields)),
        ]
    }

    public func text(in style: TextStyle) -> String {
        guard !states.isEmpty else { return "nothing is kept in \(folder)" }
        let table = Table(
            [.init("platforms"), .init("state"), .init("ends"), .init("first to end")],
            rows: states.map { state in
                [
                    state.key.name, state.standing.rawValue,
                    state.window?.until.text(.none) ?? "", state.window?.endsWith ?? "",
                ]
            })
        let faults = states.flatMap { state in
            state.faults.map { "\(state.key.name): \($0.part): \($0.text)" }
        }
        let notes = faults + (isRehearsal ? ["a rehearsal: nothing was kept"] : [])
        let text = notes.map { style.wrapped(Terminology.printable($0)) }.joined(separator: "\n")
        return table.text(in: style) + (text.isEmpty ? "" : "\n\n" + text)
    }
}

/// `enclave collateral show`.
public struct CollateralShown: Answer {
    private let state: CollateralState

    init(_ state: CollateralState) { self.state = state }

    public var fields: AnswerValue { ["collateral": state.fields] }

    public func text(in style: TextStyle) -> String {
        let own = FieldList(
            [
                ("platforms", state.key.name), ("FMSPC", Hex.encode(state.key.fmspc)),
                ("certified by", "Intel SGX PCK \(state.key.authority.rawValue) CA"),
                ("state", state.standing.rawValue),
                ("evaluation", state.evaluationNumber.map { "\($0)" } ?? ""),
            ] + state.faults.map { ("fault", "\($0.part): \($0.text)") })
        let parts = state.parts.sorted { $0.until < $1.until }.map {
            ($0.until.text(.none), $0.name)
        }
        guard !parts.isEmpty else { return own.text(in: style) }
        return own.text(in: style) + "\n\n" + style.bold("ENDS") + "\n"
            + FieldList(parts).text(in: style)
    }
}

/// `enclave collateral export`.
public struct CollateralExport: Answer {
    let key: CollateralKey
    let path: String
    let bytes: Bytes
    let asJSON: Bool
    let isRehearsal: Bool

    public var fields: AnswerValue {
        [
            "name": .text(key.name), "path": .text(path),
            "format": .text(asJSON ? "json" : "container"),
            "bytes": .integer(Int64(bytes.count)), "done": .flag(!isRehearsal),
            "sha256_hex": .text(Hex.encode(Hash.sha256(bytes))),
        ]
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("platforms", key.name), ("file", path),
            ("format", asJSON ? "JSON" : "Secret's container"), ("bytes", "\(bytes.count)"),
            ("result", isRehearsal ? "a rehearsal: nothing was written" : ""),
        ]).text(in: style)
    }
}

/// What the commands for collateral refuse by themselves.
public enum CollateralFailure: Failure, Equatable {
    case empty(String)
    case unknown(String, known: [String])
    case several([String])
    case notCollateral(String, why: String)
    case notGenuine(String, part: String, why: String)

    public var code: String {
        switch self {
        case .empty: "no_collateral"
        case .unknown: "unknown_collateral"
        case .several: "ambiguous"
        case .notCollateral: "not_collateral"
        case .notGenuine: "collateral_not_genuine"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .empty, .unknown: .missing
        case .several: .usage
        case .notCollateral, .notGenuine: .checkFailed
        }
    }

    public var description: String {
        switch self {
        case .empty(let folder): "no collateral is kept in \(folder)"
        case .unknown(let name, _): "no collateral is kept for '\(name)'"
        case .several: "more than one is kept that could be meant"
        case .notCollateral(let file, let why): "\(file): \(why)"
        case .notGenuine(let name, let part, let why):
            "the collateral for \(name) is not genuine and was not kept: \(part): \(why)"
        }
    }

    public var hint: String? {
        switch self {
        case .empty: "'secretctl enclave collateral fetch QUOTE' gets what a quote needs"
        case .unknown(_, let known), .several(let known):
            known.isEmpty ? nil : "kept: \(known.joined(separator: ", "))"
        case .notCollateral: nil
        case .notGenuine: "fetch it from Intel's own service, without --pccs"
        }
    }
}
