package import SecretBase

/// What a node of Secret Network registers with: quote and collateral in one file
/// (`attestation_combined.bin`), in either of two encodings that the first byte tells apart.
///
/// Source: scrtlabs/SecretNetwork, cosmwasm/enclaves/execute/src/registration/attestation.rs.
package struct CombinedBlob: Hashable, Sendable {
    package static let bytesMax = 16 << 20

    package enum Format: String, Sendable {
        /// Three lengths of 32 bits, then the parts; a first byte of zero.
        case legacy
        /// Items of tag (1 byte), length (4 bytes) and value.
        case tlv
    }

    package let format: Format
    /// A certificate of the old kind, DER; empty today.
    package let epidCertificate: Bytes
    package let quote: Bytes
    package let collateral: Bytes
    /// A token of a cloud's own attestation; empty without one. Nobody here verifies it.
    package let jwt: Bytes
    /// Bytes behind the parts of the legacy form, which the network passes over.
    package let trailingCount: Int

    /// Reads what the network's enclave reads, and refuses what its two readers read differently:
    /// an item that is there twice names two node keys.
    package init(_ bytes: Bytes) throws(AttestationError) {
        guard let first = bytes.first else { throw .malformed("combined: it is empty") }
        guard bytes.count <= Self.bytesMax else {
            throw .malformed("combined: longer than \(Self.bytesMax) bytes")
        }
        self = first == 0 ? try Self(legacy: bytes) : try Self(items: bytes)
    }

    /// The two parts in the encoding that the network's own program writes today.
    package static func legacy(quote: Bytes, collateral: Bytes) -> Bytes {
        var writer = ByteWriter(capacity: 12 + quote.count + collateral.count)
        for count in [0, quote.count, collateral.count] {
            writer.putLittleEndian(UInt32(count))
        }
        writer.put(quote)
        writer.put(collateral)
        return writer.bytes
    }

    private init(legacy bytes: Bytes) throws(AttestationError) {
        do {
            var reader = ByteReader(bytes)
            let sizes = [
                try reader.takeLittleEndian(UInt32.self, of: "size of the EPID certificate"),
                try reader.takeLittleEndian(UInt32.self, of: "size of the quote"),
                try reader.takeLittleEndian(UInt32.self, of: "size of the collateral"),
            ]
            format = .legacy
            epidCertificate = Bytes(try reader.take(Int(sizes[0]), of: "EPID certificate"))
            quote = Bytes(try reader.take(Int(sizes[1]), of: "quote"))
            collateral = Bytes(try reader.take(Int(sizes[2]), of: "collateral"))
            jwt = []
            trailingCount = reader.left
        } catch {
            throw .malformed("combined, legacy: \(error)")
        }
    }

    private init(items bytes: Bytes) throws(AttestationError) {
        var reader = ByteReader(bytes)
        var found: [UInt8: Bytes] = [:]
        // An item that is cut off ends the list; that is how the network reads.
        while let tag = try? reader.takeByte(of: "tag"),
            let size = try? reader.takeLittleEndian(UInt32.self, of: "length"),
            let value = try? reader.take(Int(size), of: "value")
        {
            guard (2...4).contains(tag) else { continue }
            guard found.updateValue(Bytes(value), forKey: tag) == nil else {
                throw .malformed(
                    "combined, TLV: item \(tag) is there twice, and the network's two readers "
                        + "take different ones")
            }
        }
        guard !found.isEmpty else {
            throw .malformed("combined: its first byte says TLV, and it holds no item we know")
        }
        format = .tlv
        epidCertificate = []
        quote = found[2] ?? []
        collateral = found[3] ?? []
        jwt = found[4] ?? []
        trailingCount = 0
    }
}
