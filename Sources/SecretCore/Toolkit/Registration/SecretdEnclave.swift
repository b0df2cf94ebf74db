internal import Foundation
internal import SecretBase
internal import SecretWire

/// The enclave of the network's own program, which is handed what the chain holds for it.
///
/// The seeds stay encrypted: only that enclave can open them. The program writes what it is handed
/// to `.node/new_seed.json` of its home; that file is looked at afterwards, and put right where a
/// crash left half of it. Source: attestation §1.7; scrtlabs/SecretNetwork, cmd/secretd.
struct SecretdEnclave: RegistrationEnclave {
    let program: String
    let home: String
    let key: Bytes
    let journalFolder: String
    let environment: [String]

    private var folder: String { home + "/.node" }
    private var configurationFile: String { folder + "/new_seed.json" }
    private var keyFile: String { folder + "/node-master-key.txt" }
    var ending: String { "handed" }

    /// That program knows its own network.
    func requireNetwork(_ chainID: String, _ networkKey: Bytes) {}

    func nodeKey(making: Bool) -> Bytes? { key }

    func hasSeeds(of networkKey: Bytes, _ encryptedSeeds: Bytes?) throws -> Bool {
        guard let encryptedSeeds else { return false }
        return isConfigured(encryptedSeeds, networkKey)
    }

    func accept(_ encryptedSeeds: Bytes, from networkKey: Bytes) throws {
        guard !isConfigured(encryptedSeeds, networkKey) else { return }
        // The program reads the network's key from a file, without a newline at its end.
        try DurableFile.write(Base64.encode(networkKey), to: keyFile)
        let run: ToolRun
        do {
            run = try ToolRun(
                program,
                ["configure-secret", keyFile, Hex.encode(encryptedSeeds), "--home", home],
                environment: environment, folder: journalFolder)
        } catch {
            throw RegistrationFailure.notHanded(program, why: "\(error)")
        }
        guard run.status == 0 else {
            let last = run.stderr.split(separator: "\n").last.map(String.init) ?? "no reason"
            throw RegistrationFailure.notHanded(
                program,
                why: "configure-secret ends with \(run.status): "
                    + Terminology.printable(String(last.prefix(300))))
        }
        guard !isConfigured(encryptedSeeds, networkKey) else { return }
        try DurableFile.write(
            Self.configuration(encryptedSeeds, networkKey).text(), to: configurationFile)
    }

    func owner() -> Bytes { [] }

    private static func configuration(
        _ encryptedSeeds: Bytes, _ networkKey: Bytes
    ) -> JSONValue {
        [
            "pk2": .string(Base64.encode(networkKey)),
            "encKey": .string(Hex.encode(encryptedSeeds)), "version": .number("2"),
        ]
    }

    /// Whether the file says just this, and only its owner can read it.
    private func isConfigured(_ encryptedSeeds: Bytes, _ networkKey: Bytes) -> Bool {
        let facts = try? FileManager.default.attributesOfItem(atPath: configurationFile)
        guard let mode = facts?[.posixPermissions] as? Int, mode & 0o077 == 0,
            let bytes = try? InputFile.read(configurationFile),
            let json = try? JSONValue(parsing: bytes)
        else { return false }
        let wanted = Self.configuration(encryptedSeeds, networkKey)
        return ["pk2", "encKey", "version"].allSatisfy { json[$0] == wanted[$0] }
    }
}

extension SecretdEnclave {
    /// The key that `secretd init-enclave` leaves beside its attestation.
    static func key(beside attestation: String) throws -> Bytes {
        let folder = attestation.lastIndex(of: "/").map { String(attestation[..<$0]) } ?? "."
        guard let bytes = try? InputFile.read(folder + "/pubkey.bin"), bytes.count == 32 else {
            throw RegistrationFailure.noNodeKey(attestation)
        }
        return bytes
    }
}
