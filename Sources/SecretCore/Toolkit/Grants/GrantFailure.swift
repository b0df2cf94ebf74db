public import SecretBase

/// Why a grant is not made or taken back. Nothing was sent.
public enum GrantFailure: Failure, Equatable {
    case toOneself
    case badTerms(String, why: String)
    case notServed(String)

    public var code: String {
        switch self {
        case .toOneself: "grant_to_oneself"
        case .badTerms: "bad_terms"
        case .notServed: "module_not_served"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .toOneself, .badTerms: .usage
        case .notServed: .missing
        }
    }

    public var description: String {
        switch self {
        case .toOneself: "an account needs no grant from itself"
        case .badTerms(let what, let why): "\(what): \(why)"
        case .notServed(let module): "the node does not serve \(module)"
        }
    }
}

/// When a grant ends.
public enum GrantEnd: Hashable, Sendable {
    /// Seconds from the chain's latest block.
    case after(Int64)
    case at(Timestamp)

    /// Reads a span (`30d`, `1y`), a day (`2027-01-31`) or RFC 3339.
    public init(parsing text: String) throws {
        if let seconds = Span.seconds(parsing: text) {
            self = .after(seconds)
        } else if text.utf8.count == 10, let day = try? Timestamp(parsing: text + "T00:00:00Z") {
            self = .at(day)
        } else if let time = try? Timestamp(parsing: text) {
            self = .at(time)
        } else {
            throw GrantFailure.badTerms(
                "--expires", why: "wanted a span such as 30d or 1y, or a day such as 2027-01-31")
        }
    }

    func time(from now: Timestamp) throws -> Timestamp {
        let time =
            switch self {
            case .after(let seconds): now.adding(seconds: seconds)
            case .at(let time): time
            }
        guard time > now, time.isValid else {
            throw GrantFailure.badTerms("--expires", why: "\(time.text(.none)) is over")
        }
        return time
    }
}
