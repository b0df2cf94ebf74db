internal import SecretBase
internal import SecretClient
internal import SecretNode
internal import SecretWire

extension NodeService {
    /// What the node at `--node` says of itself.
    public func status() async throws -> NodeStatus {
        let chain = try tools.chain()
        let base = "/cosmos/base"
        let info = try await chain.get(base + "/tendermint/v1beta1/node_info")
        let engine = try await engine(of: info, asking: chain)
        let state = try await chain.get(base + "/node/v1beta1/status")
        let key = try await chain.sealingKey()
        guard let chainID = info["default_node_info"]?["network"]?.string,
            let height = state["height"]?.numberText.flatMap(Int64.init),
            let hash = state["app_hash"]?.string, let appHash = try? Base64.decode(hash),
            let time = state["timestamp"]?.string
        else { throw ClientError.garbage(path: base, why: "a field of the status is missing") }
        try requireChain(chainID)
        return NodeStatus(
            chainID: chainID, height: height, appHash: appHash, time: time, engine: engine,
            ioPublicKey: key)
    }

    /// Our own nodes say how their engine is; others only whether they are catching up.
    private func engine(
        of info: JSONValue, asking chain: any ChainPort
    ) async throws -> NodeStatus.Engine {
        guard info["application_version"]?["app_name"]?.string == "secretctl" else {
            let syncing = try await chain.get("/cosmos/base/tendermint/v1beta1/syncing")
            let isCatchingUp = syncing["syncing"] == .bool(true)
            return NodeStatus.Engine(
                name: "secretd", state: isCatchingUp ? "catching_up" : "running",
                finding: isCatchingUp ? "it is catching up with the chain" : nil, isOurs: false)
        }
        let engine = try await chain.get(EngineDoor.path)
        guard let name = engine["engine"]?.string, let state = engine["state"]?.string else {
            throw ClientError.garbage(path: EngineDoor.path, why: "a field is missing")
        }
        return NodeStatus.Engine(
            name: name, state: state, finding: engine["finding"]?.string, isOurs: true)
    }

    /// Whether the node at `--node` does what a node is for.
    public func health() async throws -> NodeHealth {
        let status = try await status()
        var findings: [String] = []
        if let finding = status.engine.finding { findings.append(finding) }
        if status.height < 1 { findings.append("it has no block") }
        // Our own nodes judge their engine themselves: what makes blocks only when there is
        // something to do may be silent.
        if !status.engine.isOurs, let time = try? Timestamp(parsing: status.time) {
            let age = SystemTime().now().seconds - time.seconds
            if age > NodeHealth.ageSecondsMax { findings.append("its last block is \(age) s old") }
        }
        return NodeHealth(status: status, findings: findings)
    }
}
