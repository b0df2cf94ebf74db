import ArgumentParser
import SecretCore

/// Attestation: what vouches for an enclave, and whether that is enough.
struct Enclave: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enclave",
        abstract: "Make, judge and compare attestation evidence; examine hosts of enclaves.",
        subcommands: [
            Attest.self, Verify.self, Inspect.self, Diff.self, MachineID.self, Collateral.self,
            Doctor.self, Status.self,
        ])
}

/// The kind of evidence, as the command line names it.
enum EvidenceChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, dcap, ias, combined, certificate

    /// Nil to tell it from the bytes.
    var kind: EnclaveKind? { EnclaveKind(rawValue: rawValue) }
}

extension EnclaveTime: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
