import FoundationEssentials
package import SecretBase
import SecretWire
import SwiftProtobuf

extension TransactionDraft {
    /// Lays the transaction out, has `sign` sign it, and puts the signature in.
    ///
    /// `sign` returns r ‖ s, 64 bytes; the key stays with whoever holds it. The same draft, place
    /// and key give the same bytes. Throws what `sign` throws, and `.notSignable`.
    package func signed(
        by publicKey: PublicKey, mode: SignMode = .direct, at place: SigningPlace,
        sign: (SignBytes) throws -> Bytes
    ) throws -> SignedTransaction {
        let request = try signBytes(by: publicKey, mode: mode, at: place)
        let signature = try sign(request)
        let bytes = try raw(by: publicKey, mode: mode, at: place, signature: signature)
        return SignedTransaction(
            bytes: bytes, hash: TransactionHash(of: bytes), signBytes: request.bytes,
            signature: signature)
    }

    /// What the key signs.
    package func signBytes(
        by publicKey: PublicKey, mode: SignMode, at place: SigningPlace
    ) throws -> SignBytes {
        let bytes =
            switch mode {
            case .direct:
                SignDocument.direct(
                    bodyBytes: try bodyBytes(),
                    authInfoBytes: try authInfoBytes(
                        by: publicKey, mode: mode, sequence: place.sequence),
                    chainID: place.chainID, accountNumber: place.accountNumber)
            case .amino:
                try SignDocument.amino(
                    body: body, fee: wireFee, chainID: place.chainID,
                    accountNumber: place.accountNumber, sequence: place.sequence)
            }
        return SignBytes(mode: mode, bytes: bytes)
    }

    /// A transaction for simulation: laid out as when signed, with 64 zero bytes for a signature.
    package func unsigned(
        by publicKey: PublicKey, mode: SignMode = .direct, sequence: UInt64
    ) throws -> Bytes {
        let place = SigningPlace(chainID: "", accountNumber: 0, sequence: sequence)
        return try raw(
            by: publicKey, mode: mode, at: place, signature: Bytes(repeating: 0, count: 64))
    }

    /// The body as it is signed and sent.
    package func bodyBytes() throws -> Bytes { try body.serializedBytes() }

    /// One signer with its sequence, and the fee.
    package func authInfoBytes(
        by publicKey: PublicKey, mode: SignMode, sequence: UInt64
    ) throws -> Bytes {
        var signer = WireSignerInfo()
        signer.publicKey = publicKey.any
        signer.modeInfo.single.mode = mode.wire
        signer.sequence = sequence
        var info = WireAuthInfo()
        info.signerInfos = [signer]
        info.fee = wireFee
        return try info.serializedBytes()
    }

    private func raw(
        by publicKey: PublicKey, mode: SignMode, at place: SigningPlace, signature: Bytes
    ) throws -> Bytes {
        var raw: Bytes = []
        raw.appendField(1, try bodyBytes())
        raw.appendField(
            2, try authInfoBytes(by: publicKey, mode: mode, sequence: place.sequence))
        raw.appendField(3, signature)
        return raw
    }
}
