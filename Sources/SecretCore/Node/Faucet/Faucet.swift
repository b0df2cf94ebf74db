internal import Foundation
package import SecretBase
package import SecretChain
internal import SecretCrypto
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// Why the faucet gives nothing.
package enum FaucetError: Error, CustomStringConvertible {
    case refused(String)

    package var description: String {
        switch self {
        case .refused(let why): why
        }
    }
}

/// Gives uscrt of the local network's account `a` to whoever asks, by ordinary transactions.
///
/// Account, amount and gas price are those of the network's local image. Source: local network facts.
package actor Faucet {
    /// What one request gives.
    package static let amount = Amount(uscrt: 1_000_000_000)
    private static let fee = Amount(uscrt: 50_000)
    private static let gasLimit = Gas(200_000)
    // The public test mnemonic of account `a`: everybody has it, and it is for nothing else.
    private static let mnemonic =
        "grant rice replace explain federal release fix clever romance raise often wild taxi "
        + "quarter soccer fiber love must tape steak together observe swap guitar"

    private let engine: any EnginePort
    private let database: ChainDatabase
    private let chainID: String
    private let key: Secp256k1PrivateKey
    private let publicKey: PublicKey
    /// Who pays.
    package nonisolated let address: Address
    // Ahead of the chain while our own transactions wait for a block.
    private var nextSequence: UInt64 = 0

    init(engine: any EnginePort, database: ChainDatabase, chainID: String) throws {
        self.engine = engine
        self.database = database
        self.chainID = chainID
        let mnemonic = try Mnemonic(parsing: Self.mnemonic)
        key = try HDKey.derive(mnemonic.seed(), HDPath())
        publicKey = PublicKey.secp256k1(key.publicKey.bytes)
        address = Address(publicKey: publicKey)
    }

    /// Sends the amount; returns the transaction's hash once the node answers for it.
    package func give(to receiver: Address) async throws -> TransactionHash {
        for _ in 0..<3 {
            let transaction = try transaction(to: receiver)
            let result = try await engine.submit(transaction.bytes)
            if result.isSuccess { return transaction.hash }
            // Somebody else spent from `a` meanwhile: look at the chain again.
            guard result.code == 32 else { throw FaucetError.refused(result.log) }
            nextSequence = 0
        }
        throw FaucetError.refused("account a is busy with other transactions")
    }

    private func transaction(to receiver: Address) throws -> SignedTransaction {
        let account = try account()
        // No other task ran since the account was read.
        let sequence = max(account.sequence, nextSequence)
        nextSequence = sequence + 1
        let draft = TransactionDraft(
            messages: [Messages.send(Coins(Self.amount), from: address, to: receiver)],
            fee: Coins(Self.fee), gasLimit: Self.gasLimit)
        let place = SigningPlace(
            chainID: chainID, accountNumber: account.accountNumber,
            sequence: sequence)
        return try draft.signed(by: publicKey, at: place) { request in
            try key.signature(digest: request.digest)
        }
    }

    private func account() throws -> AuthBaseAccount {
        var request = AuthQueryAccountRequest()
        request.address = address.description
        let response = try database.read { snapshot in
            let header = BlockHeaderInfo(
                chainID: chainID, height: 1, time: .epoch)
            return try QueryRouter.network.answer(
                "/cosmos.auth.v1beta1.Query/Account", request.wireBytes, state: snapshot,
                header: header)
        }
        let account = try AuthQueryAccountResponse(serializedBytes: response).account
        return try AuthBaseAccount(serializedBytes: account.value)
    }
}
