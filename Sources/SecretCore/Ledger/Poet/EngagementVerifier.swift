package import SecretBase
package import SecretChain
import SecretCrypto
import SecretWire

/// Whoever judges quotes of one kind. Everything it goes by is in the block and in the state.
protocol EngagementVerifier: Sendable {
    /// The platform that vouches for `reportData` (32 bytes): 1 to 64 bytes that no other platform
    /// has. Throws why it does not.
    func platform(
        vouchingBy quote: Bytes, for reportData: Bytes, _ parameters: PoetParams, at time: Timestamp
    ) throws(LedgerFault) -> Bytes
}

/// Development networks: an ed25519 key of the parameters signs the report data.
///
/// The quote is the key (32 bytes) ‖ the signature (64); the key is the platform.
package struct DevelopmentAttester: EngagementVerifier {
    /// What a message names this kind of quote by.
    package static let collateralID = "development"

    func platform(
        vouchingBy quote: Bytes, for reportData: Bytes, _ parameters: PoetParams, at time: Timestamp
    ) throws(LedgerFault) -> Bytes {
        guard quote.count == 96 else {
            throw .refused(
                PoetError.invalidQuote, "wanted a key and a signature, 96 bytes, got \(quote.count)"
            )
        }
        let (key, signature) = (Bytes(quote.prefix(32)), Bytes(quote.suffix(64)))
        guard parameters.developmentAttesters.contains(where: { Bytes($0) == key }) else {
            throw .refused(
                PoetError.invalidQuote, "\(Hex.encode(key)) is no development attester")
        }
        let isValid = (try? Ed25519PublicKey(key))?.isValid(
            signature: signature, message: reportData)
        guard isValid == true else {
            throw .refused(PoetError.invalidQuote, "the signature is not of this report data")
        }
        return key
    }
}

/// Which kinds of quotes there are. Hardware's are refused until somebody can judge them.
enum EngagementVerifiers {
    static func verifier(for collateralID: String) -> (any EngagementVerifier)? {
        collateralID == DevelopmentAttester.collateralID ? DevelopmentAttester() : nil
    }
}

/// What a platform vouches for. Source: `spec/poet.md` 9.5.
package enum EngagementReport {
    /// SHA-256("poet/v1" ‖ chain id ‖ operator ‖ consensus key ‖ hash of the beacon's block ‖ its
    /// height, 8 bytes big-endian).
    package static func data(
        chainID: String, operator address: ValidatorAddress, consensusKey: Bytes,
        beaconHash: Bytes, beaconHeight: Int64
    ) -> Bytes {
        var text = Bytes("poet/v1".utf8) + Bytes(chainID.utf8)
        text += address.bytes
        text += consensusKey
        text += beaconHash
        text += Bytes(bigEndian: UInt64(bitPattern: beaconHeight))
        return Hash.sha256(text)
    }
}
