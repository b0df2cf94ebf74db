internal import SecretAttestation
internal import SecretBase
internal import SecretWire

/// Collateral as it lies on disk: one file that is whole (JSON, Secret's container, a combined
/// file), a folder with parts by their names, or answers of a service, one a file.
enum CollateralImport {
    private static let filesMax = 256

    static func read(_ paths: [String]) throws -> [CollateralContainer] {
        var whole: [CollateralContainer] = []
        var pieces = CollateralPieces()
        var hasPieces = false
        for path in paths {
            let names = TextFile.names(in: path).filter { !$0.hasPrefix(".") }
            if isNamed(names) {
                whole.append(CollateralContainer(try CollateralFile.read(path).collateral()))
                continue
            }
            let files = names.isEmpty ? [path] : names.prefix(filesMax).map { path + "/" + $0 }
            for file in files {
                let bytes = try InputFile.read(file)
                if let found = try container(in: bytes) {
                    whole.append(found)
                    continue
                }
                do throws(AttestationError) {
                    try pieces.add(bytes)
                } catch {
                    throw CollateralFailure.notCollateral(file, why: error.description)
                }
                hasPieces = true
            }
        }
        return hasPieces ? whole + (try pieces.assembled()) : whole
    }

    /// Whether a folder holds parts by the names of the JSON object's members.
    private static func isNamed(_ names: [String]) -> Bool {
        ["collateral.json", "tcb_info", "root_ca_crl"].contains { wanted in
            names.contains { $0 == wanted || $0.hasPrefix(wanted + ".") }
        }
    }

    /// What is whole by itself; nil for a piece.
    private static func container(in bytes: Bytes) throws -> CollateralContainer? {
        let start = bytes.first { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 }
        if start == UInt8(ascii: "{") {
            guard let json = try? JSONValue(parsing: bytes), json["tcb_info"] != nil else {
                return nil
            }
            return CollateralContainer(try Collateral(json: bytes))
        }
        if let container = try? CollateralContainer(bytes) { return container }
        guard let blob = try? CombinedBlob(bytes), !blob.quote.isEmpty, !blob.collateral.isEmpty
        else { return nil }
        return try CollateralContainer(blob.collateral)
    }
}
