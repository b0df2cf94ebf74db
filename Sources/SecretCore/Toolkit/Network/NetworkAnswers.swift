/// `network list`.
public struct NetworkList: Answer {
    public let profiles: [NetworkProfile]
    /// The name in use.
    public let current: String

    public var fields: AnswerValue {
        [
            "current": .text(current),
            "networks": .list(profiles.map(\.fields)),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let rows = profiles.map { profile in
            [
                profile.name == current ? "*" : "", profile.name, profile.chainID,
                profile.rest.first ?? "-", profile.checked.isEmpty ? "-" : profile.checked,
            ]
        }
        let columns = ["", "name", "chain id", "node", "checked"].map { Table.Column($0) }
        return Table(columns, rows: rows).text(in: style)
    }
}

/// `network show`.
public struct NetworkDescription: Answer {
    public let profile: NetworkProfile
    /// Where the choice was made: a file, `flag`, `environment`, `default`.
    public let source: String?

    public var fields: AnswerValue {
        profile.fields.adding([.init("chosen_by", .optional(source))])
    }

    public func text(in style: TextStyle) -> String {
        var rows = [
            ("name", profile.name), ("what", profile.title), ("chain id", profile.chainID),
        ]
        rows += profile.rest.enumerated().map { ($0.offset == 0 ? "node" : "or", $0.element) }
        rows.append(("gas price", "\(profile.gasPrice) \(profile.denom)"))
        rows.append(("checked", profile.checked))
        rows += profile.sources.enumerated().map {
            ($0.offset == 0 ? "sources" : "and", $0.element)
        }
        rows.append(("file", profile.path ?? ""))
        rows.append(("chosen by", source ?? ""))
        let text = FieldList(rows).text(in: style)
        return profile.note.isEmpty
            ? text : text + "\n\n" + style.warning(style.wrapped(profile.note))
    }
}

/// `network use`.
public struct NetworkChoice: Answer {
    public let profile: NetworkProfile
    /// The configuration file that says so now.
    public let path: String
    public let isDone: Bool
    /// Keys in the same file that stay in force over the profile's.
    public let alsoSets: [String]

    public var fields: AnswerValue {
        [
            "name": .text(profile.name), "chain_id": .text(profile.chainID),
            "path": .text(path), "done": .flag(isDone),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let verb = isDone ? "Now using" : "Would use"
        return "\(verb) \(profile.name) (\(profile.chainID)), by \(path)"
    }
}
