internal import SecretAttestation
internal import SecretBase

/// How one kept piece of collateral stands at a time.
struct CollateralState: Sendable {
    enum Standing: String, Sendable {
        case valid
        /// Valid, and not for seven days more.
        case ending
        /// Over, or not yet begun.
        case expired
        /// It cannot be read, or a signature in it is not good.
        case broken
    }

    static let warningSeconds: Int64 = 7 * 86_400

    let key: CollateralKey
    let parts: [CollateralPart]
    let window: ValidityWindow?
    /// What is wrong with it at any time.
    let faults: [Finding]
    let evaluationNumber: Int?
    let standing: Standing

    init(
        _ key: CollateralKey, _ container: CollateralContainer, roots: TrustedRoots,
        at time: Timestamp
    ) throws(AttestationError) {
        let collateral = try Collateral(container: container.bytes)
        let checked = CheckedCollateral(collateral, roots: roots)
        self.key = key
        parts = checked.parts
        window = checked.window
        faults = checked.faults
        evaluationNumber = (try? TCBInfo(collateral.tcbInfo.text))?.evaluationNumber
        guard faults.isEmpty, let window else {
            standing = .broken
            return
        }
        let isValid = time >= window.from && time < window.until
        let isEnding = time.adding(seconds: Self.warningSeconds) >= window.until
        standing = isValid ? (isEnding ? .ending : .valid) : .expired
    }

    /// What cannot be read.
    init(_ key: CollateralKey, why: String, at time: Timestamp) {
        self.key = key
        parts = []
        window = nil
        faults = [Finding(.parsing, .malformed, "collateral", why)]
        evaluationNumber = nil
        standing = .broken
    }

    var fields: AnswerValue {
        .object([
            .init("name", .text(key.name)), .init("fmspc_hex", .text(Hex.encode(key.fmspc))),
            .init("ca", .text(key.authority.rawValue)),
            .init("tee", .text(key.environment.rawValue)),
            .init("state", .text(standing.rawValue)),
            .init("valid_from", .optional(window?.from.description)),
            .init("valid_until", .optional(window?.until.description)),
            .init("ends_with", .optional(window?.endsWith)),
            .init("tcb_evaluation_number", evaluationNumber.map { .integer(Int64($0)) } ?? .null),
            .init(
                "parts",
                .list(
                    parts.map {
                        [
                            "name": .text($0.name), "from": .text($0.from.description),
                            "until": .text($0.until.description),
                        ]
                    })),
            .init(
                "faults",
                .list(
                    faults.map {
                        [
                            "reason": .text($0.reason.rawValue), "part": .text($0.part),
                            "message": .text($0.text),
                        ]
                    })),
        ])
    }
}
