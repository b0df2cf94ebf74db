internal import SecretBase
internal import SecretClient

/// What a count comes to under the chain's rules.
///
/// Source: cosmos-sdk `x/gov/keeper/tally.go`: quorum of all bonded stake; veto and threshold of what
/// did vote, the threshold without abstentions.
struct TallyForecast: Sendable, Equatable {
    enum Verdict: String, Sendable { case passes, fails, vetoed, noQuorum = "no_quorum" }

    /// Parts, 0 … 1.
    let turnout: Dec
    let yesShare: Dec
    let vetoShare: Dec
    let verdict: Verdict

    init(
        _ tally: TallyFacts, bonded: Int256, rules: GovRuleFacts, isExpedited: Bool
    ) throws {
        let voted = try tally.yes.adding(tally.abstain).adding(tally.no).adding(tally.veto)
        let counted = try voted.subtracting(tally.abstain)
        let part = { (amount: Int256, whole: Int256) throws -> Dec in
            whole.isPositive ? try Dec(amount).dividedBy(whole) : .zero
        }
        turnout = try part(voted, bonded)
        yesShare = try part(tally.yes, counted)
        vetoShare = try part(tally.veto, voted)
        let threshold = isExpedited ? rules.expeditedThreshold : rules.threshold
        if turnout < rules.quorum || voted.isZero {
            verdict = .noQuorum
        } else if counted.isZero {
            verdict = .fails
        } else if vetoShare > rules.vetoThreshold {
            verdict = .vetoed
        } else {
            verdict = yesShare > threshold ? .passes : .fails
        }
    }

    var words: String {
        switch verdict {
        case .passes: "would pass"
        case .fails: "would not pass"
        case .vetoed: "would be vetoed"
        case .noQuorum: "would fail for want of a quorum"
        }
    }

    var answer: AnswerValue {
        [
            "turnout": .text("\(turnout)"), "yes_share": .text("\(yesShare)"),
            "veto_share": .text("\(vetoShare)"), "verdict": .text(verdict.rawValue),
        ]
    }
}

extension TallyFacts {
    var answer: AnswerValue {
        [
            "yes": .text("\(yes)"), "abstain": .text("\(abstain)"), "no": .text("\(no)"),
            "no_with_veto": .text("\(veto)"), "denom": "uscrt",
        ]
    }

    /// For a screen: the whole of each, and its part of what was counted.
    var rows: [(String, String)] {
        let all = [yes, abstain, no, veto].reduce(Int256.zero) { (try? $0.adding($1)) ?? $0 }
        let line = { (amount: Int256) -> String in
            let part = all.isZero ? Dec.zero : (try? Dec(amount).dividedBy(all)) ?? .zero
            return "\(ValidatorCondition.percent(part)), \(Money.text(amount, "uscrt"))"
        }
        return [
            ("yes", line(yes)), ("no", line(no)), ("no with veto", line(veto)),
            ("abstain", line(abstain)),
        ]
    }
}
