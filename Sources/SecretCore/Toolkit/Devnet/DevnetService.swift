public import SecretBase
public import SecretChain
internal import SecretClient
internal import SecretNode
internal import SecretWire

/// What only a local development node does for its developer.
public struct DevnetService: Sendable {
    let tools: Toolbox

    /// Has an account hold exactly these amounts; zero takes a denomination away. Others stay.
    public func setBalances(
        _ balances: [Coin], of account: String, by consent: Consent
    ) async throws -> DevnetBalances {
        let address = try tools.account(named: account)
        guard !balances.isEmpty else {
            throw TransactionFailure.malformed("the amounts", why: "wanted one or more")
        }
        let door = try await door()
        guard !consent.isRehearsal else {
            return DevnetBalances(address: address, balances: balances, height: nil)
        }
        let body: JSONValue = [
            "address": .string("\(address)"),
            "balances": .array(
                balances.map {
                    ["denom": .string($0.denom), "amount": .string("\($0.amount)")]
                }),
        ]
        let answer = try await door.ask(DevnetDoor.balancesPath, body)
        return DevnetBalances(address: address, balances: balances, height: answer.height)
    }

    /// The door of the node that the settings name, which must be on this machine and of the
    /// profile's chain.
    func door() async throws -> OpenDoor {
        let url = try NodeURL(tools.settings.nodeURL())
        guard url.isLocal else { throw DevnetError.notLocal("\(url)") }
        let seconds = Double(try tools.settings.timeoutSeconds())
        let chain = LCDClient(
            url, limits: TransportLimits(connectSeconds: seconds, totalSeconds: seconds))
        try await chain.requireChain(tools.settings.network().chainID)
        return OpenDoor(url: url, chain: chain)
    }

    /// Where orders are given.
    struct OpenDoor {
        let url: NodeURL
        let chain: LCDClient

        /// Gives an order; throws `DevnetError` where the node does not obey.
        func ask(
            _ path: String, _ body: JSONValue
        ) async throws -> (json: JSONValue, height: Int64) {
            let answer: JSONValue
            do {
                answer = try await chain.post(path, body, header: "\(DevnetDoor.header): 1")
            } catch let error as ClientError {
                guard case .answered(let status, _, let message, _) = error else { throw error }
                switch status {
                case 400: throw DevnetError.refused(message)
                case 404, 501: throw DevnetError.notServed("\(url)")
                default: throw error
                }
            }
            guard let height = answer["height"]?.numberText.flatMap({ Int64($0) }) else {
                throw ClientError.garbage(path: path, why: "has no height")
            }
            return (answer, height)
        }
    }
}

/// Why a development node does not do what its developer wants.
public enum DevnetError: Failure, Equatable {
    case notLocal(String)
    case notServed(String)
    case refused(String)

    public var code: String {
        switch self {
        case .notLocal: "not_local"
        case .notServed: "not_a_development_node"
        case .refused: "refused_by_node"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .notLocal, .notServed: .refused
        case .refused: .usage
        }
    }

    public var description: String {
        switch self {
        case .notLocal(let url): "\(url) is not on this machine: only a node of your own obeys"
        case .notServed(let url): "\(url) is no development node of this program"
        case .refused(let why): "the node refuses: \(why)"
        }
    }

    public var hint: String? {
        switch self {
        case .notLocal, .notServed: "'secretctl node run' starts one"
        case .refused: nil
        }
    }
}

/// An account's balances as they were set.
public struct DevnetBalances: Answer {
    let address: Address
    let balances: [Coin]
    /// Of the block that did it; nil where it was only rehearsed.
    let height: Int64?

    public var fields: AnswerValue {
        [
            "done": .flag(height != nil), "address": .text("\(address)"),
            "balances": .coins(balances), "height": height.map { .integer($0) } ?? .null,
        ]
    }

    public func text(in style: TextStyle) -> String {
        let amounts = balances.map { Money.text($0) }.joined(separator: ", ")
        return FieldList([
            ("account", "\(address)"), ("holds", amounts),
            ("height", height.map { "\($0)" } ?? "nothing was changed (dry run)"),
        ]).text(in: style)
    }
}

extension Toolbox {
    /// A local development node's own doors.
    public var devnet: DevnetService { DevnetService(tools: self) }
}
