package import SecretBase
internal import SecretWire

extension CometHome {
    /// Which network the genesis is of: its chain id, and the key of seed exchange that it begins with
    /// (32 bytes, X25519), nil where it names none. Throws `HomeError`.
    package func genesisNetwork() throws(HomeError) -> (chainID: String, networkKey: Bytes?) {
        let bytes = try CometGenesis.file(genesisFile)
        let head = try CometGenesis(bytes, path: genesisFile)
        let document = try? JSONValue(
            parsing: bytes, limits: JSONValue.Limits(bytes: CometGenesis.bytesMax))
        let text =
            document?["app_state"]?["register"]?["node_exch_master_key"]?["bytes"]?.string ?? ""
        let key = try? Base64.decode(text, bytesMax: 64)
        return (head.chainID, key?.count == 32 ? key : nil)
    }
}
