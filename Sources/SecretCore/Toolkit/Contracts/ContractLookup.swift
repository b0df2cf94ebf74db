internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

/// What the chain tells of contracts. Nothing here needs a key.
///
/// Source: clients.md §6; enclave protocol §8.3.
struct ContractLookup: Sendable {
    private static let base = "/compute/v1beta1"
    let chain: any ChainPort

    func codeHash(of contract: Address) async throws -> CodeHash {
        try await hash("\(Self.base)/code_hash/by_contract_address/\(contract)") {
            .noContract("\(contract)")
        }
    }

    func codeHash(of code: UInt64) async throws -> CodeHash {
        try await hash("\(Self.base)/code_hash/by_code_id/\(code)") { .noCode(code) }
    }

    /// `contract_info` as the chain writes it.
    func info(of contract: Address) async throws -> JSONValue {
        let path = "\(Self.base)/info/\(contract)"
        let answer = try await get(path) { .noContract("\(contract)") }
        guard let info = answer["contract_info"], info != .null else {
            throw ContractsError.noContract("\(contract)")
        }
        return info
    }

    func codes() async throws -> [JSONValue] {
        try await chain.get("\(Self.base)/codes")["code_infos"]?.array ?? []
    }

    func contracts(of code: UInt64) async throws -> [JSONValue] {
        let answer = try await get("\(Self.base)/contracts/\(code)") { .noCode(code) }
        return answer["contract_infos"]?.array ?? []
    }

    func history(of contract: Address) async throws -> [JSONValue] {
        let path = "\(Self.base)/contract_history/\(contract)"
        return try await get(path) { .noContract("\(contract)") }["entries"]?.array ?? []
    }

    /// The sealed answer to a sealed query. Errors are the node's.
    func query(_ contract: Address, _ sealed: Bytes) async throws -> Bytes {
        let path = "\(Self.base)/query/\(contract)"
        let answer = try await chain.get(
            path, query: [QueryItem("query", Base64.encode(sealed))])
        guard let text = answer["data"]?.string,
            let data = try? Base64.decode(text, bytesMax: 32 << 20)
        else { throw ClientError.garbage(path: path, why: "has no data") }
        return data
    }

    private func hash(
        _ path: String, missing: () -> ContractsError
    ) async throws -> CodeHash {
        let answer = try await get(path, missing: missing)
        guard let text = answer["code_hash"]?.string, !text.isEmpty else { throw missing() }
        do { return try CodeHash(text) } catch {
            throw ClientError.garbage(path: path, why: "\(error)")
        }
    }

    private func get(
        _ path: String, missing: () -> ContractsError
    ) async throws -> JSONValue {
        do { return try await chain.get(path) } catch let error as ClientError {
            throw error.saysMissing ? missing() : error
        }
    }
}

extension ClientError {
    /// Whether the node says that what was asked for is not there; the network's contract module
    /// says so with several codes.
    var saysMissing: Bool {
        guard case .answered(let status, let code, let message, _) = self else { return false }
        return status == 404 || code == 5 || message.hasSuffix("not found")
            || message.contains("not found:") || message.contains(": not found")
            || message.contains("failed to get code info")
    }
}
