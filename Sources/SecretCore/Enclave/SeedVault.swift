import Glibc
import SecretBase
import SecretCrypto

/// Where the consensus seeds lie: `seeds.sealed` and, beside it, `sealing.key`.
///
/// On SGX the processor makes the sealing key out of the enclave's own measurement, and no file
/// holds it. Here a file does, so sealing keeps the seeds out of careless copies of one file and
/// notices damage; it is no protection against anyone who reads the directory.
///
/// `seeds.sealed`: `SCSEEDS1` (8 bytes) ‖ nonce (24) ‖ XChaCha20-Poly1305 of genesis seed (32) ‖
/// current seed (32), with the first 8 bytes as associated data.
struct SeedVault {
    private static let magic = Bytes("SCSEEDS1".utf8)
    static let seedsCount = 64

    let directory: String

    private var keyFile: PrivateFile { PrivateFile(directory: directory, name: "sealing.key") }
    private var seedsFile: PrivateFile { PrivateFile(directory: directory, name: "seeds.sealed") }

    /// Whether seeds lie here.
    var holdsSeeds: Bool { (try? seedsFile.exists()) ?? false }

    /// Genesis seed ‖ current seed. Throws `.unregistered` when they are still to come from the
    /// network: seeds of our own would not be its seeds.
    func seeds(_ entropy: (Int) -> SecretBytes) throws(EnclaveError) -> SecretBytes {
        try PrivateFile.create(directory: directory)
        if let seeds = try sealedSeeds() { return seeds }
        guard try !holdsRegistrationKey() else { throw .unregistered(path: directory) }
        // A key without seeds is a first start that was cut short: nobody has seen its seeds.
        return try create(entropy)
    }

    /// The seeds that lie here, nil where none do.
    func sealedSeeds() throws(EnclaveError) -> SecretBytes? {
        guard try seedsFile.exists() else { return nil }
        guard try keyFile.exists() else { throw .incomplete(path: directory) }
        return try unseal()
    }

    private func create(_ entropy: (Int) -> SecretBytes) throws(EnclaveError) -> SecretBytes {
        let seeds = entropy(Self.seedsCount)
        try write(seeds, entropy)
        return seeds
    }

    /// Seals seeds that are given, by a key of this directory's own. Throws `.sealed` when
    /// something is there already: seeds are never replaced.
    func place(
        _ seeds: borrowing SecretBytes, _ entropy: (Int) -> SecretBytes
    ) throws(EnclaveError) {
        try PrivateFile.create(directory: directory)
        for file in [keyFile, seedsFile] where try file.exists() {
            throw .sealed(path: directory)
        }
        try write(seeds, entropy)
    }

    func write(
        _ seeds: borrowing SecretBytes, _ entropy: (Int) -> SecretBytes
    ) throws(EnclaveError) {
        let key = entropy(32)
        let nonce = entropy(XChaCha20Poly1305.nonceCount).withBytes { Bytes($0) }
        // The key first: seeds that nothing opens must never be there.
        try keyFile.write(key)
        let sealed = try Self.seal(seeds, key: key.copy(), nonce: nonce)
        try seedsFile.write(SecretBytes(copying: sealed))
    }

    private static func seal(
        _ seeds: borrowing SecretBytes, key: consuming SecretBytes, nonce: Bytes
    ) throws(EnclaveError) -> Bytes {
        do {
            let box = try XChaCha20Poly1305(key: key)
            return magic + nonce + (try box.seal(seeds, nonce: nonce, with: magic))
        } catch {
            throw .malformed("sealing key", error.description)
        }
    }

    private func unseal() throws(EnclaveError) -> SecretBytes {
        let key = try keyFile.read(count: 32)
        let nonceEnd = Self.magic.count + XChaCha20Poly1305.nonceCount
        let file = try seedsFile.read(
            count: nonceEnd + Self.seedsCount + XChaCha20Poly1305.tagCount
        ).withBytes { Bytes($0) }
        guard file.starts(with: Self.magic) else { throw .notOpened(seedsFile.path) }
        do {
            return try XChaCha20Poly1305(key: key).open(
                Bytes(file[nonceEnd...]), nonce: Bytes(file[Self.magic.count..<nonceEnd]),
                with: Self.magic)
        } catch {
            throw .notOpened(seedsFile.path)
        }
    }
}
