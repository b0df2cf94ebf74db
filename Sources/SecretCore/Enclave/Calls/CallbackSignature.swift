import SecretBase
import SecretChain
import SecretCrypto

/// Proof, for the enclave of the called contract, that a contract sends this message with these
/// coins. Source: enclave protocol §2.6.3.
struct CallbackSignature {
    let keys: EnclaveKeys

    /// 32 bytes. `message` is the ciphertext without nonce and key, or the plaintext.
    func make(_ message: Bytes, funds: [ContractCoin]) -> Bytes {
        keys.callbackSignature(message: message, funds: Self.text(of: funds))
    }

    /// Throws `.verification`.
    func check(
        _ signature: Bytes, _ message: Bytes, funds: [ContractCoin]
    ) throws(CallFault) {
        guard ConstantTime.equal(signature, make(message, funds: funds)) else {
            throw .verification
        }
    }

    private static func text(of funds: [ContractCoin]) -> Bytes {
        var text = JSONText(capacity: 2 + funds.count * 48)
        text.put(coins: funds)
        return text.bytes
    }
}
