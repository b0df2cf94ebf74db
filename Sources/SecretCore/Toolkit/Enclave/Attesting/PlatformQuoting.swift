internal import SecretAttestation
internal import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A quote of this very process by the platform, where it can have one.
///
/// Only an enclave can be quoted: the processor measures it and signs its report. Where a library
/// system runs whole programs inside an enclave (Gramine), the program asks for its own quote by
/// two files. Outside of an enclave there is nothing to quote, whatever libraries are installed:
/// then the network's enclave must attest itself, and this says so and what is in the way of that.
struct PlatformQuoting {
    /// In front of `/dev`; empty for the machine itself.
    let root: String
    let libraries: any QuoteLibraries

    private var device: String { root + "/dev/attestation" }

    /// Throws unless this process is one that can be quoted, whatever for.
    func requireEnclave() throws(AttestingError) {
        guard InputFile.exists(device + "/quote") else { throw outside() }
    }

    /// - Parameter reportData: 64 bytes, which the quote will hold.
    func quote(reportData: Bytes) throws(AttestingError) -> Bytes {
        try requireEnclave()
        let kind = Self.word(in: device + "/attestation_type") ?? "dcap"
        guard kind == "dcap" else {
            throw cannot(
                "this enclave runs with remote attestation '\(kind)'",
                remedy: "set sgx.remote_attestation = \"dcap\" in its manifest")
        }
        guard Self.put(reportData, into: device + "/user_report_data") else {
            throw cannot(
                "\(device)/user_report_data cannot be written: \(Self.reason())",
                remedy: "run it as the enclave's own program")
        }
        guard let bytes = try? InputFile.read(device + "/quote"), let quote = try? Quote(bytes)
        else {
            throw cannot(
                "\(device)/quote gives no quote: \(libraries.state.text)",
                remedy: "'secretctl enclave doctor' looks at driver, service and libraries")
        }
        guard quote.reportData == reportData else {
            throw cannot(
                "the quote in \(device) holds another report than the one asked for",
                remedy: "see that no other process of the enclave asks at the same time")
        }
        return bytes
    }

    /// This process is no enclave.
    private func outside() -> AttestingError {
        let makes = "the network's enclave attests itself: 'secretd init-enclave'"
        let remedy =
            switch libraries.state {
            case .ready where InputFile.exists(root + "/dev/sgx_enclave"): makes
            case .ready: makes + ", on a machine with /dev/sgx_enclave"
            case .absent, .failing:
                makes + "; 'secretctl enclave doctor' says what is in the way here"
            }
        return cannot(
            "this process runs in no enclave, and only an enclave can be quoted", remedy: remedy)
    }

    private func cannot(_ cause: String, remedy: String) -> AttestingError {
        .cannotAttest(found: found, cause: cause, remedy: remedy)
    }

    /// What was looked for, and whether it is there.
    private var found: [String] {
        ["/dev/attestation/quote", "/dev/sgx_enclave", "/dev/sgx_provision"].map {
            "\(root)\($0) is \(InputFile.exists(root + $0) ? "there" : "not there")"
        } + [libraries.state.text]
    }

    /// The first word of a small file; nil where there is none.
    private static func word(in path: String) -> String? {
        let text = (try? TextFile.read(path)) ?? nil
        return text?.split { $0.isWhitespace || $0 == "\0" }.first.map(String.init)
    }

    private static func put(_ bytes: Bytes, into path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return SystemCall.writeAll(bytes, to: descriptor)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
