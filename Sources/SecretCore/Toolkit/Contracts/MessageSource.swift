internal import SecretBase
internal import SecretWire

/// Where a command's message for a contract is.
public enum MessageSource: Sendable, Equatable {
    /// JSON on the command line.
    case text(String)
    /// A file with it; `-` is standard input.
    case file(String)

    /// As people write it: JSON, `@FILE`, or `-`.
    public init(_ word: String) {
        if word == "-" {
            self = .file("-")
        } else if word.hasPrefix("@") {
            self = .file(String(word.dropFirst()))
        } else {
            self = .text(word)
        }
    }

    /// The message without idle spaces, as it is sealed. Throws exit 2 for what is no JSON object
    /// or text, exit 3 for no file.
    func read() throws -> Bytes {
        switch self {
        case .text(let text): return try Self.compact(Bytes(text.utf8), "the message")
        case .file(let path):
            let name = path == "-" ? "standard input" : path
            let content = try InputFile.read(path)
            guard content.contains(where: { !$0.isASCIISpace }) else {
                throw TransactionFailure.malformed(name, why: "wanted JSON, got nothing")
            }
            return try Self.compact(content, name)
        }
    }

    private static func compact(_ text: Bytes, _ name: String) throws -> Bytes {
        let json: JSONValue
        do { json = try JSONValue(parsing: text) } catch {
            throw TransactionFailure.malformed(name, why: "wanted JSON: \(error)")
        }
        switch json {
        // Messages without fields are plain texts in some contracts.
        case .object, .string: return json.bytes(.compact)
        default:
            throw TransactionFailure.malformed(
                name, why: #"wanted a JSON object such as {"transfer":{…}}"#)
        }
    }
}

extension UInt8 {
    var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
