internal import SecretBase

/// A host as a tree of its files: `proc/cpuinfo`, `etc/group`, … and, below `host/`, what a live
/// host says by system calls, in small files named after `HostFact` and `HostDetail`.
///
/// `host/listing` tells of modes, owners, ages and of what has no content to save (devices,
/// sockets, sealed files). A tree with one is whole: what is not in it was not there. In a tree
/// without one, such as somebody copies by hand, a file is absent where its folder was copied.
struct SavedHost: HostTree {
    static let listingFile = "host/listing"

    private let folder: HostFolder
    private let listing: [String: HostEntry?]
    /// The names that the listing has, by their folder.
    private let listed: [String: [String]]
    private let isWhole: Bool

    /// Nil where there is no directory at `path`.
    init?(at path: String) {
        guard let folder = HostFolder(path) else { return nil }
        self.folder = folder
        var listing: [String: HostEntry?] = [:]
        var listed: [String: [String]] = [:]
        var isWhole = false
        if let bytes = try? folder.read(Self.listingFile, most: HostLimits.file) {
            let lines = String(decoding: bytes, as: UTF8.self).hostLines.filter { !$0.isEmpty }
            isWhole = !lines.isEmpty && lines.count <= HostLimits.listing
            for line in lines.prefix(HostLimits.listing) {
                // A damaged line may have been any path's: nothing is absent any more.
                guard let line = ListingLine(line) else {
                    isWhole = false
                    continue
                }
                listing[line.path] = .some(line.entry)
                let (parent, name) = Self.split(line.path)
                listed[parent, default: []].append(name)
            }
        }
        self.listing = listing
        self.listed = listed
        self.isWhole = isWhole
    }

    func read(_ path: String, most: Int) -> HostReading<Bytes> {
        do throws(HostFolder.Fault) {
            return .value(try folder.read(path, most: most))
        } catch {
            switch (error, listing[path]) {
            case (.other(let why), _): return .unknown("\(path): \(why)")
            case (.missing, .some(.some)):
                return .unknown("\(path): its content was not saved")
            case (.missing, .some(.none)): return .unknown("\(path): it was not readable there")
            case (.missing, .none): return missing(path)
            }
        }
    }

    func entry(_ path: String) -> HostReading<HostEntry> {
        if let known = listing[path] {
            return known.map { .value($0) } ?? .unknown("\(path): it was not readable there")
        }
        do throws(HostFolder.Fault) {
            var entry = try folder.entry(path)
            // Whose the copy is says nothing of whose the file was.
            entry.owner = nil
            entry.group = nil
            if isWhole { entry.mode = nil }
            return .value(entry)
        } catch {
            guard case .other(let why) = error else { return missing(path) }
            return .unknown("\(path): \(why)")
        }
    }

    func names(in directory: String) -> HostReading<[String]> {
        let known = listed[directory] ?? []
        do throws(HostFolder.Fault) {
            return .value(Array(Set(try folder.names(in: directory) + known)).sorted())
        } catch {
            if !known.isEmpty { return .value(known.sorted()) }
            guard case .other(let why) = error else { return missing(directory) }
            return .unknown("\(directory): \(why)")
        }
    }

    func fact(_ fact: HostFact) -> HostReading<String> {
        let file = "host/\(fact.rawValue)"
        do throws(HostFolder.Fault) {
            let bytes = try folder.read(file, most: HostLimits.file)
            return .value(String(decoding: bytes, as: UTF8.self))
        } catch {
            if let text = copied(fact) { return .value(text) }
            guard case .other(let why) = error else {
                return .unknown("\(file) is not in the tree")
            }
            return .unknown("\(file): \(why)")
        }
    }

    func detail(_ detail: HostDetail, of path: String) -> HostReading<String> {
        let file = "host/\(detail.rawValue)"
        guard let bytes = try? folder.read(file, most: HostLimits.file) else {
            return .unknown("\(file) is not in the tree")
        }
        let start = path + " "
        let line = String(decoding: bytes, as: UTF8.self).hostLines.first { $0.hasPrefix(start) }
        return line.map { .value(String($0.dropFirst(start.count))) }
            ?? .unknown("\(file) says nothing of \(path)")
    }

    /// From files of the host's own that say the same, where these were copied.
    private func copied(_ fact: HostFact) -> String? {
        func text(_ path: String) -> String? {
            (try? folder.read(path, most: HostLimits.file)).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        switch fact {
        case .processes: return processNames()
        case .log: return text("var/log/dmesg")
        case .kernel:
            if let release = text("proc/sys/kernel/osrelease") { return "Linux \(release)" }
            let words = text("proc/version")?.split(separator: " ").prefix(3) ?? []
            return words.count == 3 ? "\(words[0]) \(words[2])" : nil
        case .clock, .user, .environment: return nil
        }
    }

    /// From `proc/PID/comm`, where these were copied.
    private func processNames() -> String? {
        guard let names = try? folder.names(in: "proc") else { return nil }
        let numbers = names.filter { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
        guard !numbers.isEmpty else { return nil }
        let words = numbers.compactMap { try? folder.read("proc/\($0)/comm", most: 256) }
        return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }

    /// For what the tree does not have.
    private func missing<Value>(_ path: String) -> HostReading<Value> {
        let (parent, _) = Self.split(path)
        return isWhole || (parent != "/" && folder.isFolder(parent))
            ? .absent : .unknown("\(path) is not in the tree")
    }

    private static func split(_ path: String) -> (parent: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("/", path) }
        let parent = path[..<slash]
        return (parent.isEmpty ? "/" : String(parent), String(path[path.index(after: slash)...]))
    }
}
