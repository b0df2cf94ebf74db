import SecretBase
import SecretCrypto

extension FuzzTarget {
    /// Words, paths and sealed bytes.
    static func crypto() throws -> [FuzzTarget] {
        let key = Bytes(0..<32)
        let siv = try AESSIV(key: SecretBytes(copying: key))
        let sealed = [0, 1, 16, 100].map { siv.seal(Bytes(repeating: 7, count: $0), with: [[]]) }
        let targets: [FuzzTarget] = [
            FuzzTarget(
                "mnemonic",
                texts: [
                    "abandon abandon abandon abandon abandon abandon abandon abandon abandon "
                        + "abandon abandon about",
                    "legal winner thank year wave sausage worth useful legal winner thank yellow",
                ]
            ) { text in
                let phrase: String? = try accepted {
                    let mnemonic = try Mnemonic(parsing: text)
                    let again = try Mnemonic(parsing: mnemonic.phrase)
                    try FuzzFault.unlessEqual(again.phrase, mnemonic.phrase)
                    return mnemonic.phrase
                }
                return phrase != nil
            },
            FuzzTarget("path", texts: ["m/44'/529'/0'/0/0", "44'/118'/2147483647'/1/7"]) { text in
                guard let path = try accepted({ try HDPath(parsing: text) }) else { return false }
                try FuzzFault.unlessEqual(
                    try HDPath(parsing: path.description).description, path.description)
                return true
            },
            FuzzTarget("aes-siv", seeds: sealed) { bytes in
                let opener = try AESSIV(key: SecretBytes(copying: key))
                guard let plain = try accepted({ try opener.open(bytes, with: [[]]) }) else {
                    return false
                }
                // The seal is deterministic: what opens is what sealing makes, or it was forged.
                try FuzzFault.unlessEqual(opener.seal(plain, with: [[]]), bytes)
                return true
            },
        ]
        return targets
    }
}
