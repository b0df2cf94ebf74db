internal import Foundation
internal import SecretBase

/// The evidence that is about to be sent, in a file for whoever wants to look at it.
enum EvidenceCopy {
    /// Whole or not at all; it is no secret, and the chain has it for good.
    static func write(_ evidence: Bytes, to path: String) throws(RegistrationFailure) {
        do {
            try Data(evidence).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw .file(path, why: "cannot be written: \(error.localizedDescription)")
        }
    }
}
