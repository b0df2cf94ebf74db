internal import SecretBase
internal import SecretChain
internal import SecretClient

/// How somebody votes: one choice, or several with weights that come to 1.
public struct Ballot: Hashable, Sendable, CustomStringConvertible {
    let choices: [VoteChoice]

    private static let words: [(word: String, option: Messages.VoteOption, wire: String)] = [
        ("yes", .yes, "VOTE_OPTION_YES"), ("abstain", .abstain, "VOTE_OPTION_ABSTAIN"),
        ("no", .no, "VOTE_OPTION_NO"),
        ("no_with_veto", .noWithVeto, "VOTE_OPTION_NO_WITH_VETO"),
    ]

    /// Reads `yes`, `no_with_veto` or `yes=0.7,no=0.3`; a hyphen stands for an underscore.
    public init(parsing text: String) throws(GovFailure) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= Self.words.count else { throw .badVote(text, why: "too many choices") }
        var choices: [VoteChoice] = []
        for part in parts {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let word = sides[0].lowercased().replacing("-", with: "_")
            guard let option = Self.words.first(where: { $0.word == word })?.option else {
                throw .badVote(text, why: "'\(sides[0])' is no choice")
            }
            guard !choices.contains(where: { $0.option == option }) else {
                throw .badVote(text, why: "\(word) is named twice")
            }
            guard sides.count == 2 || parts.count == 1 else {
                throw .badVote(text, why: "each of several choices needs a weight")
            }
            guard let weight = sides.count == 2 ? Dec(String(sides[1])) : .one,
                weight.isPositive, weight <= .one
            else { throw .badVote(text, why: "a weight is more than 0 and at most 1") }
            choices.append(VoteChoice(option: option, weight: weight))
        }
        let sum = choices.reduce(Dec.zero) { (try? $0.adding($1.weight)) ?? $0 }
        guard sum == .one else { throw .badVote(text, why: "the weights come to \(sum), not 1") }
        self.choices = choices.sorted { $0.option.rawValue < $1.option.rawValue }
    }

    /// What the chain has; nil where it holds a choice that is not known here.
    init?(_ facts: [VoteChoiceFacts]) {
        var choices: [VoteChoice] = []
        for fact in facts {
            guard let option = Self.words.first(where: { $0.wire == fact.option })?.option else {
                return nil
            }
            choices.append(VoteChoice(option: option, weight: fact.weight))
        }
        self.choices = choices.sorted { $0.option.rawValue < $1.option.rawValue }
    }

    /// As it is read: `yes`, `yes=0.7,no=0.3`.
    public var description: String {
        guard choices.count != 1 else { return Self.word(choices[0].option) }
        return choices.map { "\(Self.word($0.option))=\(Self.short($0.weight))" }
            .joined(separator: ",")
    }

    private static func word(_ option: Messages.VoteOption) -> String {
        words.first { $0.option == option }?.word ?? "\(option)"
    }

    /// Without idle zeros.
    private static func short(_ weight: Dec) -> String {
        var text = weight.description
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    var answer: AnswerValue {
        .list(
            choices.map {
                ["option": .text(Self.word($0.option)), "weight": .text("\($0.weight)")]
            })
    }
}
