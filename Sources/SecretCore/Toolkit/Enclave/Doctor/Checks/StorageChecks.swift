internal import SecretBase
internal import SecretWire

/// The enclave's file, its sealed files, and the seed that the chain gave.
extension Examination {
    static let enclaveName = "librust_cosmwasm_enclave.signed.so"

    mutating func checkStorage() {
        checkEnclaveFile()
        checkFolder()
        checkSealed()
        checkMeasurement()
        checkSeed()
    }

    /// Where the node looks for its enclave.
    var enclaveFile: String {
        (environment["SCRT_ENCLAVE_DIR"] ?? "/usr/lib") + "/" + Self.enclaveName
    }

    private mutating func checkEnclaveFile() {
        let id = "enclave.file"
        switch host.entry(enclaveFile) {
        case .value: ok(id, "\(enclaveFile) is there")
        case .absent:
            fail(id, "no \(enclaveFile)", "SGX_ERROR_ENCLAVE_FILE_ACCESS", .likely)
        case .unknown(let why): unknown(id, why)
        }
    }

    private mutating func checkFolder() {
        let id = "storage.folder"
        switch host.entry(storage) {
        case .absent: fail(id, "no \(storage)", "host.storage_missing", .certain)
        case .unknown(let why): unknown(id, why)
        case .value(let entry) where entry.kind != .folder:
            fail(id, "\(storage) is no directory", "host.storage_missing", .certain)
        case .value(let entry):
            let owner = entry.owner.map { accounts.user(id: $0)?.name ?? "\($0)" }
            let evidence = ["mode \(entry.modeText)" + (owner.map { ", owner \($0)" } ?? "")]
            if let mode = entry.mode, mode & 0o022 != 0 {
                return fail(
                    id, "others may write to \(storage)", "host.storage_open", .certain,
                    evidence: evidence)
            }
            if let user = nodeUser, user.id != 0, let owner = entry.owner, owner != user.id {
                return fail(
                    id, "\(storage) is not \(user.name)'s", "host.storage_owner", .likely,
                    evidence: evidence)
            }
            ok(id, "\(storage) is there", evidence: evidence)
        }
    }

    /// Names of sealed files in the storage: whoever has them has no secret, and may still lose or
    /// replace them.
    var sealedNames: [String] {
        (host.names(in: storage).value ?? []).prefix(4096).filter { name in
            name.hasSuffix(".sealed") || (name.hasPrefix("data-") && name.hasSuffix(".bin"))
                || (name.hasPrefix("rot_seed") && name.hasSuffix(".bin"))
                || name == "migration_data.bin"
        }
    }

    /// Paths of sealed files that others than the owner can read or write.
    var openSealedFiles: [String] {
        sealedNames.map { "\(storage)/\($0)" }.filter { host.entry($0).value?.isOpen() ?? false }
    }

    private mutating func checkSealed() {
        let id = "storage.sealed"
        switch host.names(in: storage) {
        case .absent: return unknown(id, "no \(storage)")
        case .unknown(let why): return unknown(id, why)
        case .value: break
        }
        let names = sealedNames
        let evidence = names.prefix(16).map { name in
            let entry = host.entry("\(storage)/\(name)").value
            let days = entry?.modified.map { max(0, time.seconds - $0) / 86_400 }
            return "\(name), mode \(entry?.modeText ?? "?")"
                + (days.map { ", \($0) days old" } ?? "")
        }
        let open = openSealedFiles
        if !open.isEmpty {
            fail(
                id, "others can read \(open.count) sealed files", "host.storage_open", .certain,
                evidence: evidence)
        } else if names.isEmpty {
            ok(id, "nothing is sealed yet: init-enclave makes it")
        } else {
            ok(id, "\(names.count) sealed files, the owner's alone", evidence: evidence)
        }
    }

    /// The MRENCLAVEs in the names of `data-<mrenclave>.bin`.
    var sealedMeasurements: [String] {
        sealedNames.compactMap { name in
            guard name.hasPrefix("data-") else { return nil }
            let hex = name.dropFirst(5).dropLast(4).lowercased()
            return hex.count == 64 && hex.allSatisfy(\.isHexDigit) ? hex : nil
        }
    }

    /// Of the enclave that is installed, hex.
    var installedMeasurement: String? {
        host.detail(.measurement, of: enclaveFile).value?.hostTrimmed.lowercased()
    }

    private mutating func checkMeasurement() {
        let id = "storage.measurement"
        let sealed = sealedMeasurements
        guard let installed = installedMeasurement, installed.count == 64 else {
            return unknown(id, "the installed enclave's measurement is not known")
        }
        guard !sealed.isEmpty else { return ok(id, "installed is \(installed.prefix(16))…") }
        if sealed.contains(installed) {
            return ok(id, "sealed by the installed enclave, \(installed.prefix(16))…")
        }
        fail(
            id, "the sealed files are another enclave's", "host.sealed_by_another", .certain,
            evidence: ["installed \(installed)"] + sealed.prefix(8).map { "sealed \($0)" })
    }

    /// What the chain gave for the node's key, where secretd keeps it.
    private var seedFiles: [String] {
        let homes = [nodeUser?.home, "/opt/secret"].compactMap { $0 }.filter { $0.hasPrefix("/") }
        return homes.flatMap { home in
            ["new_seed.json", "seed.json"].map { "\(home)/.secretd/.node/\($0)" }
        }
    }

    /// Whether the node has a seed of the right shape; nil where that cannot be told.
    var hasSeed: Bool? {
        let readings = seedFiles.map { host.read($0, most: 64 * 1024) }
        if readings.contains(where: { $0.value.map { Self.seedFault($0) == nil } ?? false }) {
            return true
        }
        return readings.allSatisfy(\.isAbsent) ? false : nil
    }

    private mutating func checkSeed() {
        let id = "seed.file"
        for path in seedFiles {
            switch host.read(path, most: 64 * 1024) {
            case .absent: continue
            case .unknown(let why): return unknown(id, why)
            case .value(let bytes):
                if let fault = Self.seedFault(bytes) {
                    return fail(id, "\(path): \(fault)", "SGX_ERROR_INVALID_PARAMETER", .certain)
                }
                return ok(id, "\(path) has the right shape")
            }
        }
        if seedFiles.allSatisfy({ host.read($0, most: 1).isAbsent }) {
            ok(id, "no seed yet: the node is not registered")
        } else {
            unknown(id, "the node's home is not there to look at")
        }
    }

    /// What is wrong with a seed's file; nil where nothing is.
    ///
    /// Newer: `{"encKey": hex, "pk2": base64 of 32 bytes, "version": 2}`, older: `{"pk", "encKey"}`.
    private static func seedFault(_ bytes: Bytes) -> String? {
        guard let json = try? JSONValue(parsing: bytes), let key = json["encKey"]?.string else {
            return "no JSON with an encKey"
        }
        guard !key.isEmpty, key.count % 96 == 0, key.allSatisfy(\.isHexDigit) else {
            return "encKey has \(key.count) digits, and a multiple of 96 is wanted"
        }
        if json["pk"]?.string != nil { return nil }
        guard let text = json["pk2"]?.string, let network = try? Base64.decode(text),
            network.count == 32
        else { return "pk2 is not 32 bytes of base64" }
        return nil
    }
}
