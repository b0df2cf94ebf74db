internal import SecretBase

/// Whether Intel knows the platform.
extension Examination {
    private static let log = "/var/log/mpa_registration.log"
    private static let variable =
        "/sys/firmware/efi/efivars/SgxRegistrationStatus-f236c5dc-a491-4bbe-bcdd-88885770df45"

    mutating func checkRegistration() {
        let id = "registration.platform"
        let lines = (host.text(Self.log, most: 8 << 20).value ?? "").hostLines
        let last = lines.last {
            ["passed successfully", "completed successfully", "failed", "unsuccessfully", "ERROR"]
                .contains(where: $0.contains)
        }
        let evidence = last.map { [String($0.hostTrimmed.prefix(200))] } ?? []
        let isGood = last.map {
            $0.contains("passed successfully") || $0.contains("completed successfully")
        }
        // Attributes (4 bytes), version (2), size (2), status (2), error (1).
        let status = host.read(Self.variable, most: 64).value ?? []
        let isComplete = status.count >= 11 ? status[8] & 1 == 1 : nil
        let code = status.count >= 11 ? status[10] : 0
        if isGood == false || code != 0 {
            return fail(
                id, "the registration agent reports a failure", "host.registration_failed", .likely,
                evidence: evidence + (code == 0 ? [] : ["error 0x\(String(code, radix: 16))"]))
        }
        if isGood == true || isComplete == true {
            return ok(id, "the firmware's manifest was sent to Intel", evidence: evidence)
        }
        guard let info = processor.value else {
            return unknown(id, "the processor is not known")
        }
        guard info.vendor == "GenuineIntel" else {
            return unknown(id, "only Intel's processors have SGX")
        }
        if isVirtual {
            return unknown(id, "a guest cannot tell: the host registers the platform")
        }
        guard policy.processor(info)?.isRegistered == true else {
            return ok(id, "this processor needs no registration of its platform")
        }
        guard host.entry(Self.log).isAbsent || isComplete == false else {
            return unknown(id, "neither log nor firmware tell whether it was registered")
        }
        let sockets = info.socketCount
        let seen = "\(sockets) socket\(sockets == 1 ? "" : "s"), and no sign of a registration"
        if sockets > 1 || isComplete == false {
            fail(
                id, seen, "SGX_QL_PLATFORM_UNKNOWN", isComplete == false ? .certain : .likely,
                evidence: evidence)
        } else {
            warn(id, seen, "SGX_QL_PLATFORM_UNKNOWN")
        }
    }
}
