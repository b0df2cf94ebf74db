/// A code of the chain's as people and logs write it: `sdk 5`, `5 sdk`, `code 5`, a bare `5`, or
/// `"code":5,"codespace":"sdk"` within a longer text.
struct ChainCode: Sendable, Equatable {
    /// The module that numbers it; nil where the text does not say.
    let codespace: String?
    let number: UInt32

    /// Nil for a text that names no code. `text` is in small letters.
    init?(in text: String) {
        let parts = text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        let bare = parts.filter { $0 != "code" && $0 != "codespace" }
        let numbers = bare.compactMap(Self.number)
        switch bare.count {
        case 1:
            guard let number = numbers.first else { return nil }
            self.init(nil, number)
        case 2:
            guard numbers.count == 1, let number = numbers.first,
                let codespace = bare.first(where: { Self.number($0) == nil })
            else { return nil }
            self.init(String(codespace), number)
        default:
            func after(_ name: Substring) -> Substring? {
                parts.firstIndex(of: name).flatMap { parts.dropFirst($0 + 1).first }
            }
            guard let codespace = after("codespace"),
                let number = after("code").flatMap(Self.number)
            else { return nil }
            self.init(String(codespace), number)
        }
    }

    private init(_ codespace: String?, _ number: UInt32) {
        self.codespace = codespace
        self.number = number
    }

    /// Whether a word of the catalogue's, such as `sdk:5`, is this code's.
    func fits(_ word: String) -> Bool {
        guard let codespace else { return word.hasSuffix(":\(number)") }
        return word == "\(codespace):\(number)"
    }

    /// A number as the chain prints it, without zeros before it.
    private static func number(_ text: Substring) -> UInt32? {
        UInt32(text).flatMap { String($0) == text ? $0 : nil }
    }
}
