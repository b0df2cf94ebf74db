import SecretBase
import SecretCrypto
import TestSupport
import Testing

@Suite("Keccak-256")
struct KeccakTests {
    struct Vector: Decodable, Sendable {
        let text, digest: String
    }

    @Test(
        "gives the digests that Ethereum knows",
        arguments: try Vectors.load("keccak/digests.json", of: Vector.self))
    func known(_ vector: Vector) {
        #expect(Hex.encode(Keccak256.digest(Bytes(vector.text.utf8))) == vector.digest)
    }

    @Test("pads into another block exactly where one is full")
    func blocks() {
        let digests = (130...140).map { count in
            Hex.encode(Keccak256.digest(Bytes(repeating: 0x61, count: count)))
        }
        #expect(Set(digests).count == digests.count)
        // One byte of padding carries both marks, and a full block takes another one.
        #expect(
            digests[5] == "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446")
        #expect(
            digests[6] == "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e")
    }
}
