internal import SecretBase
internal import SecretChain
internal import SecretWire

/// The faucet's HTTP answers, as the network's local image gives them.
///
/// `GET /faucet?address=…` → `{"txhash": …}`; `GET /status` → `{"faucet_address": …, "amount": …}`.
package struct FaucetDoor: Sendable {
    private let faucet: Faucet

    package init(_ faucet: Faucet) {
        self.faucet = faucet
    }

    package func answer(_ request: WebRequest) async -> WebAnswer {
        guard request.method == "GET" || request.method == "HEAD" else {
            return Self.failure(405, "only GET is served")
        }
        switch request.path {
        case "/", "/status":
            return Self.json(
                200,
                [
                    ("faucet_address", faucet.address.description),
                    ("amount", "\(Faucet.amount.uscrt)"),
                ])
        case "/faucet": return await give(request)
        default: return Self.failure(404, "there is /status and /faucet?address=ADDRESS")
        }
    }

    private func give(_ request: WebRequest) async -> WebAnswer {
        let pairs = request.query.split(separator: "&")
        guard let pair = pairs.first(where: { $0.hasPrefix("address=") }), pair.count > 8 else {
            return Self.failure(400, "address is required")
        }
        let receiver: Address
        do {
            receiver = try Address(String(pair.dropFirst("address=".count)))
        } catch {
            return Self.failure(400, "\(error)")
        }
        do {
            return Self.json(200, [("txhash", try await faucet.give(to: receiver).description)])
        } catch {
            return Self.failure(500, "\(error)")
        }
    }

    private static func failure(_ status: Int, _ text: String) -> WebAnswer {
        json(status, [("error", text)])
    }

    private static func json(_ status: Int, _ members: [(String, String)]) -> WebAnswer {
        let object = JSONValue.object(members.map { JSONValue.Member($0.0, .string($0.1)) })
        return WebAnswer(status: status, body: object.bytes(.compact))
    }
}
