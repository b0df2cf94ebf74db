internal import SecretBase
internal import SecretWire

/// What a cron job votes, by proposal: a file of JSON that a person has written.
///
/// `{"votes": {"12": "yes", "13": "yes=0.7,no=0.3"}, "default": "abstain", "min_time_left": "2h"}`.
/// Without `default`, a proposal that is not named is not voted on.
struct VotingPolicy: Sendable, Equatable {
    let votes: [UInt64: Ballot]
    let fallback: Ballot?
    /// A vote is cast only while this much time is left.
    let leastSeconds: Int64

    init(_ bytes: Bytes, named name: String) throws {
        let refuse = { (why: String) in GovFailure.badFile(name, why: why) }
        guard let json = try? JSONValue(parsing: bytes), let members = json.members else {
            throw refuse("wanted an object of JSON")
        }
        for member in members
        where !["votes", "default", "min_time_left", "comment"].contains(member.name) {
            throw refuse("'\(member.name)' is not known")
        }
        var votes: [UInt64: Ballot] = [:]
        for member in json["votes"]?.members ?? [] {
            guard let id = UInt64(member.name), let text = member.value.string else {
                throw refuse("votes: wanted \"NUMBER\": \"yes\"")
            }
            votes[id] = try Ballot(parsing: text)
        }
        self.votes = votes
        if let value = json["default"], value != .null {
            guard let text = value.string else { throw refuse("default: wanted a text") }
            fallback = try Ballot(parsing: text)
        } else {
            fallback = nil
        }
        if let value = json["min_time_left"] {
            guard let seconds = value.string.flatMap({ Span.seconds(parsing: $0) }) else {
                throw refuse("min_time_left: wanted e.g. \"2h\"")
            }
            leastSeconds = seconds
        } else {
            leastSeconds = 0
        }
        guard !votes.isEmpty || fallback != nil else { throw refuse("names no vote") }
    }

    func ballot(for proposal: UInt64) -> Ballot? { votes[proposal] ?? fallback }
}
