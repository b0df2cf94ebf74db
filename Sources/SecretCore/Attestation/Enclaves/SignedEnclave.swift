package import SecretBase

/// A signed enclave's file, of which the signature is read and nothing else: an ELF image with
/// Intel's metadata in the section `.note.sgxmeta`, or the signature alone (1808 bytes).
package struct SignedEnclave: Hashable, Sendable {
    package static let bytesMax = 256 << 20

    package let signature: SigStruct

    private static let mark: Bytes = [0x7f, 0x45, 0x4c, 0x46]
    private static let sectionName = Bytes(".note.sgxmeta".utf8)
    private static let metadataBytesMax = 1 << 20

    /// Whether `bytes` begin as such a file does.
    package static func isOne(_ bytes: Bytes) -> Bool {
        bytes.starts(with: mark)
            || (bytes.count == SigStruct.byteCount && bytes.starts(with: SigStruct.header))
    }

    package init(_ bytes: Bytes) throws(AttestationError) {
        guard bytes.count <= Self.bytesMax else {
            throw .malformed("enclave: longer than \(Self.bytesMax) bytes")
        }
        guard bytes.starts(with: Self.mark) else {
            signature = try SigStruct(bytes[...])
            return
        }
        let metadata = try Self.metadata(of: bytes)
        let places = Self.places(in: metadata)
        guard let first = places.first else {
            throw .malformed("enclave: its metadata hold no signature; is it signed yet?")
        }
        // The signing tool writes one for each generation of loaders; all measure the same.
        signature = try SigStruct(first)
        for place in places.dropFirst() where try SigStruct(place) != signature {
            throw .malformed("enclave: its metadata hold signatures of different enclaves")
        }
    }

    /// Where signatures lie: they are known by their two headers.
    private static func places(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var found: [ArraySlice<UInt8>] = []
        var at = bytes.startIndex
        while at + SigStruct.byteCount <= bytes.endIndex {
            let rest = bytes[at...]
            if rest.starts(with: SigStruct.header),
                rest.dropFirst(24).starts(with: SigStruct.secondHeader)
            {
                found.append(rest.prefix(SigStruct.byteCount))
                at += SigStruct.byteCount
            } else {
                at += 1
            }
        }
        return found
    }

    /// The content of the section with Intel's metadata.
    private static func metadata(of bytes: Bytes) throws(AttestationError) -> ArraySlice<UInt8> {
        let image = ELFImage(bytes)
        guard let sections = image.sections else {
            throw .malformed("enclave: wanted an ELF image of 64 bits with its section headers")
        }
        for section in sections where image.name(of: section) == sectionName {
            guard let content = image.content(of: section), content.count <= metadataBytesMax
            else { throw .malformed("enclave: its section .note.sgxmeta is cut off or too long") }
            return content
        }
        throw .malformed("enclave: it has no section .note.sgxmeta, so it is no SGX enclave")
    }
}

/// The sections of an ELF image of 64 bits, little-endian; every place is checked against the
/// bytes that are there.
private struct ELFImage {
    struct Section {
        let nameOffset: UInt64
        let offset: UInt64
        let count: UInt64
    }

    private static let sectionsMax: UInt64 = 4096
    private static let headerCount: UInt64 = 64

    private let bytes: Bytes
    /// Nil where they are not all there.
    private(set) var sections: [Section]?
    private var names: ArraySlice<UInt8> = []

    init(_ bytes: Bytes) {
        self.bytes = bytes
        guard bytes.count >= 64, bytes[4] == 2, bytes[5] == 1,
            let start = number(at: 0x28, 8), number(at: 0x3a, 2) == Self.headerCount,
            let count = number(at: 0x3c, 2), count <= Self.sectionsMax,
            let nameIndex = number(at: 0x3e, 2), nameIndex < count
        else { return }
        var found: [Section] = []
        for index in 0..<count {
            let (at, overflow) = start.addingReportingOverflow(index * Self.headerCount)
            guard !overflow, at <= UInt64(bytes.count),
                UInt64(bytes.count) - at >= Self.headerCount, let name = number(at: at, 4),
                let offset = number(at: at + 0x18, 8), let size = number(at: at + 0x20, 8)
            else { return }
            found.append(Section(nameOffset: name, offset: offset, count: size))
        }
        names = content(of: found[Int(nameIndex)]) ?? []
        sections = found
    }

    /// A little-endian number; nil where it is not all there.
    private func number(at offset: UInt64, _ width: UInt64) -> UInt64? {
        guard offset <= UInt64(bytes.count), UInt64(bytes.count) - offset >= width else {
            return nil
        }
        return bytes[Int(offset)..<Int(offset + width)].reversed()
            .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    /// Nil where it is not all there.
    func content(of section: Section) -> ArraySlice<UInt8>? {
        guard section.offset <= UInt64(bytes.count),
            section.count <= UInt64(bytes.count) - section.offset
        else { return nil }
        return bytes[Int(section.offset)..<Int(section.offset + section.count)]
    }

    /// Up to its zero byte; at most 64 bytes of it.
    func name(of section: Section) -> Bytes {
        guard section.nameOffset < UInt64(names.count) else { return [] }
        return Bytes(names.dropFirst(Int(section.nameOffset)).prefix(64).prefix { $0 != 0 })
    }
}
