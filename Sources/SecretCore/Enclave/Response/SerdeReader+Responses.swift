import SecretBase
import SecretChain

/// The responses of both dialects. Source: enclave protocol §5.6.
extension SerdeReader {
    private static let legacyShape = Shape(
        "struct ContractResult", "messages", "log", "data", optional: ["data"], isStrict: true)
    private static let responseShape = Shape(
        "struct Response", "messages", "attributes", "events", "data", optional: ["data"],
        isStrict: true)
    private static let packetShape = Shape(
        "struct IbcReceiveResponse", "acknowledgement", "messages", "attributes", "events",
        isStrict: true)
    private static let channelShape = Shape("struct Ibc3ChannelOpenResponse", "version")
    private static let attributeShape = Shape(
        "struct LogAttribute", "key", "value", "encrypted", optional: ["encrypted"])
    private static let eventShape = Shape("struct Event", "type", "attributes")
    private static let subMessageShape = Shape(
        "struct SubMsg", "id", "msg", "gas_limit", "reply_on", "was_msg_encrypted",
        optional: ["gas_limit", "was_msg_encrypted"])

    mutating func legacyResponse() throws(SerdeFault) -> ContractResponse {
        var response = ContractResponse()
        try structure(Self.legacyShape) { reader, member throws(SerdeFault) in
            switch member {
            case 0:
                response.messages = try reader.list { reader throws(SerdeFault) in
                    ContractSubMessage(
                        id: 0, message: try reader.legacyMessage(), gasLimit: nil, replyOn: .never,
                        wasEncrypted: false)
                }
            case 1: response.attributes = try reader.attributes()
            default: response.data = try reader.optionalBinary()
            }
        }
        return response
    }

    mutating func response() throws(SerdeFault) -> ContractResponse {
        var response = ContractResponse()
        try structure(Self.responseShape) { reader, member throws(SerdeFault) in
            if member == 3 {
                response.data = try reader.optionalBinary()
            } else {
                try reader.part(member, of: &response)
            }
        }
        return response
    }

    mutating func packetResponse() throws(SerdeFault) -> ContractOutput {
        var response = ContractResponse()
        var acknowledgement: Bytes = []
        try structure(Self.packetShape) { reader, member throws(SerdeFault) in
            if member == 0 {
                acknowledgement = try reader.binary()
            } else {
                try reader.part(member - 1, of: &response)
            }
        }
        return .packet(acknowledgement: acknowledgement, response)
    }

    mutating func channelVersion() throws(SerdeFault) -> String? {
        try optional { reader throws(SerdeFault) in
            var version = ""
            try reader.structure(Self.channelShape) { reader, _ throws(SerdeFault) in
                version = try reader.text()
            }
            return version
        }
    }

    /// Messages, attributes, events: members 0 to 2.
    private mutating func part(
        _ member: Int, of response: inout ContractResponse
    ) throws(SerdeFault) {
        switch member {
        case 0:
            response.messages = try list { reader throws(SerdeFault) in try reader.subMessage() }
        case 1: response.attributes = try attributes()
        default:
            response.events = try list { reader throws(SerdeFault) in
                var event = ContractEvent(type: "", attributes: [])
                try reader.structure(Self.eventShape) { reader, member throws(SerdeFault) in
                    if member == 0 {
                        event.type = try reader.text()
                    } else {
                        event.attributes = try reader.attributes()
                    }
                }
                return event
            }
        }
    }

    mutating func optionalBinary() throws(SerdeFault) -> Bytes? {
        try optional { reader throws(SerdeFault) in try reader.binary() }
    }

    private mutating func attributes() throws(SerdeFault) -> [ContractAttribute] {
        try list { reader throws(SerdeFault) in
            var attribute = ContractAttribute(key: "", value: "", isEncrypted: true)
            try reader.structure(Self.attributeShape) { reader, member throws(SerdeFault) in
                switch member {
                case 0: attribute.key = try reader.text()
                case 1: attribute.value = try reader.text()
                default: attribute.isEncrypted = try reader.boolean()
                }
            }
            return attribute
        }
    }

    private mutating func subMessage() throws(SerdeFault) -> ContractSubMessage {
        var message = ContractSubMessage(
            id: 0, message: .finalizeTransaction, gasLimit: nil, replyOn: .never,
            wasEncrypted: false)
        try structure(Self.subMessageShape) { reader, member throws(SerdeFault) in
            switch member {
            case 0: message.id = try reader.unsigned()
            case 1: message.message = try reader.message()
            case 2:
                message.gasLimit = try reader.optional { reader throws(SerdeFault) in
                    try reader.unsigned()
                }
            case 3: message.replyOn = try reader.replyOn()
            default: message.wasEncrypted = try reader.boolean()
            }
        }
        return message
    }

    private mutating func replyOn() throws(SerdeFault) -> ContractSubMessage.ReplyOn {
        let choices: [ContractSubMessage.ReplyOn] = [.always, .error, .success, .never]
        return choices[try name(of: choices.map(\.rawValue))]
    }
}
