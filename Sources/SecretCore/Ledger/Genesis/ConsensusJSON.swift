import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import SwiftProtobuf

/// Consensus parameters and validators in the JSON of the consensus engine.
///
/// Source: CometBFT `types/params.go`, `types/genesis.go`, `libs/json`.
enum ConsensusJSON {
    private static let keyType = "tendermint/PubKeyEd25519"

    /// Parts that are missing are as the engine has them by itself.
    static func params(
        _ json: JSONValue, _ place: GenesisPlace
    ) throws(GenesisError) -> CometConsensusParams {
        var params = CometConsensusParams.usual
        func read(_ part: String, _ name: String, _ usual: Int64) throws(GenesisError) -> Int64 {
            guard let number = GenesisFile.number(json[part]?[name], absent: usual) else {
                throw place[part][name].invalid("a number is wanted")
            }
            return number
        }
        params.block.maxBytes = try read("block", "max_bytes", params.block.maxBytes)
        params.block.maxGas = try read("block", "max_gas", params.block.maxGas)
        params.evidence.maxAgeNumBlocks = try read(
            "evidence", "max_age_num_blocks", params.evidence.maxAgeNumBlocks)
        let nanoseconds = try read("evidence", "max_age_duration", 172_800_000_000_000)
        params.evidence.maxAgeDuration.seconds = nanoseconds / 1_000_000_000
        params.evidence.maxAgeDuration.nanos = Int32(nanoseconds % 1_000_000_000)
        params.evidence.maxBytes = try read("evidence", "max_bytes", params.evidence.maxBytes)
        let version = try read("version", "app", 0)
        guard version >= 0 else { throw place["version"]["app"].invalid("it is negative") }
        params.version.app = UInt64(version)
        params.abci.voteExtensionsEnableHeight = try read(
            "abci", "vote_extensions_enable_height", 0)
        if let types = json["validator"]?["pub_key_types"]?.array {
            params.validator.pubKeyTypes = types.map { $0.string ?? "" }
        }
        return params
    }

    static func json(of params: CometConsensusParams) -> JSONValue {
        func text(_ number: some BinaryInteger) -> JSONValue { .string("\(number)") }
        let age = params.evidence.maxAgeDuration
        let nanoseconds = Int128(age.seconds) * 1_000_000_000 + Int128(age.nanos)
        return [
            "block": [
                "max_bytes": text(params.block.maxBytes), "max_gas": text(params.block.maxGas),
            ],
            "evidence": [
                "max_age_num_blocks": text(params.evidence.maxAgeNumBlocks),
                "max_age_duration": text(nanoseconds),
                "max_bytes": text(params.evidence.maxBytes),
            ],
            "validator": [
                "pub_key_types": .array(params.validator.pubKeyTypes.map { .string($0) })
            ],
            "version": ["app": text(params.version.app)],
            "abci": [
                "vote_extensions_enable_height": text(params.abci.voteExtensionsEnableHeight)
            ],
        ]
    }

    static func validators(
        _ json: JSONValue, _ place: GenesisPlace
    ) throws(GenesisError) -> [ValidatorUpdate] {
        guard json != .null else { return [] }
        guard let elements = json.array else { throw place.invalid("a list is wanted") }
        var found: [ValidatorUpdate] = []
        for (index, element) in elements.enumerated() {
            let place = place[index]
            guard element["pub_key"]?["type"]?.string == keyType else {
                throw place["pub_key"].invalid("a key of type \(keyType) is wanted")
            }
            let key = try place["pub_key"].read {
                try Base64.decode(element["pub_key"]?["value"]?.string ?? "", bytesMax: 32)
            }
            try place["pub_key"].require(key.count == 32, "32 bytes are wanted")
            guard let power = GenesisFile.number(element["power"], absent: 0), power > 0 else {
                throw place["power"].invalid("a positive number is wanted")
            }
            found.append(ValidatorUpdate(publicKey: key, power: power))
        }
        return found
    }

    static func json(of validators: [ValidatorUpdate]) -> JSONValue {
        .array(
            validators.map { validator in
                let address = Bytes(Hash.sha256(validator.publicKey).prefix(20))
                return [
                    "address": .string(Hex.encodeUpper(address)),
                    "pub_key": [
                        "type": .string(keyType),
                        "value": .string(Base64.encode(validator.publicKey)),
                    ],
                    "power": .string(String(validator.power)), "name": "",
                ]
            })
    }
}
