import SecretBase
import SecretChain
import SecretWire

/// The module's one event, attributes in the chain's order. Source: SecretNetwork
/// `x/registration/internal/keeper/msg_server.go`.
extension Event {
    static func registered(_ nodeKey: Bytes, by signer: Party, seeds: Bytes) -> Event {
        Event(
            "message",
            [
                "module": "register", "signer": signer.text,
                "encrypted_seed": "0x" + Hex.encode(seeds), "node_id": "0x" + Hex.encode(nodeKey),
            ])
    }

    /// As the response of a registration shows its events: JSON of the chain's own making.
    static func text(of events: [Event]) -> String {
        JSONValue.array(
            events.map { event in
                [
                    "type": .string(event.type),
                    "attributes": .array(
                        event.attributes.map {
                            [
                                "key": .string($0.key), "value": .string($0.value),
                                "index": .bool(false),
                            ]
                        }),
                ]
            }
        ).text(.escaped)
    }
}
