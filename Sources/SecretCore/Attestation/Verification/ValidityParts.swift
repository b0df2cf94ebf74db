import SecretBase
import SecretCrypto

/// The parts of a piece of evidence that are valid for a while, and what is wrong with their times.
struct ValidityParts {
    private struct Part {
        let name: String
        let from: Timestamp
        let until: Timestamp
    }

    private var parts: [Part] = []
    /// The same certificate is in several chains.
    private var seen: [Certificate] = []

    mutating func add(_ name: String, from: Timestamp, until: Timestamp) {
        parts.append(Part(name: name, from: from, until: until))
    }

    mutating func add(_ certificate: Certificate, of chain: String) {
        guard !seen.contains(where: { $0 === certificate || $0.der == certificate.der }) else {
            return
        }
        seen.append(certificate)
        add(
            "\(chain):\(certificate.commonName)", from: certificate.notBefore,
            until: certificate.notAfter)
    }

    mutating func add(_ more: ValidityParts) {
        for part in more.parts where !parts.contains(where: { $0.name == part.name }) {
            parts.append(part)
        }
    }

    /// All of them, as other rooms see them.
    var list: [CollateralPart] {
        parts.map { CollateralPart(name: $0.name, from: $0.from, until: $0.until) }
    }

    /// Nil without parts.
    var window: ValidityWindow? {
        guard let last = parts.min(by: { $0.until < $1.until }),
            let from = parts.map(\.from).max()
        else { return nil }
        return ValidityWindow(from: from, until: last.until, endsWith: last.name)
    }

    /// As Intel counts: at the instant of its end a part has expired; at that of its beginning it is
    /// valid.
    func findings(at time: Timestamp) -> [Finding] {
        var findings: [Finding] = []
        for part in parts where time >= part.until {
            findings.append(
                Finding(
                    .expiry, .expired, part.name,
                    "valid until \(part.until), judged for \(time)"))
        }
        for part in parts where time < part.from {
            findings.append(
                Finding(
                    .validity, .notYetValid, part.name,
                    "valid from \(part.from), judged for \(time)"))
        }
        return findings
    }
}
