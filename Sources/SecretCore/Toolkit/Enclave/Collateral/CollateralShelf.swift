internal import SecretAttestation
internal import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Collateral that was fetched or imported: one file for each kind of platform, in Secret's
/// container. Nothing on it is believed: whoever takes from it verifies as if it came by mail.
struct CollateralShelf: Sendable {
    /// A folder; need not be there.
    let folder: String

    private static let ending = ".collateral"
    private static let filesMax = 4096

    init(_ settings: Settings) { folder = settings.paths.cache + "/collateral" }

    private func path(_ key: CollateralKey) -> String { "\(folder)/\(key.name)\(Self.ending)" }

    /// By name, those files whose names are keys.
    var keys: [CollateralKey] {
        TextFile.names(in: folder).prefix(Self.filesMax).compactMap { name in
            guard name.hasSuffix(Self.ending) else { return nil }
            return CollateralKey(name: String(name.dropLast(Self.ending.count)))
        }
    }

    /// Nil where there is none. Throws `AttestationError` for what is no container, or one for other
    /// platforms than its name says.
    func read(_ key: CollateralKey) throws -> CollateralContainer? {
        guard InputFile.exists(path(key)) else { return nil }
        let container = try CollateralContainer(InputFile.read(path(key)))
        let found = try CollateralKey(of: Collateral(container: container.bytes))
        guard found == key else {
            throw AttestationError.malformed("the cached \(key.name) is for \(found.name)")
        }
        return container
    }

    /// Replaces what is there, as a whole: two writers leave one of their files, never a mixture.
    func write(_ container: CollateralContainer, for key: CollateralKey) throws {
        try TextFile.makeParent(of: path(key))
        try OutputFile.write(container.bytes, to: path(key), replaces: true)
    }

    /// What a quote needs, where it is here and can be read. Whether it will do, its verifier says.
    func collateral(for quote: Quote) -> (collateral: Collateral, key: CollateralKey)? {
        guard let key = try? CollateralKey(of: quote), let container = try? read(key),
            let collateral = try? Collateral(container: container.bytes)
        else { return nil }
        return (collateral, key)
    }
}
