/// A table while its document is read, to which any later line may add.
///
/// A class, so that a line costs what it adds and not what is there already.
final class TOMLDraft {
    /// Why a name cannot be used.
    struct Refusal: Error {
        let what: String
    }

    private enum Entry {
        case value(TOMLValue)
        case table(TOMLDraft)
        case tables(TOMLDraftList)
    }

    private var entries: [String: Entry] = [:]

    /// What was read.
    var members: TOMLMembers {
        entries.mapValues { entry in
            switch entry {
            case .value(let value): value
            case .table(let table): .table(table.members)
            case .tables(let list): .tables(list.tables.map(\.members))
            }
        }
    }

    /// Puts `value` at the end of `path`, making tables on the way.
    func add(_ value: TOMLValue, at path: [String]) throws(Refusal) {
        let name = path[path.count - 1]
        let table = try open(path.dropLast())
        guard table.entries[name] == nil else { throw Refusal(what: "'\(name)' is given twice") }
        table.entries[name] = .value(value)
    }

    /// The table at `path`, made with those on the way where there is none; of a list of tables the
    /// last.
    func open(_ path: some Sequence<String>) throws(Refusal) -> TOMLDraft {
        var table = self
        for name in path {
            switch table.entries[name] {
            case .table(let inner): table = inner
            case .tables(let list): table = list.tables[list.tables.count - 1]
            case .value: throw Refusal(what: "'\(name)' is no table")
            case nil:
                let inner = TOMLDraft()
                table.entries[name] = .table(inner)
                table = inner
            }
        }
        return table
    }

    /// Adds a table to the list at `path`, and gives it.
    func append(at path: [String]) throws(Refusal) -> TOMLDraft {
        let name = path[path.count - 1]
        let table = try open(path.dropLast())
        let element = TOMLDraft()
        switch table.entries[name] {
        case .tables(let list): list.tables.append(element)
        case nil: table.entries[name] = .tables(TOMLDraftList(element))
        default: throw Refusal(what: "'\(name)' is no list of tables")
        }
        return element
    }
}

/// What `[[…]]` headers of one name make, while the document is read; never empty.
private final class TOMLDraftList {
    var tables: [TOMLDraft]

    init(_ first: TOMLDraft) {
        tables = [first]
    }
}
