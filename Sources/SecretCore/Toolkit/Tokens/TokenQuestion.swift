internal import SecretBase
internal import SecretWire

/// What a holder may ask a token for.
enum TokenQuestion: Sendable {
    case balance
    case transfers(page: Int, pageSize: Int)
    case transactions(page: Int, pageSize: Int)

    /// The permission that a permit must name. Source: SNIP-24.
    var permission: String {
        switch self {
        case .balance: "balance"
        case .transfers, .transactions: "history"
        }
    }

    private var name: String {
        switch self {
        case .balance: "balance"
        case .transfers: "transfer_history"
        case .transactions: "transaction_history"
        }
    }

    private var paging: [JSONValue.Member] {
        switch self {
        case .balance: []
        case .transfers(let page, let pageSize), .transactions(let page, let pageSize):
            [.init("page", .number("\(page)")), .init("page_size", .number("\(pageSize)"))]
        }
    }

    /// The question of `holder` with a viewing key. Source: SNIP-20, SNIP-21.
    func json(holder: String, viewingKey: String) -> JSONValue {
        let who: [JSONValue.Member] = [
            .init("address", .string(holder)), .init("key", .string(viewingKey)),
        ]
        return .object([.init(name, .object(who + paging))])
    }

    /// The same with a permit, which says who asks. Source: SNIP-24.
    func json(permit: JSONValue) -> JSONValue {
        [
            "with_permit": [
                "permit": permit, "query": .object([.init(name, .object(paging))]),
            ]
        ]
    }
}
