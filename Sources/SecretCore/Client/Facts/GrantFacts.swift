package import SecretBase
package import SecretChain
package import SecretWire

/// What one account lets another do in its name.
package struct AuthorizationFacts: Hashable, Sendable {
    package let granter: Address
    package let grantee: Address
    /// Gateway JSON with `@type`.
    package let authorization: JSONValue
    /// Nil for one that does not end.
    package let expiration: Timestamp?
}

/// The fees that one account pays for another.
package struct AllowanceFacts: Hashable, Sendable {
    package let granter: Address
    package let grantee: Address
    /// Gateway JSON with `@type`.
    package let allowance: JSONValue
}

extension ChainPort {
    private var authz: String { "/cosmos/authz/v1beta1/grants" }
    private var feegrant: String { "/cosmos/feegrant/v1beta1" }

    /// What `granter` lets others do.
    package func authorizations(by granter: Address) async throws -> [AuthorizationFacts] {
        try await list("\(authz)/granter/\(granter)", "grants") { try .init(reading: $0) }
    }

    /// What others let `grantee` do.
    package func authorizations(for grantee: Address) async throws -> [AuthorizationFacts] {
        try await list("\(authz)/grantee/\(grantee)", "grants") { try .init(reading: $0) }
    }

    /// The allowance from one to the other; nil where there is none.
    package func allowance(
        from granter: Address, to grantee: Address
    ) async throws -> AllowanceFacts? {
        do {
            return try await ifServed("\(feegrant)/allowance/\(granter)/\(grantee)") {
                try AllowanceFacts(reading: $0.member("allowance"))
            }
        } catch ClientError.answered(_, _, let message, _) where message.contains("not found") {
            // The chain gives this one no code of its own.
            return nil
        }
    }

    package func allowances(by granter: Address) async throws -> [AllowanceFacts] {
        try await list("\(feegrant)/issued/\(granter)", "allowances") { try .init(reading: $0) }
    }

    package func allowances(for grantee: Address) async throws -> [AllowanceFacts] {
        try await list("\(feegrant)/allowances/\(grantee)", "allowances") {
            try .init(reading: $0)
        }
    }
}

extension AuthorizationFacts {
    init(reading answer: Answer) throws {
        self.init(
            granter: try answer.parsed("granter") { try Address($0) },
            grantee: try answer.parsed("grantee") { try Address($0) },
            authorization: try answer.member("authorization").value,
            expiration: try answer.time("expiration"))
    }
}

extension AllowanceFacts {
    init(reading answer: Answer) throws {
        self.init(
            granter: try answer.parsed("granter") { try Address($0) },
            grantee: try answer.parsed("grantee") { try Address($0) },
            allowance: try answer.member("allowance").value)
    }
}
