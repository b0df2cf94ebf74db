public import SecretBase

extension Toolbox {
    /// Explains words of the network's and Intel's.
    public var explanations: ExplainService { ExplainService() }
}

/// Says what a code, a status or a line of a log means, from data that comes with the program.
public struct ExplainService: Sendable {
    /// Throws `ExplainError.unknown` for what the catalogue does not hold.
    public func explain(_ word: String) throws(ExplainError) -> Explanation {
        let catalogue = Catalogue.shared
        let entries = catalogue.entries(for: word)
        guard !entries.isEmpty else {
            throw .unknown(word, near: catalogue.suggestions(for: word))
        }
        return Explanation(word: word, checked: catalogue.checked, entries: entries)
    }
}

/// `explain WORD`.
public struct Explanation: Answer {
    let word: String
    let checked: String
    let entries: [Catalogue.Entry]

    public var fields: AnswerValue {
        [
            "word": .text(word), "about": .text(entries[0].about),
            "cause": .text(entries[0].cause), "remedy": .text(entries[0].remedy),
            "source": .text(entries[0].source), "checked": .text(checked),
            "meanings": .list(
                entries.map { entry in
                    [
                        "words": .texts(entry.words), "about": .text(entry.about),
                        "cause": .text(entry.cause), "remedy": .text(entry.remedy),
                        "source": .text(entry.source),
                    ]
                }),
        ]
    }

    public func text(in style: TextStyle) -> String {
        entries.map { entry in
            style.bold(Terminology.printable(entry.words[0])) + "  " + style.faint(entry.about)
                + "\n" + style.wrapped(entry.cause) + "\n\n"
                + FieldList([
                    ("what to do", entry.remedy), ("also", also(entry)),
                    ("source", entry.source + " (as of \(checked))"),
                ]).text(in: style)
        }.joined(separator: "\n\n")
    }

    private func also(_ entry: Catalogue.Entry) -> String {
        entry.words.dropFirst().joined(separator: ", ")
    }
}

/// Why a word is not explained.
public enum ExplainError: Failure, Equatable {
    case unknown(String, near: [String])

    public var code: String { "unknown_word" }
    public var exit: ExitStatus { .missing }
    public var description: String {
        switch self {
        case .unknown(let word, _):
            "nothing is known of '\(Terminology.printable(String(word.prefix(80))))'"
        }
    }
    public var hint: String? {
        switch self {
        case .unknown(_, let near):
            near.isEmpty
                ? "give one word or code of the message, e.g. 0xe011 or SGX_ERROR_NO_DEVICE"
                : "known are \(near.joined(separator: ", "))"
        }
    }
}
