package import SecretBase
package import SecretCrypto

/// What a PCK certificate says of the platform: extension 1.2.840.113741.1.13.1.
///
/// Source: Intel SGX PCK certificate and CRL profile specification.
package struct SGXExtension: Hashable, Sendable {
    package static let identifier = "1.2.840.113741.1.13.1"

    /// 16 bytes that name the processor.
    package let ppid: Bytes
    /// The security versions of 16 components.
    package let components: [UInt8]
    package let pceSVN: UInt16
    /// The raw version that the components were read from, 16 bytes.
    package let cpuSVN: Bytes
    /// 2 bytes.
    package let pceID: Bytes
    /// 6 bytes: family, model, stepping and custom SKU of the processor.
    package let fmspc: Bytes
    /// 0 standard, 1 scalable, 2 scalable with integrity.
    package let type: Int
    /// Only in certificates of the platform CA.
    package let platformInstance: Bytes?
    package let isDynamicPlatform: Bool?
    package let hasCachedKeys: Bool?
    /// Whether hyperthreading is on.
    package let hasSMT: Bool?

    /// Reads the content of the extension's octet string.
    package init(_ bytes: Bytes) throws(AttestationError) {
        let values = try Self.members(bytes[...], [], wholly: true)
        var versions: [UInt8: (tag: UInt8, content: ArraySlice<UInt8>)] = [:]
        var settings = versions
        if let content = try Self.content(of: values[2], .sequence, "TCB") {
            versions = try Self.members(content, [2])
        }
        if let content = try Self.content(of: values[7], .sequence, "configuration") {
            settings = try Self.members(content, [7])
        }
        ppid = try Self.octets(values[1], 16, "PPID")
        var components: [UInt8] = []
        for index in UInt8(1)...16 {
            let number = try Self.number(versions[index], .integer, "component \(index)")
            guard number <= 255 else { throw .malformed("SGX extension: component above 255") }
            components.append(UInt8(number))
        }
        self.components = components
        pceSVN = UInt16(try Self.number(versions[17], .integer, "PCESVN"))
        cpuSVN = try Self.octets(versions[18], 16, "CPUSVN")
        pceID = try Self.octets(values[3], 2, "PCEID")
        fmspc = try Self.octets(values[4], 6, "FMSPC")
        type = try Self.number(values[5], .enumerated, "SGX type")
        platformInstance = try values[6].map { value throws(AttestationError) in
            try Self.octets(value, 16, "platform instance")
        }
        isDynamicPlatform = try Self.flag(settings[1])
        hasCachedKeys = try Self.flag(settings[2])
        hasSMT = try Self.flag(settings[3])
    }

    /// The extension of a PCK certificate.
    package init(of certificate: Certificate) throws(AttestationError) {
        guard let bytes = certificate.extensionValue(Self.identifier) else {
            throw .malformed("PCK certificate: it has no SGX extension, or two")
        }
        try self.init(bytes)
    }

    private typealias Value = (tag: UInt8, content: ArraySlice<UInt8>)
    /// 1.2.840.113741.1.13.1
    static let prefix: Bytes = [
        0x2a, 0x86, 0x48, 0x86, 0xf8, 0x4d, 0x01, 0x0d, 0x01,
    ]

    /// A sequence of pairs of identifier and value, by the identifier's last number; identifiers of
    /// others are passed over.
    private static func members(
        _ bytes: ArraySlice<UInt8>, _ branch: Bytes, wholly isWhole: Bool = false
    ) throws(AttestationError) -> [UInt8: Value] {
        var list = DERReader(bytes)
        if isWhole {
            var outer = list
            list = DERReader(try outer.next(.sequence))
            guard outer.isAtEnd else { throw .malformed("SGX extension: something follows it") }
        }
        var found: [UInt8: Value] = [:]
        while !list.isAtEnd {
            var pair = DERReader(try list.next(.sequence))
            let identifier = try pair.next(.identifier)
            let value = try pair.next()
            guard pair.isAtEnd else { throw .malformed("SGX extension: a pair of three") }
            let start = prefix + branch
            guard identifier.count == start.count + 1, identifier.starts(with: start),
                let number = identifier.last
            else { continue }
            guard found.updateValue(value, forKey: number) == nil else {
                throw .malformed("SGX extension: member \(number) is there twice")
            }
        }
        return found
    }

    private static func content(
        of value: Value?, _ tag: DERReader.Tag, _ name: String
    ) throws(AttestationError) -> ArraySlice<UInt8>? {
        guard let value else { return nil }
        guard value.tag == tag.rawValue else {
            throw .malformed("SGX extension: \(name) has tag \(value.tag)")
        }
        return value.content
    }

    private static func octets(
        _ value: Value?, _ count: Int, _ name: String
    ) throws(AttestationError) -> Bytes {
        guard let content = try content(of: value, .octets, name), content.count == count else {
            throw .malformed("SGX extension: wanted \(name) of \(count) bytes")
        }
        return Bytes(content)
    }

    private static func number(
        _ value: Value?, _ tag: DERReader.Tag, _ name: String
    ) throws(AttestationError) -> Int {
        guard let content = try content(of: value, tag, name) else {
            throw .malformed("SGX extension: \(name) is missing")
        }
        let number = try DERReader.number(content)
        guard number <= 0xffff else { throw .malformed("SGX extension: \(name) above 65535") }
        return number
    }

    private static func flag(_ value: Value?) throws(AttestationError) -> Bool? {
        guard let content = try content(of: value, .boolean, "setting") else { return nil }
        guard content.count == 1, let byte = content.first, byte == 0 || byte == 0xff else {
            throw .malformed("SGX extension: a setting that is neither true nor false")
        }
        return byte != 0
    }
}

/// Which machine a quote comes from, in the network's own reckoning.
package enum MachineID {
    /// The first 20 bytes of the SHA-256 of a PCK certificate's whole SGX extension. A new
    /// certificate after a firmware update gives another one.
    package static func of(_ leaf: Certificate) -> Bytes? {
        leaf.extensionValue(SGXExtension.identifier).map(of(extension:))
    }

    /// The same, of the extension's content.
    static func of(extension bytes: Bytes) -> Bytes { Bytes(Hash.sha256(bytes).prefix(20)) }
}
