internal import SecretBase

/// What the network's check-hw printed. Its first line of success has misled people: what counts is
/// DCAP, and that the machine is known.
///
/// Source: scrtlabs/SecretNetwork, check-hw and execute/src/registration/check_patch_level.rs,
/// v1.2 to v1.25.
enum CheckHardware {
    private static let linesMax = 10_000

    static func findings(in text: String) -> [HostFinding] {
        let lines = text.hostLines.prefix(linesMax).map {
            Terminology.printable(String($0.hostTrimmed.prefix(400)))
        }
        var reader = TranscriptReader(lines: lines)
        reader.read()
        return reader.findings
    }
}

private struct TranscriptReader {
    let lines: [String]
    private(set) var findings: [HostFinding] = []

    init(lines: [String]) { self.lines = lines }

    private func first(_ words: String...) -> String? {
        lines.first { line in words.contains { line.contains($0) } }
    }

    mutating func read() {
        guard first("Creating enclave instance", "attestation", "Platform") != nil else {
            return unknown("transcript.platform", "this is no transcript of check-hw")
        }
        readStart()
        readAttestation()
        readMachine()
        readCodes()
    }

    private mutating func readStart() {
        let id = "transcript.enclave"
        if let line = first(
            "Failed to start enclave", "Failed to get enclave access token",
            "Cannot find the enclave file", "Failed to run hardware verification")
        {
            let word = Self.code(in: line)
            fail(
                id, "the enclave did not start",
                word ?? "SGX_ERROR_ENCLAVE_FILE_ACCESS", [line])
        } else {
            good(id, "the enclave started")
        }
    }

    private mutating func readAttestation() {
        let id = "transcript.dcap"
        let dcap = first("DCAP attestation obtained and verified ok", "DCAP attestation: Success")
        let broken = lines.filter {
            ($0.hasPrefix("DCAP attestation:") && !$0.hasSuffix("Success"))
                || $0.contains("Failed to obtain DCAP attestation")
                || $0.contains("DCAP quote obtained, but failed to verify")
        }
        let okay = first("Platform Okay!", "EPID attestation: Success")
        let verified = first("Platform verification successful!")
        if dcap != nil, broken.isEmpty {
            return good(id, "attested with DCAP")
        }
        if let okay {
            return fail(
                id, "approved by EPID alone", "host.transcript_epid", [okay] + broken.prefix(4))
        }
        if !broken.isEmpty {
            return fail(
                id, "DCAP failed", "host.transcript_dcap_failed", Array(broken.prefix(4)))
        }
        if let line = verified {
            return fail(
                id, "it says okay and does not say how", "host.transcript_okay_alone", [line])
        }
        if let line = first("Failed to verify platform") {
            return fail(id, "the platform was refused", "host.transcript_dcap_failed", [line])
        }
        unknown(id, "it ends before the attestation")
    }

    private mutating func readMachine() {
        let id = "transcript.machine"
        let machine = first("Your machine ID:").map { [$0] } ?? []
        if let line = first("This machine is not known") {
            fail(
                id, "the machine is not on the list", "This machine is not known", machine + [line])
        } else if first("This machine ID is known") != nil {
            good(id, "the machine is on the list", machine)
        } else {
            unknown(id, "it does not say whether the machine is on the list")
        }
    }

    /// Codes anywhere in it that the catalogue knows.
    private mutating func readCodes() {
        var seen: Set<String> = []
        for line in lines {
            guard let word = Self.code(in: line), seen.insert(word).inserted else { continue }
            fail("transcript.code", "it names \(word)", word, [line])
        }
    }

    /// The first error code in a line that the catalogue explains.
    private static func code(in line: String) -> String? {
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        return words.first { word in
            (word.hasPrefix("SGX_") || word.lowercased().hasPrefix("0xe0"))
                && Catalogue.shared.entry(for: word) != nil
        }
    }

    private mutating func good(_ id: String, _ seen: String, _ evidence: [String] = []) {
        findings.append(
            HostFinding(id: id, state: .ok, severity: .info, seen: seen, evidence: evidence))
    }

    private mutating func fail(
        _ id: String, _ seen: String, _ word: String, _ evidence: [String]
    ) {
        findings.append(
            HostFinding(
                id: id, state: .fail, severity: .error, seen: seen, evidence: evidence,
                likelihood: .likely, explain: word))
    }

    private mutating func unknown(_ id: String, _ why: String) {
        findings.append(
            HostFinding(id: id, state: .cannotCheck, severity: .info, seen: why))
    }
}
