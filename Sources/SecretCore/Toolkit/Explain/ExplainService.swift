public import SecretBase

extension Toolbox {
    /// Explains words of the network's and Intel's.
    public var explanations: ExplainService { ExplainService() }
}

/// Says what a code, a status or a line of a log means, from data that comes with the program.
public struct ExplainService: Sendable {
    /// Throws `ExplainError.unknown` for what the catalogue does not hold, and `severalCodes` for a
    /// number that several modules of the chain give.
    public func explain(_ word: String) throws(ExplainError) -> Explanation {
        let catalogue = Catalogue.shared
        let entries = catalogue.entries(for: word)
        guard !entries.isEmpty else {
            let number = ChainCode(in: word.lowercased())
            let codes = catalogue.codes(of: number)
            if let number, codes.count > 1 { throw .severalCodes(number.number, codes) }
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
            "cause": .text(entries[0].cause),
            "likelihood": .text(entries[0].likelihood.rawValue),
            "remedy": .text(entries[0].remedy), "source": .text(entries[0].source),
            "checked": .text(checked),
            "meanings": .list(
                entries.map { entry in
                    [
                        "words": .texts(entry.names), "about": .text(entry.about),
                        "cause": .text(entry.cause),
                        "likelihood": .text(entry.likelihood.rawValue),
                        "remedy": .text(entry.remedy), "source": .text(entry.source),
                    ]
                }),
        ]
    }

    public func text(in style: TextStyle) -> String {
        entries.map { entry in
            style.bold(Terminology.printable(entry.words[0])) + "  " + style.faint(entry.about)
                + "\n" + style.wrapped("\(entry.cause) (\(entry.likelihood.rawValue))") + "\n\n"
                + FieldList([
                    ("what to do", entry.remedy), ("also", also(entry)),
                    ("source", entry.source + " (as of \(checked))"),
                ]).text(in: style)
        }.joined(separator: "\n\n")
    }

    private func also(_ entry: Catalogue.Entry) -> String {
        entry.names.dropFirst().joined(separator: ", ")
    }
}

/// Why a word is not explained.
public enum ExplainError: Failure, Equatable {
    case unknown(String, near: [String])
    /// A number that means something else in each of these, `sdk:5` and its like.
    case severalCodes(UInt32, [String])

    public var code: String {
        switch self {
        case .unknown: "unknown_word"
        case .severalCodes: "ambiguous_code"
        }
    }
    public var exit: ExitStatus {
        switch self {
        case .unknown: .missing
        case .severalCodes: .usage
        }
    }
    public var description: String {
        switch self {
        case .unknown(let word, _):
            "nothing is known of '\(Terminology.printable(String(word.prefix(80))))'"
        case .severalCodes(let number, let codes):
            "code \(number) means something else in each of \(codes.count) codespaces"
        }
    }
    public var hint: String? {
        switch self {
        case .unknown(_, let near):
            near.isEmpty
                ? "give one word or code of the message, e.g. 0xe011 or SGX_ERROR_NO_DEVICE"
                : "known are \(near.joined(separator: ", "))"
        case .severalCodes(_, let codes):
            "give the code with its codespace: \(codes.joined(separator: ", "))"
        }
    }
}
