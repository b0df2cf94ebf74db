import FoundationEssentials
import SecretBase
import SecretWire

/// Source: cosmos-sdk `x/slashing/types/params.go`.
extension SlashingParams {
    /// The chain's words for what is wrong, nil when nothing is.
    var problem: String? {
        if signedBlocksWindow <= 0 {
            return "signed blocks window must be positive: \(signedBlocksWindow)"
        }
        return ParameterCheck.first(
            ParameterCheck.fraction(Dec(minSignedPerWindow), "min signed per window"),
            ParameterCheck.positive(downtimeJailDuration, "downtime jail duration"),
            ParameterCheck.fraction(Dec(slashFractionDoubleSign), "double sign slash fraction"),
            ParameterCheck.fraction(Dec(slashFractionDowntime), "downtime slash fraction"))
    }
}

extension SlashingMsgUpdateParams: ParameterUpdate {
    static var key: Bytes { SlashingKeys.parameters }
    var refusal: Refusal? { Self.unregistered(params.problem) }
}

extension Dec {
    /// The decimals of this module are scaled numbers as text, in a field of bytes.
    init?(_ scaled: Data) { self.init(wireText: String(decoding: scaled, as: UTF8.self)) }

    /// The number as those fields hold it.
    var data: Data { Data(wireText.utf8) }
}
