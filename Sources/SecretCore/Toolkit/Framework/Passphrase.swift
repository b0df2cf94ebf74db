internal import SecretBase
package import SecretCrypto

/// Where a command's flags say the passphrase is.
public struct PassphraseSource: Sendable, Equatable {
    public let file: String?
    public let descriptor: Int32?

    public init(file: String? = nil, descriptor: Int32? = nil) {
        self.file = file
        self.descriptor = descriptor
    }
}

extension Toolbox {
    /// The name of the systemd credential (`LoadCredential=secretctl.passphrase:…`).
    static let credentialName = "secretctl.passphrase"

    /// The passphrase: from `--passphrase-file`, `--passphrase-fd`, the systemd credential, or the
    /// terminal, in this order. One newline at its end is not part of it.
    ///
    /// - Parameters:
    ///   - purpose: completes "passphrase for …", e.g. "key alice".
    ///   - isNew: has it typed twice at the terminal.
    /// - Throws: `AskError` where none can be had, `SecretFileError`.
    package func passphrase(
        for purpose: String, from source: PassphraseSource, isNew: Bool = false
    ) throws -> SecretBytes {
        if let path = source.file { return try Self.line(of: SecretFile.read(path)) }
        if let descriptor = source.descriptor {
            return try Self.line(of: SecretFile.read(descriptor: descriptor))
        }
        if let directory = settings.environment["CREDENTIALS_DIRECTORY"] {
            let path = directory + "/" + Self.credentialName
            do { return try Self.line(of: SecretFile.read(path)) } catch SecretFileError.missing(_)
            {}
        }
        guard prompts.canAsk else { throw AskError.passphraseNeeded("for \(purpose)") }
        let first = try ask("Passphrase for \(purpose): ")
        guard isNew else { return first }
        let second = try ask("The same passphrase again: ")
        guard first.equals(second) else { throw AskError.passphrasesDiffer }
        return first
    }

    private func ask(_ question: String) throws -> SecretBytes {
        var line = Bytes()
        line.reserveCapacity(8192)
        defer { line.wipe() }
        try prompts.askSecret(question, into: &line)
        guard !line.isEmpty else { throw AskError.emptyPassphrase }
        return SecretBytes(wiping: &line)
    }

    /// Without the one newline that editors and `echo` put at the end; other bytes all count.
    private static func line(of content: borrowing SecretBytes) throws -> SecretBytes {
        let line = content.withBytes { bytes in
            var bytes = bytes
            if bytes.last == UInt8(ascii: "\n") { bytes = .init(rebasing: bytes.dropLast()) }
            if bytes.last == UInt8(ascii: "\r") { bytes = .init(rebasing: bytes.dropLast()) }
            return SecretBytes(copying: bytes)
        }
        guard line.count > 0 else { throw AskError.emptyPassphrase }
        return line
    }
}
