package import SecretBase
internal import SecretWire

/// The head of CometBFT's `genesis.json`; what the chain begins with is handed over by InitChain.
///
/// Source: CometBFT notes §5, §8.
package struct CometGenesis: Hashable, Sendable {
    /// More than the genesis of any network known.
    package static let bytesMax = 64 << 20
    /// CometBFT takes no longer chain id.
    package static let chainIDBytesMax = 50

    package let chainID: String
    package let time: Timestamp
    /// 1 or more.
    package let initialHeight: Int64

    /// Throws `HomeError.file`, and `.malformed` with the field.
    package init(reading path: String) throws(HomeError) {
        try self.init(HomeFile.read(path, bytesMax: Self.bytesMax), path: path)
    }

    init(_ bytes: Bytes, path: String) throws(HomeError) {
        let document: JSONValue
        do {
            document = try JSONValue(
                parsing: bytes, limits: JSONValue.Limits(bytes: Self.bytesMax))
        } catch {
            throw .malformed(file: path, "it is no genesis: \(error)")
        }
        guard let chainID = document["chain_id"]?.string, !chainID.isEmpty,
            chainID.utf8.count <= Self.chainIDBytesMax
        else {
            throw .malformed(
                file: path, "chain_id: wanted a text of 1 to \(Self.chainIDBytesMax) bytes")
        }
        guard let text = document["genesis_time"]?.string,
            let time = try? Timestamp(parsing: text)
        else { throw .malformed(file: path, "genesis_time: wanted a time") }
        // Absent and 0 stand for 1.
        let height = document["initial_height"].map { $0.numberText.flatMap(Int64.init) ?? -1 } ?? 1
        guard height >= 0 else {
            throw .malformed(file: path, "initial_height: wanted a whole number, 0 or more")
        }
        self.chainID = chainID
        self.time = time
        initialHeight = max(height, 1)
    }
}
