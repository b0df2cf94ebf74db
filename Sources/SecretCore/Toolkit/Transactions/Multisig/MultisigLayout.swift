internal import FoundationEssentials
internal import SecretBase
internal import SecretChain
internal import SecretWire
internal import SwiftProtobuf

/// A transaction of a multisig account as the chain reads it.
///
/// Source: chain specification §2.2: a bit for each member, one signature for each set bit, all in
/// amino mode.
struct MultisigLayout {
    let threshold: UInt32
    let members: [PublicKey]

    /// Nil for a key of another kind.
    init?(_ publicKey: PublicKey) {
        guard case .multisig(let threshold, let members) = publicKey else { return nil }
        self.threshold = threshold
        self.members = members
    }

    /// The `TxRaw`. `signatures` by the member's index; nil stands for 64 zero bytes each, of as
    /// many members as are needed, for a simulation.
    func raw(
        _ draft: TransactionDraft, sequence: UInt64, signatures: [Int: Bytes]?
    ) throws -> Bytes {
        let zeros = Bytes(repeating: 0, count: 64)
        let given =
            signatures
            ?? Dictionary(uniqueKeysWithValues: (0..<Int(threshold)).map { ($0, zeros) })
        let indices = given.keys.sorted()
        var single = WireModeInfo()
        single.single.mode = .legacyAminoJson
        var signer = WireSignerInfo()
        signer.publicKey = PublicKey.multisig(threshold: threshold, keys: members).any
        signer.sequence = sequence
        signer.modeInfo.multi.bitarray = bits(indices)
        signer.modeInfo.multi.modeInfos = indices.map { _ in single }
        var info = WireAuthInfo()
        info.signerInfos = [signer]
        info.fee = draft.wireFee
        var collected = MultisigMultiSignature()
        collected.signatures = indices.compactMap { given[$0].map { Data($0) } }
        var raw = WireTxRaw()
        raw.bodyBytes = Data(try draft.bodyBytes())
        raw.authInfoBytes = try info.serializedData()
        raw.signatures = [try collected.serializedData()]
        return try raw.serializedBytes()
    }

    /// The first member has the highest bit of the first byte.
    private func bits(_ indices: [Int]) -> MultisigCompactBitArray {
        var bytes = Bytes(repeating: 0, count: (members.count + 7) / 8)
        for index in indices { bytes[index / 8] |= 0x80 >> UInt8(index % 8) }
        var bits = MultisigCompactBitArray()
        bits.extraBitsStored = UInt32(members.count % 8)
        bits.elems = Data(bytes)
        return bits
    }
}
