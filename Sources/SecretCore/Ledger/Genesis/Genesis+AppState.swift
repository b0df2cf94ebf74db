package import SecretBase
package import SecretWire
import SwiftProtobuf

/// The genesis as the network's files have it: one object, a member a module.
///
/// Sections of modules that this ledger does not have may be there as long as nothing is in them;
/// sections that are missing are as the network's program proposes them.
/// Source: chain specification §4.17; cosmos-sdk `types/module`, `Manager.InitGenesis`.
extension Genesis {
    /// 128 MiB of text and 64 levels; what is larger is no genesis.
    package static let textLimits = JSONValue.Limits(bytes: 128 << 20, depth: 64)

    /// Reads the `app_state` of a genesis file; `consensus` is what stands beside it there.
    package init(
        appState text: Bytes, chainID: String, time: Timestamp, consensus: CometConsensusParams?,
        initialHeight: Int64
    ) throws(GenesisError) {
        let json = try GenesisPlace("app_state").read {
            try JSONValue(parsing: text, limits: Self.textLimits)
        }
        try self.init(
            appState: json, chainID: chainID, time: time, consensus: consensus,
            initialHeight: initialHeight)
    }

    /// The same for JSON that is parsed already.
    package init(
        appState json: JSONValue, chainID: String, time: Timestamp,
        consensus: CometConsensusParams?, initialHeight: Int64
    ) throws(GenesisError) {
        self.init(
            chainID: chainID, time: time, consensus: consensus, initialHeight: initialHeight)
        let place = GenesisPlace("app_state")
        guard let members = json.members else { throw place.invalid("an object is wanted") }
        for member in members { try load(member, place[member.name]) }
        try check()
    }

    private mutating func load(
        _ member: JSONValue.Member, _ place: GenesisPlace
    ) throws(GenesisError) {
        if case .null = member.value { return }
        switch member.name {
        case "auth": auth = try place.decode(member.value)
        case "bank": bank = try place.decode(member.value)
        case "staking": staking = try place.decode(member.value)
        case "distribution": distribution = try place.decode(member.value)
        case "slashing": slashing = try place.decode(member.value)
        case "gov": gov = try place.decode(member.value)
        case "mint": mint = try place.decode(member.value)
        case "compute": compute = try place.decode(member.value)
        case "evidence": evidence = try place.decode(member.value)
        case "authz": authz = try place.decode(member.value)
        case "feegrant": feegrant = try place.decode(member.value)
        case "poet": poet = try place.decode(member.value)
        case "circuit": circuit = try place.decode(member.value)
        case "register": register = try place.decode(member.value)
        case "genutil": transactions = try Self.transactions(member.value, place)
        default: try AbsentModules.check(member, place)
        }
    }

    private static let transactionType = "cosmos.tx.v1beta1.Tx"

    private static func transactions(
        _ json: JSONValue, _ place: GenesisPlace
    ) throws(GenesisError) -> [Bytes] {
        guard let members = json.members else { throw place.invalid("an object is wanted") }
        var found: [Bytes] = []
        for member in members {
            try place.require(member.name == "gen_txs", "unknown field \"\(member.name)\"")
            if case .null = member.value { continue }
            guard let elements = member.value.array else {
                throw place["gen_txs"].invalid("a list is wanted")
            }
            for (index, element) in elements.enumerated() {
                found.append(
                    try place["gen_txs"][index].bytes(of: element, as: transactionType))
            }
        }
        return found
    }

    /// The object to write into a genesis file, its members in the order of their names.
    ///
    /// Throws where a section holds what its JSON has no form for.
    package var appState: JSONValue {
        get throws(GenesisError) {
            let place = GenesisPlace("app_state")
            var texts: [JSONValue] = []
            for transaction in transactions {
                texts.append(
                    try place["genutil"].json(of: transaction, as: Self.transactionType))
            }
            var present: [JSONValue.Member] = [
                .init("auth", try place["auth"].encode(auth)),
                .init("authz", try place["authz"].encode(authz)),
                .init("bank", try place["bank"].encode(bank)),
                .init("circuit", try place["circuit"].encode(circuit)),
                .init("compute", try place["compute"].encode(compute)),
                .init("distribution", try place["distribution"].encode(distribution)),
                .init("evidence", try place["evidence"].encode(evidence)),
                .init("feegrant", try place["feegrant"].encode(feegrant)),
                .init("genutil", ["gen_txs": .array(texts)]),
                .init("gov", try place["gov"].encode(gov)),
                .init("mint", try place["mint"].encode(mint)),
                .init("register", try place["register"].encode(register)),
                .init("slashing", try place["slashing"].encode(slashing)),
                .init("staking", try place["staking"].encode(staking)),
            ]
            // No other program knows this section.
            if !poet.isOff { present.append(.init("poet", try place["poet"].encode(poet))) }
            let all = present + AbsentModules.written
            return .object(all.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        }
    }
}

extension GenesisPlace {
    func decode<Section: Message>(_ json: JSONValue) throws(GenesisError) -> Section {
        let bytes = try bytes(of: json, as: Section.protoMessageName)
        return try read { try Section(serializedBytes: bytes) }
    }

    func encode(_ section: some Message) throws(GenesisError) -> JSONValue {
        let bytes: Bytes = try read { try section.serializedBytes() }
        return try json(of: bytes, as: type(of: section).protoMessageName)
    }

    /// Wire bytes of a message's JSON.
    func bytes(of json: JSONValue, as type: String) throws(GenesisError) -> Bytes {
        do {
            return try GatewayJSON.decode(json, as: type)
        } catch {
            if case .misfit(let path, let why) = error, !path.isEmpty {
                throw self[path].invalid(why)
            }
            throw invalid(error.description)
        }
    }

    func json(of bytes: Bytes, as type: String) throws(GenesisError) -> JSONValue {
        try read {
            try JSONValue(
                parsing: GatewayJSON.encode(bytes, as: type), limits: Genesis.textLimits)
        }
    }
}
