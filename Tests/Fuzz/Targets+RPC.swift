import SecretBase
import SecretStorage

@testable import SecretNode

extension FuzzTarget {
    /// What clients of the JSON-RPC send.
    static func rpc() throws -> [FuzzTarget] {
        let calls = [
            #"{"jsonrpc":"2.0","id":1,"method":"block","params":{"height":"5"}}"#,
            #"[{"jsonrpc":"2.0","id":"a","method":"tx","params":["AAEC",true]},{"method":"health"}]"#,
            #"{"jsonrpc":"2.0","id":0,"method":"subscribe","params":{"query":"tm.event='Tx'"}}"#,
        ]
        let queries = [
            "tm.event='Tx' AND transfer.amount > 5 AND tx.height <= 9",
            "a.b CONTAINS 'c' AND d.e EXISTS", "x.y = TIME 2013-05-03T14:45:00Z",
            "x.y >= DATE 2013-05-03",
        ]
        let uris = ["height=5&prove=true", "hash=0xAABB", "query=\"tm.event='Tx'\"&page=1"]
        return [
            FuzzTarget("rpc-body", texts: calls) { text in
                let body = try accepted {
                    try RPCBody(parsing: Bytes(text.utf8), limits: RPCLimits())
                }
                guard let body else { return false }
                for case let request? in body.requests {
                    guard let method = RPCMethod(rawValue: request.method) else { continue }
                    _ = try accepted { try RPCArguments(request.parameters, for: method) }
                }
                return true
            },
            FuzzTarget("rpc-uri", texts: uris) { text in
                guard let query = URLText.parameters(text[...]) else { return false }
                var isGood = false
                for method in RPCMethod.allCases
                where try accepted({ try RPCArguments(query: query, for: method) }) != nil {
                    isGood = true
                }
                return isGood
            },
            FuzzTarget("search-query", texts: queries) { text in
                guard let query = try accepted({ try SearchQuery(parsing: text) }) else {
                    return false
                }
                guard !query.conditions.isEmpty, query.conditions.count <= 16 else {
                    throw FuzzFault(description: "\(query.conditions.count) conditions")
                }
                return true
            },
        ]
    }
}
