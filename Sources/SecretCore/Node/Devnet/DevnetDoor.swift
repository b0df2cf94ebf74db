internal import SecretBase
internal import SecretChain
internal import SecretLedger
internal import SecretWire

/// A developer's door beside the network's routes: only this machine may come in.
///
/// `POST /secretctl/devnet/v1/balances` `{"address": …, "balances": [{"denom": …, "amount": …}]}`
/// → `{"height": …}`; the other orders are in `DevnetDoor+Orders`. Errors have the gateway's form.
package struct DevnetDoor: Sendable {
    package static let balancesPath = "/secretctl/devnet/v1/balances"
    /// A request must carry it: the pages of a browser on this machine cannot.
    package static let header = "x-secretctl-devnet"
    private static let prefix: Substring = "/secretctl/devnet/"

    let node: EmbeddedNode

    package init(_ node: EmbeddedNode) { self.node = node }

    static func serves(_ path: Substring) -> Bool { path.hasPrefix(prefix) }

    package func answer(_ request: WebRequest) async -> WebAnswer {
        let order = Order(path: request.path)
        guard request.path == Self.balancesPath[...] || order != nil, request.method == "POST"
        else {
            return RESTErrors.unknownPath
        }
        guard request.isLocal, request.header(Self.header) != nil else {
            return Self.failure(403, 7, "only a program on the node's own machine may do this")
        }
        if let order { return await answer(order, request.body) }
        return await setBalances(request.body)
    }

    private func setBalances(_ body: Bytes) async -> WebAnswer {
        let order: DevnetOrder
        do { order = try Self.order(body) } catch {
            return Self.failure(400, 3, "\(error)")
        }
        do {
            let height = try await node.carryOut(order)
            let answer: JSONValue = ["height": .number("\(height)")]
            return WebAnswer(status: 200, body: answer.bytes())
        } catch {
            if case .orderRefused(let why) = error { return Self.failure(400, 3, why) }
            return Self.failure(503, 14, "\(error)")
        }
    }

    private static func order(_ body: Bytes) throws -> DevnetOrder {
        let json = try JSONValue(parsing: body)
        guard let address = json["address"]?.string, let entries = json["balances"]?.array else {
            throw WireError.misfit("", "wanted an address and balances")
        }
        let coins = try entries.map { entry in
            guard let denom = entry["denom"]?.string,
                let amount = entry["amount"]?.string.flatMap({ Int256($0) })
            else { throw WireError.misfit("balances", "wanted denom and amount, both texts") }
            return try Coin(denom: denom, amount: amount)
        }
        guard !coins.isEmpty else { throw WireError.misfit("balances", "is empty") }
        return .setBalances(coins, of: try Address(address))
    }

    static func failure(_ status: Int, _ code: Int, _ message: String) -> WebAnswer {
        WebAnswer(status: status, body: RESTErrors.body(code, message))
    }
}
