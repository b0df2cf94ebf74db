internal import Foundation
internal import SecretBase
internal import SecretWire
internal import SwiftProtobuf

extension CometValidator {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        address = try reader.hex("address")
        pubKey = try CometCryptoPublicKey(rpc: reader.member("pub_key"))
        votingPower = try reader.number("voting_power")
        proposerPriority = try reader.number("proposer_priority")
    }
}

extension CometValidatorSet {
    /// The total of the powers is reckoned anew; CometBFT does not write it.
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        for validator in try reader.list("validators") {
            let one = try CometValidator(rpc: validator)
            let (sum, overflow) = totalVotingPower.addingReportingOverflow(one.votingPower)
            guard !overflow else { throw reader.misfit("validators", "have too much power") }
            totalVotingPower = sum
            validators.append(one)
        }
        if let proposer = reader.optional("proposer") {
            self.proposer = try CometValidator(rpc: proposer)
        }
    }
}

extension CometCryptoPublicKey {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        let key = try reader.member("value").base64(bytesMax: 64)
        switch try reader.text("type") {
        case "tendermint/PubKeyEd25519": ed25519 = key
        case "tendermint/PubKeySecp256k1": secp256K1 = key
        case let type: throw reader.misfit("type", "is '\(type)', which is no public key")
        }
    }
}
