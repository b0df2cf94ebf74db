import FoundationEssentials
package import SecretBase
package import SecretWire
import SwiftProtobuf

/// A transaction as the chain reads it: the bytes that came, and what they say.
///
/// Body and auth info are never written anew: what is signed are the bytes that came.
/// Source: chain specification §2.1, §2.2.
package struct Transaction: Sendable {
    /// The whole `TxRaw`.
    package let bytes: Bytes
    package let hash: TransactionHash
    /// As they lie in `bytes`; sign documents are made of these.
    package let bodyBytes: Bytes
    package let authInfoBytes: Bytes
    package let body: WireTxBody
    package let authInfo: WireAuthInfo
    /// One for each signer, in their order.
    package let signatures: [Bytes]
    /// The messages' signers in the order of their first appearance, then the fee payer if it is
    /// none of them; or what is wrong with an address that should name one. The chain reports
    /// that later than a transaction that cannot be decoded.
    package let signers: Result<[Address], AddressError>

    /// Reads a `TxRaw` as strictly as the chain: canonical outer encoding (ADR-027), no unknown
    /// fields but non-critical ones of the body, known types in every `Any`.
    package init(decoding bytes: Bytes) throws(TransactionError) {
        do {
            let layout = try UnknownFields.checkTransaction(bytes)
            bodyBytes = Bytes(bytes[layout.body])
            authInfoBytes = Bytes(bytes[layout.authInfo])
            signatures = layout.signatures.map { Bytes(bytes[$0]) }
            body = try WireTxBody(serializedBytes: bodyBytes)
            authInfo = try WireAuthInfo(serializedBytes: authInfoBytes)
            signers = try Self.signers(of: body, payer: authInfo.fee.payer)
        } catch {
            throw .undecodable("\(error)")
        }
        self.bytes = bytes
        hash = TransactionHash(of: bytes)
    }

    /// Who pays: the fee's payer, or the first signer.
    package var feePayer: Address? {
        guard let signers = try? signers.get() else { return nil }
        return authInfo.fee.payer.isEmpty ? signers.first : try? Address(authInfo.fee.payer)
    }

    /// The bytes that a signer of mode DIRECT signs.
    package func directSignBytes(chainID: String, accountNumber: UInt64) -> Bytes {
        SignDocument.direct(
            bodyBytes: bodyBytes, authInfoBytes: authInfoBytes, chainID: chainID,
            accountNumber: accountNumber)
    }

    /// The bytes that a signer of mode LEGACY_AMINO_JSON signs.
    package func aminoSignBytes(
        chainID: String, accountNumber: UInt64, sequence: UInt64
    ) throws(ChainError) -> Bytes {
        guard !authInfo.hasTip else { throw .notSignable("tips have no amino form") }
        return try SignDocument.amino(
            body: body, fee: authInfo.fee, chainID: chainID, accountNumber: accountNumber,
            sequence: sequence)
    }

    /// The bytes that a signer of mode EIP_191 signs, over their Keccak-256.
    package func eip191SignBytes(
        chainID: String, accountNumber: UInt64, sequence: UInt64
    ) throws(ChainError) -> Bytes {
        SignDocument.eip191(
            amino: try aminoSignBytes(
                chainID: chainID, accountNumber: accountNumber, sequence: sequence))
    }
}
