import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// What a signer put into a transaction: one signature, or a multisig's.
///
/// Source: chain specification §1.5, §2.1.
indirect enum SignatureData: Sendable {
    case single(mode: WireSignMode, signature: Bytes)
    case multi(bits: SignerBits, members: [SignatureData])

    /// Joins what the auth info says of a signer with the signature that the transaction carries.
    /// Throws a text where they do not fit.
    init(_ info: WireModeInfo, _ signature: Bytes) throws(SignatureFault) {
        switch info.sum {
        case .single(let single): self = .single(mode: single.mode, signature: signature)
        case .multi(let multi):
            let wire: MultisigMultiSignature
            do {
                wire = try MultisigMultiSignature(serializedBytes: signature)
            } catch {
                throw SignatureFault(text: "\(error)")
            }
            guard wire.unknownFields.data.isEmpty else {
                throw SignatureFault(
                    text: "rejecting unrecognized fields found in MultiSignature")
            }
            guard wire.signatures.count >= multi.modeInfos.count else {
                throw SignatureFault(
                    text: "index out of range [\(wire.signatures.count)] with length "
                        + "\(wire.signatures.count)")
            }
            var members: [SignatureData] = []
            for (info, signature) in zip(multi.modeInfos, wire.signatures) {
                members.append(try SignatureData(info, Bytes(signature)))
            }
            self = .multi(bits: SignerBits(multi.bitarray), members: members)
        case nil: throw SignatureFault(text: "got empty SignatureData")
        }
    }

    /// Whether every signature in it is over amino JSON, which tells the sequence too.
    var isAminoOnly: Bool {
        switch self {
        case .single(let mode, _): mode == .legacyAminoJson
        case .multi(_, let members): members.allSatisfy(\.isAminoOnly)
        }
    }

    /// Whether a signature is still missing, as clients leave it when they simulate.
    var isIncomplete: Bool {
        switch self {
        case .single(_, let signature): signature.isEmpty
        case .multi(_, let members): members.isEmpty || members.contains(where: \.isIncomplete)
        }
    }

    /// The signatures as `tx.signature` events show them: members first, then all as one.
    var shown: [Bytes] {
        switch self {
        case .single(_, let signature): return [signature]
        case .multi(_, let members):
            var parts = members.flatMap(\.shown)
            var joined = MultisigMultiSignature()
            joined.signatures = parts.map { Data($0) }
            // A message of byte strings always serialises.
            if let bytes: Bytes = try? joined.serializedBytes() { parts.append(bytes) }
            return parts
        }
    }
}

/// Why a signature cannot be read or is not valid, in the chain's words.
struct SignatureFault: Error, Hashable {
    let text: String
}

/// Which members of a multisig signed. Source: chain specification §1.5.
struct SignerBits: Hashable, Sendable {
    /// How many members there are.
    let count: Int
    private let bytes: Bytes

    init(_ wire: MultisigCompactBitArray) {
        bytes = Bytes(wire.elems)
        let extra = Int(wire.extraBitsStored)
        count = extra == 0 ? bytes.count * 8 : (bytes.count - 1) * 8 + extra
    }

    /// As it lies on the wire.
    var wire: MultisigCompactBitArray {
        var wire = MultisigCompactBitArray()
        wire.extraBitsStored = UInt32(count % 8)
        wire.elems = Data(bytes)
        return wire
    }

    /// Bit `index` counts from the highest bit of the first byte.
    subscript(index: Int) -> Bool {
        guard index >= 0, index < count, index / 8 < bytes.count else { return false }
        return bytes[index / 8] & (1 << (7 - index % 8)) != 0
    }

    /// The members who signed, ascending.
    var members: [Int] { (0..<max(count, 0)).filter { self[$0] } }
}
