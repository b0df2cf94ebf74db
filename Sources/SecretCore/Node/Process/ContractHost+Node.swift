internal import Foundation
internal import SecretEnclave
internal import SecretLedger
internal import SecretWasm

extension ContractHost {
    /// What runs a node's contracts; it looks for its library when the first contract is needed.
    ///
    /// `library` is the path that somebody named; nil to look where it is put.
    convenience init(
        _ gate: EnclaveGate, in home: NodeHome, library: String?, _ verified: VerifiedSignatures
    ) {
        let program = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/exe")
        let libraries = WasmLibrary.candidates(named: library, executable: program ?? "")
        self.init(
            gate: gate, engine: WasmEngine(libraries: libraries, cache: home.codeCache),
            verifier: verified)
    }
}
