internal import SecretBase
internal import SecretNode
internal import SecretWire

extension DevnetService {
    /// What is done to a validator.
    public enum ValidatorOrder: Sendable {
        /// It signs no more, for so many blocks or until it is restored.
        case silence(blocks: Int64?)
        case restore
        case jail
    }

    /// Does it to the validator of this operator address, moniker or index.
    public func order(
        _ order: ValidatorOrder, _ validator: String, by consent: Consent
    ) async throws -> DevnetChange {
        let door = try await door()
        var body: [JSONValue.Member] = [.init("validator", .string(validator))]
        let kind: DevnetDoor.Order
        switch order {
        case .silence(let blocks):
            kind = .silence
            if let blocks { body.append(.init("blocks", .number("\(blocks)"))) }
        case .restore: kind = .restore
        case .jail: kind = .jail
        }
        var change = DevnetChange(order: kind.rawValue)
        change.validator = validator
        if case .silence(let blocks) = order { change.blocks = blocks }
        guard !consent.isRehearsal else { return change }
        let (answer, height) = try await door.ask(kind.path, .object(body))
        change.height = height
        change.validator = answer["operator_address"]?.string ?? validator
        change.moniker = answer["moniker"]?.string
        return change
    }

    /// Makes blocks, as fast as the node can.
    public func mine(_ count: Int64, by consent: Consent) async throws -> DevnetChange {
        let door = try await door()
        var change = DevnetChange(order: DevnetDoor.Order.mine.rawValue)
        change.blocks = count
        guard !consent.isRehearsal else { return change }
        var left = count
        while left > 0 {
            let (answer, height) = try await door.ask(
                DevnetDoor.Order.mine.path, ["count": .number("\(left)")])
            guard let mined = answer["mined"]?.numberText.flatMap({ Int64($0) }), mined > 0 else {
                throw DevnetError.refused("it mined no block")
            }
            left -= mined
            change.height = height
        }
        return change
    }

    /// Has the chain's clock jump ahead.
    public func warp(_ duration: DevnetDuration, by consent: Consent) async throws -> DevnetChange {
        let door = try await door()
        var change = DevnetChange(order: DevnetDoor.Order.warp.rawValue)
        change.seconds = duration.seconds
        guard !consent.isRehearsal else { return change }
        let (answer, height) = try await door.ask(
            DevnetDoor.Order.warp.path, ["seconds": .number("\(duration.seconds)")])
        change.height = height
        change.time = answer["time"]?.string
        return change
    }

    /// Blocks that one order may ask for.
    public static var blocksMax: Int64 { DevnetDoor.blocksMax }
}

/// A length of time as words: a number and `s`, `m`, `h` or `d`, e.g. `90s` or `21d`.
public struct DevnetDuration: Hashable, Sendable {
    public let seconds: Int64

    /// nil for anything else, and beyond ten years.
    public init?(_ text: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let last = text.last, let unit = units[last] else { return nil }
        let digits = text.dropLast()
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let count = Int64(digits), (1...DevnetDoor.secondsMax).contains(count * unit)
        else { return nil }
        seconds = count * unit
    }
}

/// What a development node did on an order.
public struct DevnetChange: Answer {
    let order: String
    var validator: String?
    var moniker: String?
    var blocks: Int64?
    var seconds: Int64?
    var time: String?
    /// The last block's; nil where it was only rehearsed.
    var height: Int64?

    init(order: String) { self.order = order }

    public var fields: AnswerValue {
        var fields: AnswerValue = ["done": .flag(height != nil), "order": .text(order)]
        if let validator { fields = fields.adding([.init("validator", .text(validator))]) }
        if let moniker { fields = fields.adding([.init("moniker", .text(moniker))]) }
        if let blocks { fields = fields.adding([.init("blocks", .integer(blocks))]) }
        if let seconds { fields = fields.adding([.init("seconds", .integer(seconds))]) }
        if let time { fields = fields.adding([.init("time", .text(time))]) }
        return fields.adding([.init("height", height.map { .integer($0) } ?? .null)])
    }

    public func text(in style: TextStyle) -> String {
        var lines = [("order", order)]
        if let validator {
            lines.append(("validator", moniker.map { "\(validator) (\($0))" } ?? validator))
        }
        if let blocks { lines.append(("blocks", "\(blocks)")) }
        if let seconds { lines.append(("seconds", "\(seconds)")) }
        if let time { lines.append(("time", time)) }
        lines.append(("height", height.map { "\($0)" } ?? "nothing was changed (dry run)"))
        return FieldList(lines).text(in: style)
    }
}
