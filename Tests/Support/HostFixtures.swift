import Foundation

/// Saved hosts and transcripts under Tests/Fixtures.
public enum HostFixtures {
    public static let folder = Vectors.folder.deletingLastPathComponent().appending(
        path: "Fixtures")
    /// Hosts as they are kept: what is wanted of each, and its files, or only how it differs from
    /// the healthy one.
    private static let kept = folder.appending(path: "hosts")

    /// The host from which others differ.
    public static let healthy = "ice-lake"

    /// Whole trees of all hosts.
    public static func hosts() throws -> URL { try trees.get() }

    /// Put together anew in every run, once.
    private static let trees = Result {
        let place = folder.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".build/host-trees")
        try? FileManager.default.removeItem(at: place)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for name in names { try putTogether(name, in: place) }
        return place
    }

    /// When all of them are judged.
    public static let time = "2026-11-28T12:00:00Z"

    /// Names of all hosts, sorted.
    public static let names: [String] = {
        let found = try? FileManager.default.contentsOfDirectory(atPath: kept.path)
        return (found ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }()

    /// A host with a file `differs` is the healthy one with its own files in the place of those, and
    /// without what `differs` names.
    private static func putTogether(_ name: String, in place: URL) throws {
        let tree = place.appending(path: name)
        let own = kept.appending(path: name)
        let notes = try? String(contentsOf: own.appending(path: "differs"), encoding: .utf8)
        if let notes {
            try FileManager.default.copyItem(at: kept.appending(path: healthy), to: tree)
            for line in notes.split(separator: "\n") {
                let path = line.split(separator: " ").last.map(String.init) ?? ""
                try remove(tree.appending(path: path), within: tree)
            }
        }
        for path in paths(in: own) {
            let target = tree.appending(path: path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try? FileManager.default.removeItem(at: target)
            try FileManager.default.copyItem(at: own.appending(path: path), to: target)
        }
        for extra in ["differs", "expected.json"] {
            try? FileManager.default.removeItem(at: tree.appending(path: extra))
        }
    }

    /// Removes a file, and every folder that is empty without it.
    private static func remove(_ file: URL, within tree: URL) throws {
        try FileManager.default.removeItem(at: file)
        let folder = file.deletingLastPathComponent()
        let rest = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        if rest.isEmpty, folder.path != tree.path { try remove(folder, within: tree) }
    }

    /// The answer wanted of a host.
    public static func expected(_ host: String) throws -> JSONNode {
        let file = kept.appending(path: host).appending(path: "expected.json")
        return try JSONDecoder().decode(JSONNode.self, from: Data(contentsOf: file))
    }

    /// Paths of a host's files, relative to it, sorted.
    public static func files(_ host: String) throws -> [String] {
        try paths(in: hosts().appending(path: host))
    }

    private static func paths(in root: URL) -> [String] {
        let walk = FileManager.default.enumerator(atPath: root.path)
        var found: [String] = []
        while let path = walk?.nextObject() as? String {
            var isFolder: ObjCBool = false
            let full = root.appending(path: path).path
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else {
                continue
            }
            if !isFolder.boolValue { found.append(path) }
        }
        return found.sorted()
    }

    /// A host's tree in a folder of the test's own, to be changed.
    public static func copy(_ host: String, in home: TemporaryHome, as name: String) throws -> URL {
        let place = URL(filePath: home.path).appending(path: name)
        try FileManager.default.copyItem(at: hosts().appending(path: host), to: place)
        return place
    }
}
