package import SecretBase

/// From when until when one part of collateral is valid.
package struct CollateralPart: Hashable, Sendable {
    /// In the words of the collateral's JSON; for certificates with their common name.
    package let name: String
    package let from: Timestamp
    package let until: Timestamp
}

extension CheckedCollateral {
    /// Every part that has times of its own.
    package var parts: [CollateralPart] { validity.list }

    /// When all parts are valid; nil without parts.
    package var window: ValidityWindow? { validity.window }

    /// What is wrong with the collateral itself for this time, whatever the quote.
    package func findings(at time: Timestamp) -> [Finding] {
        (findings + validity.findings(at: time)).sorted { $0.step < $1.step }
    }

    /// What is wrong with it at every time.
    package var faults: [Finding] { findings }
}
