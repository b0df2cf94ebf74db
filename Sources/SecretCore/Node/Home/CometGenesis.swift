package import SecretBase
internal import SecretLedger
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
    /// The keys of the network's enclaves; nil where it names none that could be ours.
    let masterKeys: MasterKeys?

    /// Throws `HomeError.file`, and `.malformed` with the field.
    package init(reading path: String) throws(HomeError) {
        try self.init(HomeFile.read(path, bytesMax: Self.bytesMax), path: path)
    }

    /// The bytes of a genesis file. Throws `HomeError.file`.
    package static func file(_ path: String) throws(HomeError) -> Bytes {
        try HomeFile.read(path, bytesMax: bytesMax)
    }

    /// - Parameter path: where the bytes come from, for errors.
    package init(_ bytes: Bytes, path: String) throws(HomeError) {
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
        masterKeys = Self.masterKeys(document["app_state"]?["register"])
    }

    /// What is no key is found when the chain begins, and said with its place.
    private static func masterKeys(_ section: JSONValue?) -> MasterKeys? {
        func key(_ name: String) -> Bytes? {
            let text = section?[name]?["bytes"]?.string ?? ""
            let bytes = try? Base64.decode(text, bytesMax: 32)
            return bytes?.isEmpty == false ? bytes : nil
        }
        guard let node = key("node_exch_master_key"), let io = key("io_master_key") else {
            return nil
        }
        return MasterKeys(nodeExchange: node, ioExchange: io)
    }
}
