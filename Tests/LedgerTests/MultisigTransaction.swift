import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// A transaction of a multisig account, signed by some of its members.
struct MultisigTransaction {
    let keys: [TestKey]
    let group: PublicKey
    /// Indices of the members who sign.
    let signing: [Int]
    let sequence: UInt64
    let accountNumber: UInt64
    let message: Google_Protobuf_Any

    func bytes() throws -> Bytes {
        let shape = TestTransaction(messages: [message], signers: [])
        var info = WireAuthInfo()
        info.fee = shape.wireFee
        info.signerInfos = [signerInfo]
        let signed = try SignDocument.amino(
            body: shape.body, fee: shape.wireFee, chainID: shape.chainID,
            accountNumber: accountNumber, sequence: sequence)
        var signatures = MultisigMultiSignature()
        signatures.signatures = try signing.map { Data(try keys[$0].sign(signed)) }
        var raw = WireTxRaw()
        raw.bodyBytes = try shape.body.serializedData()
        raw.authInfoBytes = try info.serializedData()
        raw.signatures = [try signatures.serializedData()]
        return try raw.serializedBytes()
    }

    private var signerInfo: WireSignerInfo {
        var bits = MultisigCompactBitArray()
        bits.extraBitsStored = UInt32(keys.count % 8)
        bits.elems = Data([signing.reduce(UInt8(0)) { $0 | 1 << (7 - $1) }])
        var single = WireModeInfo()
        single.single.mode = .legacyAminoJson
        var signer = WireSignerInfo()
        signer.publicKey = group.any
        signer.sequence = sequence
        signer.modeInfo.multi.bitarray = bits
        signer.modeInfo.multi.modeInfos = signing.map { _ in single }
        return signer
    }
}
