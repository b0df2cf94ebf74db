import SecretBase
import SecretChain
import SecretCrypto
import SecretWire

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

    /// `[{"denom":"uscrt","amount":"1"}]`.
    private static func text(of funds: [ContractCoin]) -> Bytes {
        guard !funds.isEmpty else { return Bytes("[]".utf8) }
        return JSONValue.array(
            funds.map { ["denom": .string($0.denom), "amount": .string($0.amount)] }
        ).bytes()
    }
}
