import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import Testing

@Suite("Addresses")
struct AddressTests {
    private let text = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"

    @Test(
        "a mnemonic's account and operator are those that real clients derive",
        arguments: try KnownAnswer.all(["hd"]))
    func derived(vector: KnownAnswer) throws {
        let key = try vector.key().publicKey
        #expect(key == .secp256k1(try vector.expect.hex("pubkey")))
        let address = Address(publicKey: key)
        #expect(address.description == (try vector.expect.text("address")))
        if let operatorText = vector.expect["valoper"]?.string {
            #expect(ValidatorAddress(address).description == operatorText)
        }
    }

    @Test("text and bytes go both ways, in either case of letters")
    func roundTrip() throws {
        let address = try Address(text)
        #expect(address.description == text)
        #expect(try Address(text.uppercased()) == address)
        #expect(try Address(bytes: address.bytes) == address)
        #expect(Address(operator: ValidatorAddress(address)) == address)
        let long = try Address(bytes: Bytes(0..<32))
        #expect(try Address(long.description) == long)
    }

    @Test("what is no account address is refused with the chain's words")
    func refusals() throws {
        #expect(throws: AddressError.empty) { try Address("") }
        #expect(throws: AddressError.empty) { try Address("  ") }
        #expect(
            throws: AddressError.wrongPrefix(expected: "secret", got: "secretvaloper")
        ) { try Address("secretvaloper1ap26qrlp8mcq2pg6r47w43l0y8zkqm8aynpdzc") }
        #expect(throws: AddressError.self) { try ValidatorAddress(text) }
        #expect(throws: AddressError.self) { try ConsensusAddress(text) }
        #expect(throws: AddressError.self) { try Address(text.dropLast() + "4") }
        #expect(throws: AddressError.self) { try Address("S" + text.dropFirst()) }
        for count in [0, 1, 19, 21, 31, 33] {
            #expect(throws: AddressError.wrongLength(count)) {
                try Address(bytes: Bytes(repeating: 1, count: count))
            }
            let text = Bech32.encode(prefix: "secret", Bytes(repeating: 1, count: count))
            #expect(throws: AddressError.wrongLength(count)) { try Address(text) }
        }
    }

    @Test("every single changed letter is noticed")
    func checksum() {
        for index in text.indices where text[index] != "q" {
            var changed = text
            changed.replaceSubrange(index...index, with: "q")
            #expect(throws: AddressError.self) { try Address(changed) }
        }
    }

    @Test("order is that of the bytes")
    func order() throws {
        let (low, high) = (
            try Address(bytes: Bytes(repeating: 1, count: 20)),
            try Address(bytes: Bytes(repeating: 2, count: 20))
        )
        #expect(low < high)
        #expect(!(high < low) && !(low < low))
    }

    @Test("module accounts are where the chain has them")
    func modules() {
        #expect(
            Address(module: "fee_collector").description
                == "secret17xpfvakm2amg962yls6f84z3kell8c5ljuhfkp")
        #expect(
            Address(module: "bonded_tokens_pool").description
                == "secret1fl48vsnmsdzcv85q5d2q4z5ajdha8yu3h7axyt")
    }

    @Test(
        "consensus addresses, operators and foreign denominations are as clients compute them",
        arguments: try KnownAnswer.all(["util"]))
    func conversions(vector: KnownAnswer) throws {
        switch vector.id {
        case "valcons":
            let key = try PublicKey(ed25519: vector.input.hex("ed25519_pubkey"))
            #expect(
                ConsensusAddress(publicKey: key).description
                    == (try vector.expect.text("valcons")))
        case "ibc_denom":
            let denom = IBCDenom.make(
                port: try vector.input.text("port"), channel: try vector.input.text("channel"),
                denom: try vector.input.text("denom"))
            #expect(denom == (try vector.expect.text("ibc_denom")))
        default:
            let account = try Address(vector.input.text("address"))
            #expect(
                ValidatorAddress(account).description
                    == (try vector.expect.text("valoper")))
        }
    }

    @Test("a transaction's hash is read in either case and written in upper case")
    func hashes() throws {
        let hash = TransactionHash(of: [1, 2, 3])
        #expect(hash.description.count == 64)
        #expect(try TransactionHash(hash.description.lowercased()) == hash)
        #expect(try TransactionHash("0x" + hash.description) == hash)
        #expect(try TransactionHash(bytes: hash.bytes) == hash)
        for bad in ["", "0x", "AB", hash.description + "0", hash.description + "00", "xyz"] {
            #expect(throws: ChainError.self) { try TransactionHash(bad) }
        }
        #expect(throws: ChainError.self) { try TransactionHash(bytes: [1]) }
    }
}
