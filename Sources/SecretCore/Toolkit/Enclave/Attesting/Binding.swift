internal import SecretBase
internal import SecretChain
internal import SecretCrypto
internal import SecretEnclave
internal import SecretNode

/// What evidence binds: which node asks, and to which validator it belongs. 32 bytes each.
struct Binding: Hashable, Sendable {
    /// X25519: the seeds are sealed to it.
    let nodeKey: Bytes
    /// Ed25519, or zeros for a machine that belongs to no validator.
    let validatorKey: Bytes
}

extension AttestingService {
    /// The keys that the order names, or those of the home. A registration key is only read here:
    /// to make one would turn a home with a chain of its own into one that waits for seeds.
    func binding(_ order: Order) throws -> Binding {
        let homes = homes
        return Binding(
            nodeKey: try order.nodeKey ?? nodeKey(in: homes),
            validatorKey: order.isUnbound
                ? Bytes(repeating: 0, count: 32)
                : try order.validatorKey ?? validatorKey(in: homes))
    }

    /// What `--home` names may be a node's home itself; else the node's usual place. The one that
    /// waits for seeds comes first.
    private var homes: [NodeHome] {
        let paths = tools.settings.paths
        let all = [paths.root, paths.node].compactMap { $0 }.map { NodeHome(root: $0) }
        return all.filter(\.asksForSeeds) + all.filter { !$0.asksForSeeds }
    }

    private func nodeKey(in homes: [NodeHome]) throws -> Bytes {
        guard let home = homes.first, home.asksForSeeds else {
            throw AttestingError.noNodeKey(homes.map(\.enclave))
        }
        return try EnclaveGate.registrationKey(in: home.enclave) { RandomBytes.secret($0) }
    }

    private func validatorKey(in homes: [NodeHome]) throws -> Bytes {
        guard let home = homes.first(where: { InputFile.exists($0.validatorKeyFile) }) else {
            throw AttestingError.noValidatorKey(homes.map(\.validatorKeyFile))
        }
        let key = try ConsensusKeySource.key(inHome: home.validatorKeyFile)
        guard case .ed25519(let bytes) = key else {
            throw TransactionFailure.malformed(home.validatorKeyFile, why: "no ed25519 key")
        }
        return bytes
    }
}

extension NodeHome {
    fileprivate var asksForSeeds: Bool { InputFile.exists(enclave + "/registration.key") }
}
