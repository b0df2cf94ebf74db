import SecretBase
import TestSupport
import Testing

@testable import SecretCrypto

@Suite("Keys of a wallet's tree")
struct HDKeyTests {
    struct Node: Decodable, Sendable {
        let seed, chainCode, key: String
        let steps: [UInt32]
    }

    @Test("are those of BIP32", arguments: try Vectors.load("bip32/private.json", of: Node.self))
    func published(_ vector: Node) throws {
        var node = try HDKey(seed: vector.seed.secret())
        for step in vector.steps { node = try node.child(step) }
        let (key, code) = node.withParts { (Hex.encode($0), Hex.encode($1)) }
        #expect(key == vector.key)
        #expect(code == vector.chainCode)
    }

    @Test(
        "are those that the network's clients derive",
        .enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"),
        arguments: try SharedVectors.client(kind: "hd"))
    func clients(_ vector: SharedVectors.ClientVector) throws {
        let mnemonic = try Mnemonic(parsing: #require(vector.input["mnemonic"]?.string))
        let path = try HDPath(
            coinType: UInt32(#require(vector.input["coin_type"]?.integer)),
            account: UInt32(#require(vector.input["account"]?.integer)),
            index: UInt32(#require(vector.input["index"]?.integer)))
        #expect(path.description == vector.input["path"]?.string)
        let passphrase = vector.input["bip39_passphrase"]?.string ?? ""
        let key = try HDKey.derive(mnemonic.seed(passphrase: passphrase), path)
        #expect(key.withBytes { Hex.encode($0) } == vector.expect["privkey"]?.string)
        #expect(Hex.encode(key.publicKey.bytes) == vector.expect["pubkey"]?.string)
    }

    /// The image's first public account; the same in every local network.
    @Test("hang where the path says")
    func place() throws {
        let mnemonic = try Mnemonic(
            parsing: "grant rice replace explain federal release fix clever romance raise often "
                + "wild taxi quarter soccer fiber love must tape steak together observe swap guitar"
        )
        let key = try HDKey.derive(mnemonic.seed(), HDPath())
        #expect(
            Hex.encode(key.publicKey.bytes)
                == "034ee8249f67e136139c3ed94ad63288f6c1de45ce66fa883247211a698f440cdf")
    }

    @Test("are named by paths that read as they are written")
    func paths() throws {
        for text in ["m/44'/529'/0'/0/0", "m/44'/118'/2147483647'/1/7"] {
            #expect(try HDPath(parsing: text).description == text)
        }
        #expect(try HDPath(parsing: "44'/529'/3'/0/4") == HDPath(account: 3, index: 4))
    }

    @Test(
        "have no other path",
        arguments: [
            "", "m", "m/", "44'", "m/44'/529'/0'/0", "m/44'/529'/0'/0/0/0", "m/44/529'/0'/0/0",
            "m/43'/529'/0'/0/0", "m/44'/529/0'/0/0", "m/44'/529'/0/0/0", "m/44'/529'/0'/0'/0",
            "m/44'/529'/0'/0/0'", "m/44'/2147483648'/0'/0/0", "m/44'/529'/0'/0/2147483648",
            "m/44'/529'/0'/0/-1", "m/44'/529'/0'/0/+1", "m/44'/529'/0'//0", "m/44'/ 529'/0'/0/0",
            "m/44'/529'/0'/0/99999999999999999999", "M/44'/529'/0'/0/0", "m/44h/529h/0h/0/0",
        ])
    func badPaths(_ text: String) {
        #expect(throws: CryptoError.self) { try HDPath(parsing: text) }
    }

    @Test("have no number beyond 31 bits")
    func bounds() {
        #expect(throws: CryptoError.self) { try HDPath(coinType: 1 << 31) }
        #expect(throws: CryptoError.self) { try HDPath(account: 1 << 31) }
        #expect(throws: CryptoError.self) { try HDPath(index: .max) }
    }
}
