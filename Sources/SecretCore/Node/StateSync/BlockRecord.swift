internal import SecretBase
internal import SecretChain
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// The block that led to a snapshot's state, as the snapshot carries it beside the trees. The app
/// hash does not vouch for it: nothing that blocks depend on may be taken from it.
enum BlockRecord {
    static func encode(_ block: StoredBlock) -> Bytes {
        var bytes = Bytes()
        let fields = [block.hash, block.header, block.commit, block.validators, block.results]
        for (index, field) in fields.enumerated() {
            bytes.appendField(UInt64(index + 1), field)
        }
        return bytes
    }

    /// The block of `height` without its transactions. Throws `.badSnapshot` for any other.
    static func decode(
        _ bytes: Bytes, height: Int64, appHash: Bytes, chainID: String
    ) throws(StorageError) -> StoredBlock {
        var fields: [Bytes] = [[], [], [], [], [], []]
        do {
            var reader = FieldReader(bytes[...])
            while let (number, value) = try reader.next() {
                guard number < 6, case .bytes(let field) = value else { continue }
                fields[Int(number)] = Bytes(field)
            }
            let header = try CometHeader(serializedBytes: fields[2])
            guard header.height == height, header.chainID == chainID, fields[1].count == 32 else {
                throw StorageError.badSnapshot("its block is another")
            }
            _ = try CometAbciResponseFinalizeBlock(serializedBytes: fields[5])
        } catch let error as StorageError {
            throw error
        } catch {
            throw .badSnapshot("its block: \(error)")
        }
        return StoredBlock(
            height: height, hash: fields[1], appHash: appHash, header: fields[2],
            commit: fields[3], validators: fields[4], results: fields[5], transactionCount: 0)
    }
}
