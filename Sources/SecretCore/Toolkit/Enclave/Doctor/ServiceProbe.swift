internal import SecretAttestation
internal import SecretBase
internal import SecretClient
internal import SecretWire

/// Whether the certificate service answers, asked only with `--online`.
extension DoctorService {
    /// Asks for the identity of Intel's quoting enclave and, where the processor is known, for its
    /// TCB info: both are public, and say nothing of this host but its kind.
    func probe(_ examination: inout Examination, _ order: Order) async throws {
        let id = "pccs.answer"
        let configured = examination.serviceAddress
        guard let text = order.service ?? configured else {
            return examination.unknown(id, "no PCCS is configured")
        }
        guard let url = try? NodeURL(text), text.contains("://") else {
            guard order.service != nil else {
                return examination.unknown(id, "the configured pccs_url is no address")
            }
            throw DoctorError.badService(text)
        }
        let seconds = Double(try tools.settings.timeoutSeconds())
        let limits = TransportLimits(
            connectSeconds: seconds, totalSeconds: seconds, answerBytesMax: 1 << 20)
        let client = LCDClient(url, limits: limits)
        do {
            let answer = try await client.get("/qe/identity")
            guard answer["enclaveIdentity"] != nil else {
                return examination.fail(
                    id, "\(url) answers, and not as a PCCS does",
                    "SGX_QL_UNKNOWN_MESSAGE_RESPONSE", .likely)
            }
            examination.ok(id, "\(url) answers")
        } catch let error as ClientError {
            let (seen, word) = Self.diagnosis(of: error, url: url)
            return examination.fail(
                id, seen, word, .likely, evidence: [String(error.description.prefix(300))])
        }
        try await probePlatform(client, &examination)
    }

    private func probePlatform(
        _ client: LCDClient, _ examination: inout Examination
    ) async throws {
        let id = "pccs.platform"
        guard let fmspc = examination.attestation.value?.fields.fmspc else {
            return examination.unknown(id, "no evidence yet that names the FMSPC")
        }
        let word = Hex.encodeUpper(fmspc)
        do {
            _ = try await client.get("/tcb", query: [QueryItem("fmspc", word)])
            examination.ok(id, "it has TCB info for \(word)")
        } catch let error as ClientError {
            examination.fail(
                id, "it has no TCB info for \(word)", "host.pccs_no_data", .likely,
                evidence: [String(error.description.prefix(300))])
        }
    }

    /// Causes that are told apart: no way there, TLS, no answer in time, nothing there, nonsense.
    static func diagnosis(of error: ClientError, url: NodeURL) -> (seen: String, word: String) {
        switch error {
        case .unreachable(_, let why), .unanswered(_, let why):
            let small = why.lowercased()
            if ["ssl", "tls", "certificate"].contains(where: small.contains) {
                return ("\(url): its certificate is not accepted", "host.pccs_tls")
            }
            if small.contains("timed out") || small.contains("timeout") {
                return ("\(url) does not answer in time", "SGX_QL_SERVICE_TIMEOUT")
            }
            return ("\(url) cannot be reached", "host.pccs_unreachable")
        case .answered(404, _, _, _):
            return ("\(url) has no such document (404)", "host.pccs_no_data")
        case .answered(let status, _, _, _):
            return ("\(url) answers with status \(status)", "SGX_QL_UNKNOWN_MESSAGE_RESPONSE")
        default: return ("\(url) gives no answer that can be read", "SGX_QL_MESSAGE_ERROR")
        }
    }
}

extension Examination {
    /// The pccs_url of the quote provider's configuration; nil without a readable one.
    var serviceAddress: String? {
        let bytes = host.read(Self.providerFile, most: 256 * 1024).value
        let settings = bytes.flatMap { try? CommentedJSON($0) }
        return settings?["pccs_url"]?.value
    }
}
