internal import SecretAttestation
internal import SecretBase

/// The policies that come with the program, and the operator's own.
struct PolicyShelf {
    let settings: Settings

    private static let builtIn: [(name: String, json: @Sendable () -> Bytes)] = [
        ("intel", { PackageResources.intel_json }),
        ("secret-mainnet", { PackageResources.secret_mainnet_json }),
        ("secret-epid-prod", { PackageResources.secret_epid_prod_json }),
        ("secret-epid-test", { PackageResources.secret_epid_test_json }),
    ]

    static var names: [String] { builtIn.map(\.name) }

    /// One that comes with the program by its name, else a file. Throws where neither is there, and
    /// for a file that is no policy.
    func policy(_ name: String) throws -> AttestationPolicy {
        if let known = Self.builtIn.first(where: { $0.name == name }) {
            return try AttestationPolicy(parsing: known.json(), named: name)
        }
        guard name == "-" || InputFile.exists(name) else {
            throw EnclaveFileError.unknownPolicy(name, known: Self.names)
        }
        let text = try InputFile.read(name)
        return try EnclaveService.usable { try AttestationPolicy(parsing: text, named: name) }
    }
}
