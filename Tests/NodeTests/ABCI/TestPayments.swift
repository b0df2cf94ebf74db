import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SwiftProtobuf

/// Account `b` of the local network, who pays account `d` over and over.
final class TestPayer {
    static let words =
        "jelly shadow frog dirt dragon use armed praise universe win jungle close inmate rain oil "
        + "canvas beauty pioneer chef soccer icon dizzy thunder meadow"
    private let key: Secp256k1PrivateKey
    private let publicKey: PublicKey
    let address: Address
    var sequence: UInt64 = 0

    init() throws {
        key = try HDKey.derive(Mnemonic(parsing: Self.words).seed(), HDPath())
        publicKey = .secp256k1(key.publicKey.bytes)
        address = Address(publicKey: publicKey)
    }

    /// The next payment.
    func pay(_ uscrt: UInt64 = 1) throws -> Bytes {
        let receiver = try Address("secret1ldjxljw7v4vk6zhyduywh04hpj0jdwxsmrlatf")
        return try sign([Messages.send(Coins(Amount(uscrt: uscrt)), from: address, to: receiver)])
    }

    /// The next transaction, whatever it does.
    func sign(_ messages: [Google_Protobuf_Any], gas: UInt64 = 200_000) throws -> Bytes {
        let draft = TransactionDraft(
            messages: messages, fee: Coins(Amount(uscrt: 50_000)), gasLimit: Gas(gas))
        let place = SigningPlace(chainID: "secretdev-1", accountNumber: 2, sequence: sequence)
        sequence += 1
        return try draft.signed(by: publicKey, at: place) {
            try key.signature(digest: $0.digest)
        }.bytes
    }
}
