internal import SecretClient
public import SecretWire

extension QueryService {
    /// A module's parameters, as the node writes them; those of all that it serves for nil.
    public func parameters(of module: String?) async throws -> ParameterDescription {
        let chain = try await chain()
        guard let module else {
            var served: [(String, JSONValue)] = []
            for (module, path) in Self.parameterPaths {
                do {
                    let answer = try await chain.get(path)
                    served.append((module, answer["params"] ?? answer))
                } catch let error as ClientError where error.saysNotServed { continue }
            }
            return .all(served)
        }
        guard let path = Self.parameterPaths.first(where: { $0.module == module })?.path else {
            throw QueryFailure.noParameters(module, known: Self.parameterPaths.map(\.module))
        }
        do {
            let answer = try await chain.get(path)
            return .one(module, answer["params"] ?? answer)
        } catch let error as ClientError where error.saysNotServed {
            throw QueryFailure.notServed(module)
        }
    }

    /// The modules whose parameters can be asked for.
    public static var modules: [String] { parameterPaths.map(\.module) }

    private static let parameterPaths: [(module: String, path: String)] = [
        ("auth", "/cosmos/auth/v1beta1/params"), ("bank", "/cosmos/bank/v1beta1/params"),
        ("compute", "/compute/v1beta1/params"), ("consensus", "/cosmos/consensus/v1/params"),
        ("distribution", "/cosmos/distribution/v1beta1/params"),
        ("gov", "/cosmos/gov/v1/params/voting"), ("mint", "/cosmos/mint/v1beta1/params"),
        ("poet", "/secret/poet/v1/params"), ("slashing", "/cosmos/slashing/v1beta1/params"),
        ("staking", "/cosmos/staking/v1beta1/params"),
    ]
}

/// `query params`.
public enum ParameterDescription: Answer {
    case one(String, JSONValue)
    case all([(String, JSONValue)])

    public var fields: AnswerValue {
        switch self {
        case .one(let module, let answer):
            ["module": .text(module), "params": .document(answer)]
        case .all(let modules):
            [
                "module": .null,
                "params": .object(modules.map { .init($0.0, .document($0.1)) }),
            ]
        }
    }

    public func text(in style: TextStyle) -> String {
        switch self {
        case .one(_, let answer): Self.lines(answer, style)
        case .all(let modules):
            modules.map { "\(style.bold($0.0))\n\(Self.lines($0.1, style))" }
                .joined(separator: "\n\n")
        }
    }

    private static func lines(_ answer: JSONValue, _ style: TextStyle) -> String {
        FieldList(rows(answer, "")).text(in: style)
    }

    /// A line for each plain value; what lies inside is named with points.
    private static func rows(_ value: JSONValue, _ prefix: String) -> [(String, String)] {
        (value.members ?? []).flatMap { member in
            let name = prefix + member.name
            if member.value.members != nil { return rows(member.value, name + ".") }
            let items = member.value.array?.map { coin in
                (coin["amount"]?.string ?? coin.string ?? coin.text())
                    + (coin["denom"]?.string ?? "")
            }
            return [
                (name, items?.joined(separator: " ") ?? member.value.string ?? member.value.text())
            ]
        }
    }
}
