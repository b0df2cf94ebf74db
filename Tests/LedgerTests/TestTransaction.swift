import FoundationEssentials
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import SwiftProtobuf

/// A transaction to lay out in every right and wrong way.
struct TestTransaction {
    struct Signer {
        var key: TestKey
        var sequence: UInt64
        var accountNumber: UInt64
        var mode: WireSignMode = .direct
        /// The key that the signer info names; nil leaves it out.
        var shownKey: PublicKey?
        /// Taken instead of a real signature.
        var signature: Bytes?

        init(_ key: TestKey, sequence: UInt64, accountNumber: UInt64) {
            self.key = key
            self.sequence = sequence
            self.accountNumber = accountNumber
            shownKey = key.publicKey
        }
    }

    var messages: [Google_Protobuf_Any]
    var signers: [Signer]
    var memo = ""
    var fee: [(denom: String, amount: String)] = [("uscrt", "5000")]
    var gas: UInt64 = 200_000
    var timeoutHeight: UInt64 = 0
    var payer = ""
    var granter = ""
    var chainID = "secretdev-1"
    var extensionOptions: [Google_Protobuf_Any] = []
    var hasFee = true
    /// Cuts or extends the list of signatures after signing.
    var signatureCount: Int?

    var body: WireTxBody {
        var body = WireTxBody()
        body.messages = messages
        body.memo = memo
        body.timeoutHeight = timeoutHeight
        body.extensionOptions = extensionOptions
        return body
    }

    var wireFee: WireFee {
        var wire = WireFee()
        wire.amount = fee.map { denom, amount in
            var coin = WireCoin()
            coin.denom = denom
            coin.amount = amount
            return coin
        }
        wire.gasLimit = gas
        wire.payer = payer
        wire.granter = granter
        return wire
    }

    func bytes() throws -> Bytes {
        var info = WireAuthInfo()
        info.signerInfos = signers.map { signer in
            var wire = WireSignerInfo()
            if let key = signer.shownKey { wire.publicKey = key.any }
            wire.modeInfo.single.mode = signer.mode
            wire.sequence = signer.sequence
            return wire
        }
        if hasFee { info.fee = wireFee }
        let infoBytes: Bytes = try info.serializedBytes()
        let bodyBytes: Bytes = try body.serializedBytes()
        var raw = WireTxRaw()
        raw.bodyBytes = Data(bodyBytes)
        raw.authInfoBytes = Data(infoBytes)
        raw.signatures = try signers.map { signer in
            if let signature = signer.signature { return Data(signature) }
            let signed = try signBytes(signer, bodyBytes, infoBytes)
            return Data(
                try signer.key.sign(
                    digest: signer.mode == .eip191
                        ? Keccak256.digest(signed) : Hash.sha256(signed)))
        }
        if let count = signatureCount {
            let last = raw.signatures.last ?? Data(repeating: 0, count: 64)
            while raw.signatures.count < count { raw.signatures.append(last) }
            raw.signatures = Array(raw.signatures.prefix(count))
        }
        return try raw.serializedBytes()
    }

    private func signBytes(_ signer: Signer, _ body: Bytes, _ info: Bytes) throws -> Bytes {
        if signer.mode == .legacyAminoJson || signer.mode == .eip191 {
            let amino = try SignDocument.amino(
                body: self.body, fee: wireFee, chainID: chainID,
                accountNumber: signer.accountNumber, sequence: signer.sequence)
            return signer.mode == .eip191 ? SignDocument.eip191(amino: amino) : amino
        }
        return SignDocument.direct(
            bodyBytes: body, authInfoBytes: info, chainID: chainID,
            accountNumber: signer.accountNumber)
    }
}
