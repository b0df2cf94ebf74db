internal import SecretBase
internal import Synchronization

/// A host that remembers what was asked of it, so that a saved tree holds what the doctor reads and
/// nothing else.
final class RecordingHost: HostTree {
    struct Record: Sendable {
        var files: [String: Bytes] = [:]
        /// Nil for what could not be looked at.
        var entries: [String: HostEntry?] = [:]
        var facts: [HostFact: String] = [:]
        var details: [HostDetail: [String: String]] = [:]
    }

    private let host: LiveHost
    private let record = Mutex(Record())

    init(_ host: LiveHost) { self.host = host }

    func read(_ path: String, most: Int) -> HostReading<Bytes> {
        let reading = host.read(path, most: most)
        let entry = host.entry(path)
        note(path, entry)
        if let bytes = reading.value { record.withLock { $0.files[path] = bytes } }
        return reading
    }

    func entry(_ path: String) -> HostReading<HostEntry> {
        let reading = host.entry(path)
        note(path, reading)
        return reading
    }

    func names(in directory: String) -> HostReading<[String]> {
        let reading = host.names(in: directory)
        note(directory, host.entry(directory))
        for name in (reading.value ?? []).prefix(4096) {
            let path = (directory == "/" ? "" : directory) + "/" + name
            note(path, host.entry(path))
        }
        return reading
    }

    func fact(_ fact: HostFact) -> HostReading<String> {
        let reading = host.fact(fact)
        if let text = reading.value { record.withLock { $0.facts[fact] = text } }
        return reading
    }

    func detail(_ detail: HostDetail, of path: String) -> HostReading<String> {
        let reading = host.detail(detail, of: path)
        if let text = reading.value {
            record.withLock { $0.details[detail, default: [:]][path] = text }
        }
        return reading
    }

    private func note(_ path: String, _ entry: HostReading<HostEntry>) {
        switch entry {
        case .value(let entry): record.withLock { $0.entries[path] = .some(entry) }
        case .unknown: record.withLock { $0.entries[path] = .some(nil) }
        case .absent: return
        }
    }

    /// Writes the tree. Throws where `folder` holds something already, or cannot be written.
    func save(in folder: String) throws(DoctorError) {
        guard TextFile.names(in: folder).allSatisfy({ $0 == "." || $0 == ".." }) else {
            throw .occupied(folder)
        }
        let record = record.withLock { $0 }
        for path in record.files.keys.sorted() {
            let content = HostDistillate.of(record.files[path] ?? [], at: path)
            try Self.write(content, to: folder + path)
        }
        for fact in HostFact.allCases {
            guard let text = record.facts[fact] else { continue }
            try Self.write(Bytes(text.utf8), to: "\(folder)/host/\(fact.rawValue)")
        }
        for detail in HostDetail.allCases {
            let answers = record.details[detail] ?? [:]
            let lines = answers.keys.sorted().map { "\($0) \(answers[$0] ?? "")\n" }
            if lines.isEmpty { continue }
            try Self.write(Bytes(lines.joined().utf8), to: "\(folder)/host/\(detail.rawValue)")
        }
        let lines = record.entries.keys.sorted().map { path in
            ListingLine.text(path, record.entries[path].flatMap { $0 }) + "\n"
        }
        try Self.write(Bytes(lines.joined().utf8), to: "\(folder)/\(SavedHost.listingFile)")
    }

    private static func write(_ bytes: Bytes, to path: String) throws(DoctorError) {
        do {
            try PlainFile.write(bytes, to: path)
        } catch {
            throw .unwritable(path, why: "\(error)")
        }
    }
}
