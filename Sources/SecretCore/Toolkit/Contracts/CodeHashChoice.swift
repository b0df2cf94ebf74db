internal import SecretBase
internal import SecretChain

/// What a command says of the code that its message is for.
public struct CodeHashChoice: Sendable {
    /// 64 hex digits.
    public var hash: String?
    /// A file with the code, gzipped or not.
    public var file: String?

    public init(hash: String? = nil, file: String? = nil) {
        self.hash = hash
        self.file = file
    }

    /// The hash that the user answers for, if any. Throws exit 9 where hash and file disagree.
    func expected() throws -> CodeHash? {
        let given = try hash.map { try CodeHash($0) }
        guard let file else { return given }
        let local = try ContractCode(file: file).hash
        if let given, given != local {
            throw ContractsError.codeFileDiffers(
                file: file, wanted: "\(given)", got: "\(local)")
        }
        return local
    }

    /// The chain's hash of `subject`, which must be the expected one where there is one.
    func resolve(
        _ subject: String, _ look: () async throws -> CodeHash
    ) async throws -> CodeHash {
        let expected = try expected()
        let found = try await look()
        if let expected, expected != found {
            throw ContractsError.codeHashDiffers(
                subject: subject, wanted: "\(expected)", got: "\(found)")
        }
        return found
    }
}
