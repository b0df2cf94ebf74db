internal import SecretBase

/// What one check came to. What it means and what to do about it is the catalogue's to say.
struct HostFinding: Sendable, Equatable {
    enum State: String, Sendable {
        case ok, fail
        case cannotCheck = "cannot_check"
    }

    enum Severity: String, Sendable { case info, warning, error }

    /// Family and check, e.g. `cpu.model`; the same on every host.
    let id: String
    let state: State
    let severity: Severity
    /// What was seen, in one sentence.
    let seen: String
    /// Lines and values that it rests on.
    var evidence: [String] = []
    /// Nil where nothing is wrong.
    var likelihood: Likelihood?
    /// A word of the catalogue's; nil where there is nothing to explain.
    var explain: String?

    var family: String { String(id.prefix { $0 != "." }) }
    var check: String { String(id.drop { $0 != "." }.dropFirst()) }

    private var entry: Catalogue.Entry? {
        explain.flatMap { Catalogue.shared.entry(for: $0) }
    }
    var cause: String { entry?.cause ?? "" }
    var remedy: String { entry?.remedy ?? "" }

    var fields: AnswerValue {
        [
            "id": .text(id), "state": .text(state.rawValue), "severity": .text(severity.rawValue),
            "seen": .text(seen), "evidence": .texts(evidence), "cause": .text(cause),
            "remedy": .text(remedy), "likelihood": .optional(likelihood?.rawValue),
            "explain": .optional(explain),
        ]
    }
}
