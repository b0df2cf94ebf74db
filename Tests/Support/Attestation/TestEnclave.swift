import COpenSSL

/// A signed enclave, to be made: what its author signs, and the file around it.
public struct TestEnclave {
    public var mrEnclave = [UInt8](repeating: 0x11, count: 32)
    public var product: UInt8 = 1
    public var version: UInt8 = 2
    public var vendor: [UInt8] = [0, 0, 0, 0]
    public var exponent: UInt8 = 3
    public var attributes: [UInt8] = [0x04] + [UInt8](repeating: 0, count: 15)
    /// The processor looks at INIT's neighbours: debug and 64 bit mode.
    public var mask: [UInt8] = [0x06] + [UInt8](repeating: 0, count: 15)
    public var signer = EnclaveSigner.first

    public init() {}

    /// What is signed, in two parts of 128 bytes.
    private var signed: (header: [UInt8], body: [UInt8]) {
        let header =
            [6, 0, 0, 0, 0xe1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0] + vendor + [0x31, 0x01, 0x26, 0x20]
            + [1, 1, 0, 0, 0x60, 0, 0, 0, 0x60, 0, 0, 0, 1, 0, 0, 0]
            + [UInt8](repeating: 0, count: 88)
        var body = [UInt8](repeating: 0, count: 128)
        body.replaceSubrange(28..<44, with: attributes)
        body.replaceSubrange(44..<60, with: mask)
        body.replaceSubrange(60..<92, with: mrEnclave)
        body[124] = product
        body[126] = version
        return (header, body)
    }

    /// The signature structure, 1808 bytes.
    public var sigStruct: [UInt8] {
        let (header, body) = signed
        let signature = signer.signature(of: header + body)
        return header + signer.modulus.reversed() + [exponent, 0, 0, 0] + signature.reversed()
            + body + [UInt8](repeating: 0, count: 12 + 768)
    }

    /// An ELF image whose section of Intel's metadata holds these signature structures.
    public static func image(_ structures: [[UInt8]], section: String = ".note.sgxmeta") -> [UInt8]
    {
        let names = [0] + Array(section.utf8) + [0] + Array(".shstrtab".utf8) + [0]
        let metadata = [UInt8](repeating: 0xaa, count: 77) + structures.flatMap { $0 } + [9, 9]
        let (metaAt, namesAt) = (64, 64 + metadata.count)
        let tableAt = namesAt + names.count
        func row(_ name: Int, _ at: Int, _ count: Int) -> [UInt8] {
            le(name, 4) + le(1, 4) + le(0, 16) + le(at, 8) + le(count, 8) + le(0, 24)
        }
        let header =
            [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9) + le(3, 2)
            + le(62, 2) + le(1, 4) + le(0, 16) + le(tableAt, 8) + le(0, 4) + le(64, 2)
            + le(0, 4) + le(64, 2) + le(3, 2) + le(2, 2)
        return header + metadata + names + row(0, 0, 0) + row(1, metaAt, metadata.count)
            + row(2 + section.utf8.count, namesAt, names.count)
    }

    private static func le(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
    }
}

/// A fresh RSA key of 3072 bits with the exponent 3, as authors of enclaves have.
public final class EnclaveSigner: @unchecked Sendable {
    // @unchecked Sendable: libcrypto counts references and never changes a key that is made.
    private let key: OpaquePointer
    /// Highest byte first, 384 bytes.
    public let modulus: [UInt8]

    public static let first = EnclaveSigner()
    public static let second = EnclaveSigner()

    private init() {
        let context = EVP_PKEY_CTX_new_from_name(nil, "RSA", nil)
        let exponent = BN_new()
        BN_set_word(exponent, 3)
        defer {
            EVP_PKEY_CTX_free(context)
            BN_free(exponent)
        }
        var made: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1,
            EVP_PKEY_CTX_set_rsa_keygen_bits(context, 3072) == 1,
            EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, exponent) == 1,
            EVP_PKEY_keygen(context, &made) == 1, let made
        else { preconditionFailure("making a key fails only for lack of memory") }
        key = made
        var number: OpaquePointer?
        EVP_PKEY_get_bn_param(made, OSSL_PKEY_PARAM_RSA_N, &number)
        var bytes = [UInt8](repeating: 0, count: 384)
        BN_bn2binpad(number, &bytes, 384)
        BN_free(number)
        modulus = bytes
    }

    deinit { EVP_PKEY_free(key) }

    /// Highest byte first, 384 bytes.
    func signature(of message: [UInt8]) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 384)
        var count = signature.count
        EVP_DigestSignInit_ex(context, nil, "SHA256", nil, nil, key, nil)
        EVP_DigestSign(context, &signature, &count, message, message.count)
        return Array(signature[..<count])
    }
}
