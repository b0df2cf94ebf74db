package import SecretBase
package import SecretStorage
internal import SecretWire

extension Store {
    /// The key under which a contract's module lies, beside the app hash.
    package static func codeKey(_ hash: Bytes) -> Bytes { ComputeKeys.module(hash) }

    /// The SHA-256 of every module that this state's codes name, each once, in order of the codes.
    package static func codeHashes(in state: any StateReader) throws -> [Bytes] {
        var hashes: [Bytes] = []
        var seen: Set<Bytes> = []
        try state.scan(KeyRange(prefix: ComputeKeys.codes)) { _, value in
            let hash = Bytes(try ComputeCodeInfo(stored: value, "code").codeHash)
            if seen.insert(hash).inserted { hashes.append(hash) }
            return true
        }
        return hashes
    }
}
