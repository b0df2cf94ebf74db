import SecretBase
import SecretChain
import SecretCrypto

/// Makes and checks the keys that bind a contract's state to its code and address.
///
/// Source: enclave protocol §3.4, §3.5.
struct ContractKeys {
    private static let keyCount = 64
    private static let halfCount = 32

    let keys: EnclaveKeys

    /// 64 bytes: hash of creator and height ‖ its authentication under code and address.
    /// `original` is the contract's first key when it migrates, else empty.
    func make(for call: ContractCall, original: Bytes = []) -> Bytes {
        var writer = ByteWriter(capacity: call.sender.count + 8)
        writer.put(call.sender)
        writer.putBigEndian(UInt64(bitPattern: call.block.height))
        let senderID = Hash.sha256(writer.bytes)
        return senderID
            + keys.contractID(
                senderID: senderID, codeHash: call.code.hash, contract: call.contract,
                original: original)
    }

    /// The contract's first key. Throws `.authentication`.
    func original(of call: ContractCall) throws(CallFault) -> Bytes {
        guard let key = call.key, key.original.count == Self.keyCount else {
            throw .authentication
        }
        return key.original
    }

    /// Checks that code and address are those that the key was made for.
    /// Throws `.authentication`, and `.validation` for a wrong proof.
    func check(_ call: ContractCall) throws(CallFault) {
        let original = try original(of: call)
        guard let key = call.key, !key.current.isEmpty, !key.proof.isEmpty else {
            try authenticate(original, call, original: [])
            return
        }
        guard key.current.count == Self.keyCount, key.proof.count == Self.halfCount else {
            throw .authentication
        }
        try authenticate(key.current, call, original: original)
        let proof = keys.contractKeyProof(
            contract: call.contract, codeHash: call.code.hash, original: original,
            new: key.current)
        guard ConstantTime.equal(proof, key.proof) else { throw .validation }
    }

    /// Checks that the sender is the admin whom the proof binds. Throws `.validation`.
    func checkAdmin(_ call: ContractCall, original: Bytes) throws(CallFault) {
        let proof = keys.adminProof(admin: call.sender, original: original)
        guard ConstantTime.equal(proof, call.adminProof) else { throw .validation }
    }

    private func authenticate(
        _ key: Bytes, _ call: ContractCall, original: Bytes
    ) throws(CallFault) {
        let expected = keys.contractID(
            senderID: Bytes(key[..<Self.halfCount]), codeHash: call.code.hash,
            contract: call.contract, original: original)
        guard ConstantTime.equal(expected, Bytes(key[Self.halfCount...])) else {
            throw .authentication
        }
    }
}
