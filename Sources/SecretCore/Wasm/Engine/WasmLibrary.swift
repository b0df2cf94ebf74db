/// Where the engine's shared library may lie. Only paths are made here; nothing is opened.
package enum WasmLibrary {
    /// Names the library's path and nothing else is then looked for.
    package static let setting = "SECRETCTL_WASMTIME"
    package static let fileName = "libwasmtime.so"
    /// Where `make setup` puts it, in the project's folder.
    package static let projectFolder = ".lib"

    /// The places to look at, first one first.
    ///
    /// - Parameters:
    ///   - named: the setting's value; it is then the only place.
    ///   - executable: absolute path of the running program, links followed.
    package static func candidates(named: String?, executable: String) -> [String] {
        if let named, !named.isEmpty { return [named] }
        guard let slash = executable.lastIndex(of: "/") else { return [] }
        let folder = executable[..<slash]
        var places = ["\(folder)/../lib/secretctl/\(fileName)", "\(folder)/\(fileName)"]
        // A program that was built there lies in the project's `.build`. No other folder above the
        // program is looked at: it might be anybody's.
        if let build = folder.lastRange(of: "/.build/") {
            places.append("\(folder[..<build])/\(projectFolder)/\(fileName)")
        }
        return places
    }
}

extension Substring {
    /// Where `part` begins for the last time.
    fileprivate func lastRange(of part: String) -> Index? {
        var start = endIndex
        while start > startIndex {
            start = index(before: start)
            if self[start...].hasPrefix(part) { return start }
        }
        return nil
    }
}
