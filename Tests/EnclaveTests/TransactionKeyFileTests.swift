import SecretBase
import SecretCrypto
import SecretEnclave
import SecretWire
import Testing

@Suite("id_tx_io.json")
struct TransactionKeyFileTests {
    private func decode(_ text: String) throws -> Bytes {
        try TransactionKeyFile.decode(SecretBytes(copying: Bytes(text.utf8)))
            .withBytes { Bytes($0) }
    }

    @Test(
        "is written as secretd writes it, and read back", arguments: try KnownAnswer.all("id_tx_io")
    )
    func file(vector: KnownAnswer) throws {
        let seed = try vector.input.hex("private")
        let text = try TransactionKeyFile.encode(SecretBytes(copying: seed))
            .withBytes { String(decoding: $0, as: UTF8.self) }
        #expect(text == (try vector.expect.text("file_text")))
        #expect(try decode(text) == seed)
    }

    @Test("white space and order of members do not matter, everything else does")
    func shapes() throws {
        let vector = try #require(try KnownAnswer.all("id_tx_io").first)
        let seed = try vector.input.hex("private")
        let (one, two) = (try vector.input.text("private"), try vector.expect.text("public"))
        let good = [
            #"{"public":"\#(two)","private":"\#(one)"}"#,
            " {\n\"private\" : \"\(one.uppercased())\"\t,\r\n\"public\":\"\(two)\" } \n",
        ]
        for text in good { #expect(try decode(text) == seed) }
        let bad = [
            "", "{}", "[]", #"{"private":"\#(one)"}"#, #"{"public":"\#(two)"}"#,
            #"{"private":"\#(one)","public":"\#(one)"}"#,
            #"{"private":"\#(one)","private":"\#(one)","public":"\#(two)"}"#,
            #"{"private":"\#(one)","public":"\#(two)","more":"x"}"#,
            #"{"private":"\#(one)","public":"\#(two)",}"#,
            #"{"private":"\#(one)","public":"\#(two)"}x"#,
            #"{"private":"\#(one.dropLast())","public":"\#(two)"}"#,
            #"{"private":"\#(one.dropLast())g","public":"\#(two)"}"#,
            #"{"private":"\#(one)0","public":"\#(two)"}"#,
            #"{"private":1,"public":"\#(two)"}"#,
        ]
        for text in bad { #expect(throws: EnclaveError.self, "\(text)") { try decode(text) } }
        let whole = good[0]
        for count in 0..<whole.count {
            #expect(throws: EnclaveError.self) { try decode(String(whole.prefix(count))) }
        }
    }

    @Test("only 32 bytes are a seed")
    func lengths() {
        #expect(throws: EnclaveError.self) {
            _ = try TransactionKeyFile.encode(SecretBytes(count: 31))
        }
    }
}
