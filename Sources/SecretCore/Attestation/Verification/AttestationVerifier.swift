package import SecretBase

/// The one door: evidence of any kind, what is trusted, and a time come in, a verdict goes out. The
/// same input gives the same verdict on every machine and every day.
package struct AttestationVerifier: Sendable {
    package var roots: TrustedRoots
    package var allowsDebug: Bool
    /// What is wanted beyond being genuine; nil for nothing.
    package var policy: AttestationPolicy?

    package init(
        roots: TrustedRoots = .intel, allowsDebug: Bool = false, policy: AttestationPolicy? = nil
    ) {
        self.roots = roots
        self.allowsDebug = allowsDebug
        self.policy = policy
    }

    /// Judges bytes of any kind.
    ///
    /// - Parameters:
    ///   - kind: nil to tell it from the bytes.
    ///   - collateral: for a quote; what a combined file carries is its own unless this is given.
    package func verify(
        _ bytes: Bytes, kind: Evidence.Kind? = nil, collateral: Collateral? = nil,
        at time: Timestamp
    ) -> Verdict {
        do throws(AttestationError) {
            return verify(try Evidence(bytes, kind: kind), collateral: collateral, at: time)
        } catch {
            return Verdict(error, part: (kind ?? Evidence.kind(of: bytes)).rawValue, at: time)
        }
    }

    package func verify(
        _ evidence: Evidence, collateral: Collateral? = nil, at time: Timestamp
    ) -> Verdict {
        let verdict: Verdict
        switch evidence {
        case .quote(let quote): verdict = verify(quote, collateral, at: time)
        case .combined(let blob): verdict = verify(blob, collateral, at: time)
        case .ias(let report):
            verdict = IASVerifier(roots: roots, allowsDebug: allowsDebug).verify(report, at: time)
        case .certificate(let certificate):
            verdict = IASVerifier(roots: roots, allowsDebug: allowsDebug)
                .verify(certificate, at: time)
        }
        return policy?.judged(verdict) ?? verdict
    }

    private func verify(
        _ quote: Quote, _ collateral: Collateral?, at time: Timestamp
    ) -> Verdict {
        guard let collateral else {
            return QuoteVerifier.verifyAlone(quote, roots: roots, at: time)
        }
        let checked = CheckedCollateral(collateral, roots: roots)
        return QuoteVerifier(checked, allowsDebug: allowsDebug).verify(quote, at: time)
    }

    private func verify(
        _ blob: CombinedBlob, _ given: Collateral?, at time: Timestamp
    ) -> Verdict {
        do throws(AttestationError) {
            guard !blob.quote.isEmpty else { throw .malformed("combined: it holds no quote") }
            guard !blob.collateral.isEmpty || given != nil else {
                throw .malformed("combined: it holds no collateral")
            }
            let quote = try Quote(blob.quote)
            let collateral =
                if let given { given } else { try Collateral(container: blob.collateral) }
            let remark = "the cloud's own token in it was not looked at"
            return verify(quote, collateral, at: time)
                .adding([], remarks: blob.jwt.isEmpty ? [] : [remark])
        } catch {
            return Verdict(error, part: "combined", at: time)
        }
    }
}
