internal import SecretBase
internal import SecretChain
internal import SecretCrypto
internal import SecretWire

/// A contract's code from a file of this machine.
struct ContractCode: Sendable {
    /// What a file may unpack to; the chain's own limit is lower and the chain's to say.
    static let bytesMax = 64 << 20

    /// SHA-256 of the uncompressed code.
    let hash: CodeHash
    /// As it is sent.
    let gzipped: Bytes
    /// Uncompressed.
    let size: Int

    /// Reads wasm, gzipped or not. Throws exit 3 for no file, exit 2 for no wasm.
    init(file: String) throws {
        let content = try InputFile.read(file)
        var code = content
        if Gzip.isGzip(content) {
            do { code = try Gzip.decompress(content, bytesMax: Self.bytesMax) } catch {
                throw TransactionFailure.malformed(file, why: "\(error)")
            }
        }
        guard code.starts(with: [0x00, 0x61, 0x73, 0x6D]) else {
            throw TransactionFailure.malformed(
                file, why: "wanted WebAssembly (.wasm, or .wasm.gz), got \(Self.looks(code))")
        }
        hash = try CodeHash(bytes: Hash.sha256(code))
        gzipped = Gzip.isGzip(content) ? content : Gzip.compress(code)
        size = code.count
    }

    private static func looks(_ bytes: Bytes) -> String {
        if bytes.isEmpty { return "an empty file" }
        if bytes.starts(with: "(module".utf8) { return "its text form" }
        return "a file that begins with \(Hex.encode(bytes.prefix(4)))"
    }
}
