import SecretWire

/// Sections of the network's genesis whose modules this ledger does not have.
///
/// A section that says nothing beyond what the network's program proposes for a new chain is passed
/// over; anything more would be lost, and is refused.
/// Source: chain specification §4.17; the modules' `types/genesis.go`.
enum AbsentModules {
    /// Sections that a genesis gets from this ledger, so that other tools find them.
    static let written: [JSONValue.Member] = [
        .init("cron", ["params": ["security_address": "", "limit": "5"], "scheduleList": []]),
        .init("emergencybutton", ["params": ["switch_status": "on", "pauser_address": ""]]),
        .init("upgrade", [:]),
        .init("vesting", [:]),
    ]

    /// What other sections hold on a new chain.
    private static let usual: [JSONValue.Member] =
        written + [
            .init("capability", ["index": "1", "owners": []]),
            .init("feeibc", [:]),
            .init("ibc", ibc),
            .init(
                "interchainaccounts",
                [
                    "controller_genesis_state": ["params": ["controller_enabled": .bool(true)]],
                    "host_genesis_state": [
                        "port": "icahost",
                        "params": ["host_enabled": .bool(true), "allow_messages": ["*"]],
                    ],
                ]),
            .init("packetfowardmiddleware", ["params": ["fee_percentage": "0.000000000000000000"]]),
            .init("params", [:]),
            .init(
                "transfer",
                [
                    "port_id": "transfer",
                    "params": ["send_enabled": .bool(true), "receive_enabled": .bool(true)],
                ]),
        ]

    private static let ibc: JSONValue = [
        "client_genesis": ["params": ["allowed_clients": ["*"]]],
        "connection_genesis": ["params": ["max_expected_time_per_block": "30000000000"]],
        "channel_genesis": [
            "params": [
                "upgrade_timeout": [
                    "height": ["revision_number": "0", "revision_height": "0"],
                    "timestamp": "600000000000",
                ]
            ]
        ],
    ]

    /// Throws for the first thing in a section that is neither empty nor usual.
    static func check(
        _ section: JSONValue.Member, _ place: GenesisPlace
    ) throws(GenesisError) {
        let known = usual.first { $0.name == section.name }
        try check(section.value, usual: known?.value, place)
    }

    private static func check(
        _ value: JSONValue, usual: JSONValue?, _ place: GenesisPlace
    ) throws(GenesisError) {
        switch value {
        case .null, .bool(false), .string(""), .array([]): return
        case .string, .number:
            guard value.numberText == "0" || value.numberText == usual?.numberText else {
                throw place.unsupported
            }
        case .bool, .array:
            guard value == usual else { throw place.unsupported }
        case .object(let members):
            for member in members {
                try check(member.value, usual: usual?[member.name], place[member.name])
            }
        }
    }
}
