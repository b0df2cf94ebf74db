import SecretBase
import SecretCrypto

extension String {
    /// The bytes that hexadecimal text stands for.
    func bytes() throws -> Bytes { try Hex.decode(self) }
    func secret() throws -> SecretBytes { SecretBytes(copying: try bytes()) }
}

extension SecretBytes {
    /// What tests compare.
    var hex: String { withBytes { Hex.encode($0) } }
}
