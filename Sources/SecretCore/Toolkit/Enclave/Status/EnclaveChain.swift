internal import SecretBase
internal import SecretClient
internal import SecretWire

/// What the chain of an enclave says of it.
extension DoctorService {
    /// Fills in the chain's part; a node that does not answer is told and is no fault of the
    /// enclave's. Throws `ClientError.wrongChain` where another chain was wanted.
    func ask(_ status: inout EnclaveStatus) async throws {
        var said = EnclaveStatus.Chain()
        do {
            let chain = try tools.chain()
            let chainID = try await chain.node().chainID
            try tools.node.requireChain(chainID)
            said.chainID = chainID
            let io = try await chain.sealingKey()
            let seed = try? await Self.registrationKey(chain)
            said.hasOurKeys = Self.areEqual(
                (status.ioKey, io), (status.seedKey, seed))
            if let key = status.nodeKey { said.holdsSeed = try await Self.holdsSeed(key, chain) }
        } catch let error as ClientError {
            if case .wrongChain = error { throw error }
            said.fault = error.description
        }
        if said.hasOurKeys == false {
            status.findings.append("the chain's keys are not those of this enclave")
        }
        if status.state == .waiting, said.holdsSeed == true {
            status.findings.append(
                "the chain holds the seed for this key: 'secretctl node register' fetches it")
        }
        status.chain = said
    }

    /// Nil where nothing can be compared.
    private static func areEqual(
        _ io: (own: Bytes?, chain: Bytes), _ seed: (own: Bytes?, chain: Bytes?)
    ) -> Bool? {
        guard let own = io.own else { return nil }
        guard let ownSeed = seed.own, let chainSeed = seed.chain else { return own == io.chain }
        return own == io.chain && ownSeed == chainSeed
    }

    /// The chain's key for seeds: 32 bytes as they are, or within the module's document.
    private static func registrationKey(_ chain: any ChainPort) async throws -> Bytes? {
        let answer = try await chain.get("/registration/v1beta1/registration-key")
        guard let text = answer["key"]?.string, let bytes = try? Base64.decode(text) else {
            return nil
        }
        if bytes.count == 32 { return bytes }
        let inner = try? JSONValue(parsing: bytes)
        return inner?["node_exch_key"]?["bytes"]?.string.flatMap { try? Base64.decode($0) }
    }

    /// Whether a seed is kept for `nodeKey`; the network says no with an error.
    private static func holdsSeed(_ nodeKey: Bytes, _ chain: any ChainPort) async throws -> Bool? {
        // Base64 for paths, which the gateway reads as well as the other.
        let name = Base64.encode(nodeKey).replacing("+", with: "-").replacing("/", with: "_")
        do {
            let answer = try await chain.get("/registration/v1beta1/encrypted-seed/\(name)")
            return answer["encrypted_seed"]?.string?.isEmpty == false
        } catch ClientError.answered(_, let code, let message, _) {
            return code == 5 || message.contains("not been authenticated") ? false : nil
        }
    }
}
