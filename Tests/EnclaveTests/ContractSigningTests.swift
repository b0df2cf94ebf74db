import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import Testing

@testable import SecretEnclave

@Suite("Transactions with sealed messages")
struct ContractSigningTests {
    private static let contractMessages: Set = ["MsgInstantiateContract", "MsgExecuteContract"]

    static func vectors() throws -> [KnownAnswer] {
        try KnownAnswer.all("tx").filter { vector in
            try vector.input.list("msgs").allSatisfy {
                contractMessages.contains(try $0.text("type"))
            }
        }
    }

    @Test("are those of real clients, byte for byte", arguments: try vectors())
    func buildsAsClients(vector: KnownAnswer) throws {
        let input = vector.input
        let key = try #require(input["key"])
        let derive = {
            try HDKey.derive(
                Mnemonic(parsing: key.text("mnemonic")).seed(),
                HDPath(parsing: key.text("path")))
        }
        let fee = try #require(input["fee"])
        let signer = try Address(input.text("signer"))
        let draft = TransactionDraft(
            messages: try input.list("msgs").flatMap { try single($0, signer, input).messages },
            memo: try input.text("memo"), fee: try coins(fee.list("amount")),
            gasLimit: Gas(try #require(UInt64(fee.text("gas_limit")))))
        let place = SigningPlace(
            chainID: try input.text("chain_id"),
            accountNumber: try #require(UInt64(input.text("account_number"))),
            sequence: try #require(UInt64(input.text("sequence"))))
        let mode: SignMode = try input.text("sign_mode") == "SIGN_MODE_DIRECT" ? .direct : .amino
        let signed = try draft.signed(
            by: PublicKey(secp256k1: derive().publicKey.bytes), mode: mode, at: place
        ) { try derive().signature(digest: $0.digest) }
        #expect(Hex.encode(signed.signBytes) == (try vector.expect.text("sign_bytes")))
        #expect(Hex.encode(signed.bytes) == (try vector.expect.text("tx_bytes")))
        #expect(signed.hash.description == (try vector.expect.text("tx_hash")))
    }

    /// A draft of one message.
    private func single(
        _ json: JSONValue, _ signer: Address, _ input: JSONValue
    ) throws -> TransactionDraft {
        let sealer = try MessageSealer(
            seed: SecretBytes(copying: json.hex("seed")),
            networkKey: input.hex("consensus_io_pubkey"))
        let nonce = try Hex.decode(try #require(json.list("nonces").first?.string))
        let seal = { (name: String) in
            let text = try #require(json[name]).bytes(.compact)
            return try sealer.seal(
                PlainMessage(for: CodeHash(json.text("code_hash")), text), nonce: nonce)
        }
        if try json.text("type") == "MsgExecuteContract" {
            return TransactionDraft(messages: [
                try Messages.execute(
                    Address(json.text("contract")), sealed: seal("msg"), by: signer,
                    funds: coins(json.list("sent_funds")))
            ])
        }
        return TransactionDraft(messages: [
            try Messages.instantiate(
                code: #require(UInt64(json.text("code_id"))), label: json.text("label"),
                sealed: seal("init_msg"), by: signer, funds: coins(json.list("init_funds")))
        ])
    }

    private func coins(_ json: [JSONValue]) throws -> Coins {
        try Coins(
            strictly: json.map {
                try Coin(
                    denom: $0.text("denom"), amount: #require(Int256($0.text("amount"))))
            })
    }
}
