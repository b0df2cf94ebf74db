import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import Synchronization
import TestSupport

/// One of the local network's accounts, sending without a pause.
final class LoadSender: Sendable {
    let words: String
    let address: Address
    private let publicKey: PublicKey
    private let key: Mutex<KeyBox>
    let receiver: Address

    /// A box, because a noncopyable key cannot move through a mutex's closure.
    final class KeyBox {
        let key: Secp256k1PrivateKey
        init(_ key: consuming Secp256k1PrivateKey) { self.key = key }
    }

    init(words: String, receiver: Address) throws {
        let mnemonic = try Mnemonic(parsing: words)
        let key = try HDKey.derive(mnemonic.seed(), HDPath())
        publicKey = .secp256k1(key.publicKey.bytes)
        address = Address(publicKey: publicKey)
        self.key = Mutex(KeyBox(key))
        self.words = words
        self.receiver = receiver
    }

    /// Sends one uscrt after the other until the connection breaks; the hashes that the node
    /// reported as accepted.
    func run(against rest: String) -> [String] {
        var reported: [String] = []
        do {
            let http = try RawHTTP(rest)
            let text = try http.get("/cosmos/auth/v1beta1/accounts/\(address)").body
            let account = try JSONNode(parsing: text)["account"]
            let number = UInt64(account?["account_number"]?.string ?? "") ?? 0
            var sequence = UInt64(account?["sequence"]?.string ?? "") ?? 0
            while true {
                let transaction = try sign(number, sequence)
                let body =
                    #"{"tx_bytes":"\#(Base64.encode(transaction.bytes))","mode":"BROADCAST_MODE_SYNC"}"#
                let answer = try http.post("/cosmos/tx/v1beta1/txs", body)
                let response = try JSONNode(parsing: answer.body)["tx_response"]
                guard answer.status == 200, response?["code"]?.integer == 0 else { return reported }
                reported.append(transaction.hash.description)
                sequence += 1
            }
        } catch {
            // The node was killed: what was not answered was not reported.
            return reported
        }
    }

    private func sign(_ number: UInt64, _ sequence: UInt64) throws -> SignedTransaction {
        let draft = TransactionDraft(
            messages: [
                Messages.send(Coins(Amount(uscrt: 1)), from: address, to: receiver)
            ], fee: Coins(Amount(uscrt: 2500)), gasLimit: Gas(200_000))
        let place = SigningPlace(
            chainID: "secretdev-1", accountNumber: number, sequence: sequence)
        return try key.withLock { box in
            try draft.signed(by: publicKey, at: place) { try box.key.signature(digest: $0.digest) }
        }
    }
}
