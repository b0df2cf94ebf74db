package import SecretBase

/// What a node registers with, as far as the ledger itself reads it: the node key in the report
/// data of the quote. Whether to believe it only the enclave says.
///
/// The network's ledger and its enclave read such bytes differently where an item is there twice or
/// the quote is missing; those are refused, so that both always name one key.
/// Source: attestation §1.2; SecretNetwork `x/registration/remote_attestation`.
package struct RegistrationCertificate {
    /// Twelve times what a node's evidence takes today.
    package static let bytesMax = 256 << 10
    /// Header (48 bytes) and report body up to the report data (320).
    private static let keyOffset = 368
    /// As far as the network's ledger reads a quote.
    private static let quoteBytesMin = 436

    /// X25519, 32 bytes.
    package let nodeKey: Bytes

    /// Why no node key can be read.
    package struct Fault: Error, Hashable, CustomStringConvertible {
        package let text: String
        package var description: String { text }
    }

    package init(_ bytes: Bytes) throws(Fault) {
        guard bytes.count <= Self.bytesMax else {
            throw Fault(text: "longer than \(Self.bytesMax) bytes")
        }
        let quote = bytes.first == 0 ? try Self.quote(legacy: bytes) : try Self.quote(items: bytes)
        guard !quote.isEmpty else { throw Fault(text: "No valid attestatoin found") }
        guard quote.count >= Self.quoteBytesMin else { throw Fault(text: "unexpected EOF") }
        nodeKey = Bytes(quote.dropFirst(Self.keyOffset).prefix(32))
    }

    /// Three lengths, then certificate of the old kind, quote and collateral.
    private static func quote(legacy bytes: Bytes) throws(Fault) -> ArraySlice<UInt8> {
        var reader = ByteReader(bytes)
        var sizes: [Int] = []
        for _ in 0..<3 {
            guard let size = try? reader.takeLittleEndian(UInt32.self, of: "size") else {
                throw Fault(text: "Combined hdr too small")
            }
            sizes.append(Int(size))
        }
        guard sizes.reduce(0, +) <= reader.left else { throw Fault(text: "combined hdr invalid") }
        guard sizes[0] == 0 else {
            throw Fault(text: "EPID certificates are not taken any more")
        }
        return (try? reader.take(sizes[1], of: "quote")) ?? []
    }

    /// Items of tag, length and value; one that is cut off ends the list.
    private static func quote(items bytes: Bytes) throws(Fault) -> ArraySlice<UInt8> {
        var reader = ByteReader(bytes)
        var found: [UInt8: ArraySlice<UInt8>] = [:]
        while let tag = try? reader.takeByte(of: "tag"),
            let size = try? reader.takeLittleEndian(UInt32.self, of: "length"),
            let value = try? reader.take(Int(size), of: "value")
        {
            guard (2...4).contains(tag) else { continue }
            guard found.updateValue(value, forKey: tag) == nil else {
                throw Fault(text: "item \(tag) is there twice")
            }
        }
        return found[2] ?? []
    }
}
