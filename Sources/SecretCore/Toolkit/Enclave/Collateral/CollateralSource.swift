internal import SecretAttestation
internal import SecretBase
internal import SecretClient

/// Asks a service for everything that quotes of one kind of platform need.
struct CollateralSource: Sendable {
    /// Intel's own service, and where Intel publishes its root's list, which the service has not.
    static let intel = "https://api.trustedservices.intel.com/sgx/certification/v4/"
    private static let intelLists = "https://certificates.trustedservices.intel.com"
    private static let intelRootList = "/IntelSGXRootCA.der"
    /// More than any document of Intel's has.
    private static let answerBytesMax = 4 << 20

    let url: NodeURL
    let timeoutSeconds: Double

    private var limits: TransportLimits {
        TransportLimits(
            connectSeconds: timeoutSeconds, totalSeconds: timeoutSeconds,
            answerBytesMax: Self.answerBytesMax)
    }

    /// The answers, put together. Throws `CollateralServiceError`, and `AttestationError` for what
    /// is no collateral.
    ///
    /// Source: Intel PCS, version 4: "Get TCB Info", "Get QE Identity", "Get Revocation List"; the
    /// caching service's design guide for `rootcacrl`.
    func fetch(_ key: CollateralKey) async throws -> CollateralContainer {
        let client = CollateralClient(url, limits: limits)
        // Documents of TDX lie beside those of SGX; lists are the same.
        let own = key.environment == .tdx ? CollateralClient(try tdx, limits: limits) : client
        var pieces = CollateralPieces()
        let questions = [
            (own, "/tcb", [QueryItem("fmspc", Hex.encodeUpper(key.fmspc))]),
            (own, "/qe/identity", []),
            (
                client, "/pckcrl",
                [QueryItem("ca", key.authority.rawValue), QueryItem("encoding", "der")]
            ),
        ]
        for (client, path, query) in questions {
            let reply = try await client.get(path, query: query)
            try pieces.add(reply.body, chain: CollateralPieces.chain(in: reply.head[...]))
        }
        try pieces.add(try await rootList(client).body, chain: nil)
        let made = try pieces.assembled()
        guard
            let wanted = try made.first(where: { container in
                try CollateralKey(of: Collateral(container: container.bytes)) == key
            })
        else {
            throw AttestationError.malformed(
                "the service answers with collateral for other platforms than \(key.name)")
        }
        return wanted
    }

    private func rootList(_ client: CollateralClient) async throws -> CollateralReply {
        guard url.description.contains("//api.trustedservices.intel.com/") else {
            return try await client.get("/rootcacrl")
        }
        let lists = CollateralClient(try NodeURL(Self.intelLists), limits: limits)
        return try await lists.get(Self.intelRootList)
    }

    private var tdx: NodeURL {
        get throws(ClientError) {
            try NodeURL(url.description.replacing("/sgx/certification", with: "/tdx/certification"))
        }
    }
}
