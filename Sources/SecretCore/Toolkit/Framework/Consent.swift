/// What the flags of a changing command say: `--yes`, `--dry-run`, `--confirm NAME`.
public struct Consent: Sendable, Equatable {
    public let isYes: Bool
    /// The plan is printed, nothing is changed.
    public let isRehearsal: Bool
    public let confirmedName: String?

    public init(isYes: Bool = false, isRehearsal: Bool = false, confirmedName: String? = nil) {
        self.isYes = isYes
        self.isRehearsal = isRehearsal
        self.confirmedName = confirmedName
    }
}

extension Toolbox {
    /// Has an ordinary change confirmed: by `--yes`, or by a yes at the terminal.
    ///
    /// `change` completes "About to …", e.g. "send 5scrt to secret1…".
    public func confirm(_ change: String, by consent: Consent) throws(AskError) {
        guard !consent.isYes else { return }
        guard prompts.canAsk else { throw .confirmationNeeded(change) }
        let reply = try prompts.askLine("About to \(change). Go on? [y/N] ")
        guard ["y", "yes"].contains(reply.lowercased()) else { throw .declined }
    }

    /// Has an irreversible act confirmed: by `--confirm NAME`, or by `name` typed at the terminal.
    /// `--yes` alone is not enough.
    public func confirm(
        _ change: String, typing name: String, by consent: Consent
    ) throws(AskError) {
        if let given = consent.confirmedName {
            guard given == name else { throw .confirmationDiffers(wanted: name) }
            return
        }
        guard prompts.canAsk else {
            throw .confirmationNeeded("to \(change), give --confirm \(name)")
        }
        let reply = try prompts.askLine("About to \(change). Type \(name) to confirm: ")
        guard reply == name else { throw .confirmationDiffers(wanted: name) }
    }
}
