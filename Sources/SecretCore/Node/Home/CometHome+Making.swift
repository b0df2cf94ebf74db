internal import Foundation
internal import SecretBase
internal import SecretCrypto

/// What every new home has, whichever network it is of. Nothing that is there is ever replaced.
extension CometHome {
    /// The home itself, 0700, whose parent is there, and its two directories.
    func makeDirectories() throws(HomeError) {
        for directory in [root, application.config, application.data] {
            guard mkdir(directory, 0o700) == 0 else { throw HomeFile.failure(directory) }
        }
    }

    /// The node's key, by which peers know it, and the validator's.
    func makeKeys() throws -> MadeNode {
        let nodeSeed = RandomBytes.secret(32)
        let nodeKey = try Ed25519PrivateKey(seed: nodeSeed.copy())
        let node = ValidatorKey.nodeDocument(of: nodeSeed, publicKey: nodeKey.publicKey)
        try HomeFile.write(Bytes(node.utf8), to: nodeKeyFile, mode: 0o600)
        let seed = RandomBytes.secret(32)
        let key = try Ed25519PrivateKey(seed: seed.copy())
        let validator = ValidatorKey.document(of: seed, publicKey: key.publicKey)
        try HomeFile.write(Bytes(validator.utf8), to: validatorKeyFile, mode: 0o600)
        return MadeNode(
            nodeID: Hex.encode(ValidatorKey.address(of: nodeKey.publicKey)),
            consensusKey: key.publicKey.bytes,
            validatorAddress: ValidatorKey.address(of: key.publicKey))
    }

    /// config.toml, app.toml, and the state of a validator that has signed nothing yet.
    func writeConfiguration(
        _ comet: CometConfigurationText, _ application: ApplicationConfigurationText
    ) throws(HomeError) {
        try HomeFile.write(Bytes(comet.text.utf8), to: configurationFile, mode: 0o644)
        try HomeFile.write(Bytes(application.text.utf8), to: applicationFile, mode: 0o644)
        // Source: chain.md §1.6.
        let state = "{\n  \"height\": \"0\",\n  \"round\": 0,\n  \"step\": 0\n}\n"
        try HomeFile.write(Bytes(state.utf8), to: validatorStateFile, mode: 0o600)
    }

    /// All names in the home are on disk.
    func sync() throws(HomeError) {
        for directory in [application.config, application.data, root] {
            try HomeFile.sync(directory: directory)
        }
    }
}
