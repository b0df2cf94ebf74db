package import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// A transaction's bytes and everything that can be said of them without looking at state.
///
/// Preparing needs no state and no lock: do it once, on whatever thread, and hand the same value
/// to the check and to the block.
package struct PreparedTransaction: Sendable {
    package let bytes: Bytes
    let content: Result<TransactionContent, Refusal>

    /// Reads `bytes`. What is wrong with them is told when the transaction is checked.
    package init(_ bytes: Bytes) {
        self.bytes = bytes
        do {
            content = .success(try TransactionContent(decoding: bytes))
        } catch {
            content = .failure(error)
        }
    }
}

extension PreparedTransaction {
    /// The gas that it may use at the most; nil where the bytes cannot be read.
    package var gasLimit: UInt64? {
        guard case .success(let content) = content else { return nil }
        return content.transaction.authInfo.fee.gasLimit
    }
}

extension Refusal: Error {}

/// A transaction that could be read and whose messages have somebody to run them.
struct TransactionContent: Sendable {
    let transaction: Transaction
    let messages: [any LedgerMessage]
    /// One per signer info; nil where the sender trusts the chain to know the key.
    let keys: [PublicKey?]
    /// One per signer info.
    let signatures: Result<[SignatureData], SignatureFault>
    /// nil when the coins are unsorted, doubled or not positive; zero coins are left out.
    let fee: Coins?
    /// The fee as the chain prints it.
    let feeText: String

    init(decoding bytes: Bytes) throws(Refusal) {
        do {
            transaction = try Transaction(decoding: bytes)
        } catch {
            throw Refusal(codespace: error.codespace, code: error.abciCode, text: "\(error)")
        }
        let (body, authInfo) = (transaction.body, transaction.authInfo)
        guard !body.messages.isEmpty else {
            throw Refusal(SDKError.invalidRequest, "must contain at least one message")
        }
        keys = try Self.keys(authInfo)
        messages = try Self.messages(body)
        signatures = Self.signatures(authInfo, transaction.signatures)
        (fee, feeText) = try Self.fee(authInfo)
    }

    private static func messages(_ body: WireTxBody) throws(Refusal) -> [any LedgerMessage] {
        var messages: [any LedgerMessage] = []
        for message in body.messages { messages.append(try MessageRouter.message(message)) }
        return messages
    }

    private static func keys(_ authInfo: WireAuthInfo) throws(Refusal) -> [PublicKey?] {
        var keys: [PublicKey?] = []
        for info in authInfo.signerInfos {
            do {
                keys.append(info.hasPublicKey ? try PublicKey(info.publicKey) : nil)
            } catch {
                throw Refusal(SDKError.txDecode, "\(error)")
            }
        }
        return keys
    }

    private static func signatures(
        _ authInfo: WireAuthInfo, _ signatures: [Bytes]
    ) -> Result<[SignatureData], SignatureFault> {
        var data: [SignatureData] = []
        for (index, info) in authInfo.signerInfos.enumerated() {
            guard index < signatures.count else { break }
            do {
                data.append(try SignatureData(info.modeInfo, signatures[index]))
            } catch {
                return .failure(error)
            }
        }
        return .success(data)
    }

    /// Amounts that are no numbers make a transaction unreadable; all else is judged later.
    private static func fee(
        _ authInfo: WireAuthInfo
    ) throws(Refusal) -> (coins: Coins?, text: String) {
        let wire = authInfo.fee.amount
        let text = Coins.text(of: wire)
        var isZero = true
        for coin in wire {
            guard let amount = Int256(coin.amount) else {
                throw Refusal(
                    SDKError.txDecode, "cannot read fee amount \"\(coin.amount)\" as an integer")
            }
            isZero = isZero && amount.isZero
        }
        if isZero { return (Coins.none, text) }
        return (try? Coins(wire), text)
    }
}
