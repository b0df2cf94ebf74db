import SecretBase
import SecretChain
import SecretCrypto
import TestSupport
import Testing

/// What Ethereum wallets sign.
@Suite("EIP-191")
struct EIP191Tests {
    struct Vector: Decodable, Sendable {
        let amino, keccak, signature, publicKey: String
        let prettyLength: Int
    }

    @Test(
        "documents are laid out, hashed and signed as the network verifies them",
        arguments: try Vectors.load("chain/eip191.json", of: Vector.self))
    func known(_ vector: Vector) throws {
        let bytes = SignDocument.eip191(amino: Bytes(vector.amino.utf8))
        let preamble =
            "\u{19}Ethereum Signed Message:\n\(vector.prettyLength){\n    \"account_number\""
        #expect(bytes.starts(with: Bytes(preamble.utf8)))
        let digest = Keccak256.digest(bytes)
        #expect(Hex.encode(digest) == vector.keccak)
        let check = SignatureCheck(
            publicKey: try Hex.decode(vector.publicKey), digest: digest,
            signature: try Base64.decode(vector.signature))
        #expect(PlainVerifier().isValid(check))
    }

    @Test(
        "documents keep their escapes, and what is empty in one piece",
        arguments: [
            (
                #"{"a":[],"b":{},"c":[1,{"d":"\"{[,:\\"}]}"#,
                """
                {
                    "a": [],
                    "b": {},
                    "c": [
                        1,
                        {
                            "d": "\\"{[,:\\\\"
                        }
                    ]
                }
                """
            ),
            ("{}", "{}"), (#"{"m":"\u0026"}"#, "{\n    \"m\": \"\\u0026\"\n}"),
        ])
    func layout(_ json: String, _ text: String) {
        let bytes = SignDocument.eip191(amino: Bytes(json.utf8))
        let expected = "\u{19}Ethereum Signed Message:\n\(text.utf8.count)\(text)"
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }
}
