import SecretBase
import SecretCrypto
import TestSupport
import Testing

@Suite("Mnemonics")
struct MnemonicTests {
    struct Words: Decodable, Sendable {
        let entropy, words, seed: String
    }

    static let about =
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"

    @Test("are those of BIP39", arguments: try Vectors.load("bip39/english.json", of: Words.self))
    func published(_ vector: Words) throws {
        #expect(try Mnemonic(entropy: vector.entropy.secret()).phrase == vector.words)
        let read = try Mnemonic(parsing: vector.words)
        #expect(read.seed(passphrase: "TREZOR").hex == vector.seed)
        #expect(read.wordCount == vector.words.split(separator: " ").count)
    }

    @Test(
        "are made of 12 or 24 words, differ each time, and can be read again", arguments: [12, 24])
    func fresh(_ count: Int) throws {
        let phrase = try Mnemonic.generate(words: count).phrase
        #expect(phrase.split(separator: " ").count == count)
        #expect(try Mnemonic(parsing: phrase).phrase == phrase)
        #expect(try Mnemonic.generate(words: count).phrase != phrase)
    }

    @Test("are made in no other length")
    func lengths() {
        for count in [0, 11, 13, 15, 25] {
            #expect(throws: CryptoError.wordCount(count)) {
                _ = try Mnemonic.generate(words: count)
            }
        }
        for count in [0, 15, 17, 33, 36] {
            #expect(throws: CryptoError.self) {
                _ = try Mnemonic(entropy: SecretBytes(count: count))
            }
        }
    }

    @Test("may be written in capitals, on lines, and with spaces around them")
    func spelling() throws {
        let text = "\n  " + Self.about.uppercased().replacing(" ", with: " \t\r\n") + "\n"
        #expect(try Mnemonic(parsing: text).phrase == Self.about)
    }

    @Test("are refused with the word that is not in the list, and the one that was meant")
    func unknownWord() throws {
        let text = Self.about.replacing("about", with: "abuot")
        let error = #expect(throws: CryptoError.self) { _ = try Mnemonic(parsing: text) }
        #expect(error == .unknownWord("abuot", position: 12, nearest: "about"))
        #expect(error?.description.contains("word 12, 'abuot'") == true)
        #expect(error?.hint == "did you mean 'about'?")
        #expect(throws: CryptoError.unknownWord("qqqqqqqq", position: 1, nearest: nil)) {
            _ = try Mnemonic(parsing: Self.about.replacing(/^abandon/, with: "qqqqqqqq"))
        }
    }

    @Test("are refused when the checksum or the number of words is wrong")
    func checksum() {
        let twelve = Array(repeating: "abandon", count: 12).joined(separator: " ")
        #expect(throws: CryptoError.mnemonicChecksum) { _ = try Mnemonic(parsing: twelve) }
        for count in [0, 1, 11] {
            let words = Array(repeating: "abandon", count: count).joined(separator: " ")
            #expect(throws: CryptoError.wordCount(count)) { _ = try Mnemonic(parsing: words) }
        }
        #expect(throws: CryptoError.wordCount(13)) { _ = try Mnemonic(parsing: twelve + " zoo") }
    }

    @Test("take no word twice the length of any")
    func absurd() {
        let text = String(repeating: "a", count: 100_000) + Self.about.dropFirst(7)
        #expect(throws: CryptoError.self) { _ = try Mnemonic(parsing: text) }
    }
}
