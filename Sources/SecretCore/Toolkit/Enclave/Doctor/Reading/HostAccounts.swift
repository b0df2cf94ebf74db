internal import SecretBase

/// `/etc/passwd` and `/etc/group`.
struct HostAccounts: Sendable {
    struct User: Sendable, Equatable {
        let name: String
        let id: Int
        let group: Int
        let home: String
    }

    struct Group: Sendable, Equatable {
        let name: String
        let id: Int
        let members: [String]
    }

    let users: [User]
    let groups: [Group]

    init(passwd: String, group: String) {
        users = Self.rows(passwd, 7).compactMap { row in
            guard let id = Int(row[2]), let group = Int(row[3]) else { return nil }
            return User(name: row[0], id: id, group: group, home: row[5])
        }
        groups = Self.rows(group, 4).compactMap { row in
            guard let id = Int(row[2]) else { return nil }
            let members = row[3].split(separator: ",").map(String.init)
            return Group(name: row[0], id: id, members: members)
        }
    }

    private static func rows(_ text: String, _ count: Int) -> [[String]] {
        text.hostLines.map { line in
            line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }.filter { $0.count == count }
    }

    func user(_ name: String) -> User? { users.first { $0.name == name } }
    func user(id: Int) -> User? { users.first { $0.id == id } }
    func group(_ name: String) -> Group? { groups.first { $0.name == name } }
    func name(ofGroup id: Int) -> String { groups.first { $0.id == id }?.name ?? "\(id)" }

    /// Whether the files make `user` a member, by name or as its own group.
    func isMember(_ user: User, of group: Int) -> Bool {
        user.group == group
            || groups.contains { $0.id == group && $0.members.contains(user.name) }
    }
}
