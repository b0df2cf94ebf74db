internal import SecretBase
internal import SecretChain
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// Orders about validators and time, each a `POST` below `/secretctl/devnet/v1/`:
///
/// `silence` `{"validator": NAME, "blocks": N}` (blocks may be missing), `restore` and `jail`
/// `{"validator": NAME}` → `{"height", "operator_address", "moniker"}`;
/// `mine` `{"count": N}` → `{"height", "mined"}`, fewer than asked for where a second is over;
/// `warp` `{"seconds": N}` → `{"height", "time"}`.
/// NAME is an operator address, a moniker, or the index of a local validator.
extension DevnetDoor {
    package enum Order: String, CaseIterable, Sendable {
        case silence, restore, jail, mine, warp

        package var path: String { "/secretctl/devnet/v1/\(rawValue)" }

        init?(path: Substring) {
            guard let order = Self.allCases.first(where: { $0.path == path }) else { return nil }
            self = order
        }
    }

    /// Blocks that one request may ask for.
    package static let blocksMax: Int64 = 100_000
    /// Ten years.
    package static let secondsMax: Int64 = 315_360_000

    func answer(_ order: Order, _ body: Bytes) async -> WebAnswer {
        do {
            let json = try JSONValue(parsing: body)
            let fields = try await carryOut(order, json)
            return WebAnswer(status: 200, body: JSONValue.object(fields).bytes())
        } catch NodeError.orderRefused(let why) {
            return Self.failure(400, 3, why)
        } catch let error as NodeError {
            return Self.failure(503, 14, "\(error)")
        } catch {
            return Self.failure(400, 3, "\(error)")
        }
    }

    private func carryOut(
        _ order: Order, _ json: JSONValue
    ) async throws -> [JSONValue.Member] {
        switch order {
        case .silence:
            let validator = try NamedValidator(json, in: node)
            let blocks = try Self.number(json, "blocks", 1...Int64.max, isOptional: true)
            let height = try await node.carryOut(.silence(validator.consensus, blocks: blocks))
            return validator.fields(at: height)
        case .restore:
            let validator = try NamedValidator(json, in: node)
            let height = try await node.carryOut(.restore(validator.consensus))
            return validator.fields(at: height)
        case .jail:
            let validator = try NamedValidator(json, in: node)
            let height = try await node.carryOut(DevnetOrder.jail(validator.operatorAddress))
            return validator.fields(at: height)
        case .mine:
            let count = try Self.number(json, "count", 1...Self.blocksMax) ?? 1
            let (height, mined) = try await node.mine(Int(count))
            return [.init("height", .number("\(height)")), .init("mined", .number("\(mined)"))]
        case .warp:
            let seconds = try Self.number(json, "seconds", 1...Self.secondsMax) ?? 1
            let height = try await node.carryOut(.warp(seconds: seconds))
            let block = try node.database.read { try $0.block(at: height) }
            let header = try block.map { try CometHeader(serializedBytes: $0.header) }
            let time = header.map { Timestamp($0.time).description } ?? ""
            return [.init("height", .number("\(height)")), .init("time", .string(time))]
        }
    }

    private static func number(
        _ json: JSONValue, _ name: String, _ range: ClosedRange<Int64>, isOptional: Bool = false
    ) throws -> Int64? {
        guard let member = json[name] else {
            guard !isOptional else { return nil }
            throw NodeError.orderRefused("wanted \(name)")
        }
        guard let number = member.numberText.flatMap({ Int64($0) }), range.contains(number) else {
            throw NodeError.orderRefused(
                "\(name): wanted a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

/// A validator as a developer names it.
struct NamedValidator {
    let operatorAddress: ValidatorAddress
    /// 20 bytes.
    let consensus: Bytes
    let moniker: String

    /// Reads the member `validator`. Throws `.orderRefused` where nobody, or more than one, is
    /// called so.
    init(_ json: JSONValue, in node: EmbeddedNode) throws {
        guard let name = json["validator"]?.numberText ?? json["validator"]?.string else {
            throw NodeError.orderRefused("wanted a validator")
        }
        let all = try Self.all(in: node)
        let found: [NamedValidator]
        if let index = Int(name), String(index) == name, index >= 0 {
            let addresses = node.validatorAddresses
            found = all.filter { index < addresses.count && $0.consensus == addresses[index] }
        } else {
            found = all.filter { $0.operatorAddress.description == name || $0.moniker == name }
        }
        guard let first = found.first else {
            throw NodeError.orderRefused("no validator is called \(name)")
        }
        guard found.count == 1 else {
            throw NodeError.orderRefused("\(found.count) validators are called \(name)")
        }
        self = first
    }

    private init(_ wire: StakingValidator) throws {
        operatorAddress = try ValidatorAddress(wire.operatorAddress)
        consensus = try PublicKey(wire.consensusPubkey).addressBytes
        moniker = wire.description_p.moniker
    }

    func fields(at height: Int64) -> [JSONValue.Member] {
        [
            .init("height", .number("\(height)")),
            .init("operator_address", .string(operatorAddress.description)),
            .init("moniker", .string(moniker)),
        ]
    }

    private static func all(in node: EmbeddedNode) throws -> [NamedValidator] {
        var request = StakingQueryValidatorsRequest()
        request.pagination.limit = 10_000
        let bytes: Bytes = try request.serializedBytes()
        let answer = try node.database.read { snapshot in
            try QueryRouter.network.answer(
                "/cosmos.staking.v1beta1.Query/Validators", bytes, state: snapshot,
                header: BlockHeaderInfo(chainID: node.settings.chainID, height: 1, time: .epoch))
        }
        return try StakingQueryValidatorsResponse(serializedBytes: answer).validators
            .map { try NamedValidator($0) }
    }
}
