public import SecretBase

/// Why a key cannot be kept, found or opened.
public enum KeyringError: Failure, Equatable {
    case badName(String, String)
    case missing(String)
    case exists(String)
    /// The header's bytes are not those that were written.
    case headerChanged(String)
    /// The sealed part's bytes are not those that were written.
    case bodyChanged(String)
    /// The file ends too early.
    case truncated(String)
    /// There are bytes behind the end.
    case overlong(String)
    /// The checksums fit and so does the passphrase, but not the authentication: on purpose.
    case forged(String)
    /// A whole and consistent file of another key under this name.
    case misnamed(String, inside: String)
    case unknownVersion(String, String)
    case wrongPassphrase(String)
    /// The key can watch but not sign.
    case noPrivateKey(String, kind: String)
    case openToOthers(path: String, mode: String)
    case ofAnotherUser(path: String)
    case busy(path: String)
    case refusedBySystem(path: String, doing: String, reason: String)
    /// The file of the account's notes is damaged, or sealed by another key.
    case notesDamaged(address: String)
    /// Nothing is kept under this label.
    case noteMissing(String)
    /// More notes than a file may hold.
    case notesFull(address: String)
    /// An export file that cannot be read, and why.
    case badImport(String)
    /// The passphrase given does not fit the export file.
    case wrongImportPassphrase

    public var code: String {
        switch self {
        case .badName: "bad_key_name"
        case .missing: "key_missing"
        case .exists: "key_exists"
        case .headerChanged: "key_header_changed"
        case .bodyChanged: "key_body_changed"
        case .truncated: "key_truncated"
        case .overlong: "key_overlong"
        case .forged: "key_forged"
        case .misnamed: "key_misnamed"
        case .unknownVersion: "key_version_unknown"
        case .wrongPassphrase, .wrongImportPassphrase: "wrong_passphrase"
        case .noPrivateKey: "no_private_key"
        case .openToOthers: "key_open_to_others"
        case .ofAnotherUser: "key_of_another_user"
        case .busy: "keyring_busy"
        case .refusedBySystem: "keyring_system_error"
        case .notesDamaged: "key_notes_damaged"
        case .noteMissing: "key_note_missing"
        case .notesFull: "key_notes_full"
        case .badImport: "bad_import"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .badName, .badImport, .noPrivateKey: .usage
        case .missing, .noteMissing: .missing
        case .exists, .notesDamaged, .headerChanged, .bodyChanged, .truncated, .overlong, .forged,
            .misnamed,
            .openToOthers, .ofAnotherUser:
            .refused
        case .unknownVersion, .wrongPassphrase, .wrongImportPassphrase, .busy, .refusedBySystem,
            .notesFull:
            .failed
        }
    }

    public var description: String {
        switch self {
        case .badName(let name, let why): "'\(name)' is no name for a key: \(why)"
        case .missing(let name): "no key is named '\(name)'"
        case .exists(let name): "a key named '\(name)' is there already"
        case .headerChanged(let name): "key '\(name)': the header of its file was changed"
        case .bodyChanged(let name): "key '\(name)': the sealed part of its file was changed"
        case .truncated(let name): "key '\(name)': its file is cut short"
        case .overlong(let name): "key '\(name)': its file has bytes behind its end"
        case .forged(let name):
            "key '\(name)': its file was changed by someone who repaired the checksums"
        case .misnamed(let name, let inside): "key '\(name)': its file is that of key '\(inside)'"
        case .unknownVersion(let name, let version):
            "key '\(name)': its file has the unknown version '\(version)'"
        case .wrongPassphrase(let name): "key '\(name)': wrong passphrase"
        case .noPrivateKey(let name, let kind):
            "key '\(name)' is of the kind '\(kind)' and cannot sign"
        case .openToOthers(let path, let mode):
            "\(path) has mode \(mode): others can get at it"
        case .ofAnotherUser(let path): "\(path) belongs to another user"
        case .busy(let path): "another process is changing \(path)"
        case .refusedBySystem(let path, let doing, let reason): "cannot \(doing) \(path): \(reason)"
        case .notesDamaged(let address):
            "the notes kept for \(address) are damaged, or another key sealed them"
        case .noteMissing(let label): "no \(label) is kept here"
        case .notesFull(let address): "the notes kept for \(address) are full"
        case .badImport(let why): "key file for import: \(why)"
        case .wrongImportPassphrase: "key file for import: wrong passphrase"
        }
    }

    public var hint: String? {
        switch self {
        case .missing: "'secretctl keys list' shows the names"
        case .exists: "choose another name, or delete or rename the old key first"
        case .headerChanged, .bodyChanged, .truncated, .overlong, .forged:
            "restore the file from a backup, or recover the key from its mnemonic"
        case .misnamed(_, let inside): "name the file '\(inside).key' again"
        case .openToOthers(let path, _):
            path.hasSuffix(".key") ? "chmod 600 \(path)" : "chmod 700 \(path)"
        case .notesDamaged(let address):
            "restore '\(address).notes' from a backup, or delete it and set viewing keys anew"
        case .badName, .noteMissing, .notesFull, .unknownVersion, .wrongPassphrase, .noPrivateKey,
            .ofAnotherUser, .busy,
            .refusedBySystem, .badImport, .wrongImportPassphrase:
            nil
        }
    }
}
