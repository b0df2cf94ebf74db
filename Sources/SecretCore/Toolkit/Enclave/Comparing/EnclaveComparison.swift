internal import SecretAttestation
internal import SecretBase

/// What is the same and what differs among enclaves. A thing that one of them does not tell is
/// compared among the others.
struct EnclaveComparison: Sendable {
    enum Part: String, Sendable { case enclave, platform }

    /// One property, by the name of its JSON field.
    struct Line: Sendable {
        let part: Part
        let name: String
        /// For a person.
        let title: String
        /// What each of the subjects has, in their order; nil where it does not tell.
        let values: [String?]
        let isSame: Bool
    }

    let subjects: [EnclaveSubject]
    let lines: [Line]
    /// What is approved, and who of the subjects is not among it.
    let approved: ApprovedEnclaves?

    /// - Parameter comparesPlatforms: whether machines count; they are compared where two tell.
    init(_ subjects: [EnclaveSubject], approved: ApprovedEnclaves?, comparesPlatforms: Bool) {
        self.subjects = subjects
        self.approved = approved
        var lines = [
            Self.measurement("mrenclave_hex", "MRENCLAVE", subjects.map { hex($0.mrEnclave) }),
            Self.measurement("mrtd_hex", "MRTD", subjects.map { hex($0.mrTD) }),
            Self.line(.enclave, "mrsigner_hex", "MRSIGNER", subjects.map { hex($0.mrSigner) }),
            Self.line(
                .enclave, "isv_prod_id", "product", subjects.map { $0.productID.map { "\($0)" } }),
            Self.line(
                .enclave, "isv_svn", "version",
                subjects.map { $0.securityVersion.map { "\($0)" } }),
            Self.line(
                .enclave, "debug", "debug", subjects.map { $0.isDebug.map { $0 ? "yes" : "no" } }),
            Self.attributes(subjects),
        ]
        let platforms = subjects.compactMap(\.platform)
        if comparesPlatforms, platforms.count > 1 {
            lines += Self.lines(of: subjects.map(\.platform))
        }
        self.lines = lines
    }

    /// A measurement that one has and another has not is a difference: they are of two kinds.
    private static func measurement(
        _ name: String, _ title: String, _ values: [String?]
    ) -> Line {
        Line(
            part: .enclave, name: name, title: title, values: values,
            isSame: values.allSatisfy { $0 == values[0] })
    }

    private static func line(
        _ part: Part, _ name: String, _ title: String, _ values: [String?]
    ) -> Line {
        let told = values.compactMap { $0 }
        return Line(
            part: part, name: name, title: title, values: values,
            isSame: told.allSatisfy { $0 == told[0] })
    }

    /// Running enclaves have the same, or what each file's signer admits.
    private static func attributes(_ subjects: [EnclaveSubject]) -> Line {
        let running = subjects.filter { $0.signature == nil }.compactMap(\.attributes)
        let isAdmitted = subjects.compactMap(\.signature).allSatisfy { file in
            running.allSatisfy(file.admits)
        }
        let signed = subjects.compactMap(\.signature).map { [$0.attributes, $0.attributesMask] }
        return Line(
            part: .enclave, name: "attributes_hex", title: "attributes",
            values: subjects.map { hex($0.attributes) },
            isSame: isAdmitted && running.allSatisfy { $0 == running[0] }
                && signed.allSatisfy { $0 == signed[0] })
    }

    private static func lines(of platforms: [PlatformFacts?]) -> [Line] {
        func of(_ name: String, _ title: String, _ value: (PlatformFacts) -> String?) -> Line {
            line(.platform, name, title, platforms.map { $0.flatMap(value) })
        }
        return [
            of("machine_id_hex", "machine id") { hex($0.machineID) },
            of("fmspc_hex", "FMSPC") { hex($0.fmspc) },
            of("pceid_hex", "PCEID") { hex($0.pceID) },
            of("cpusvn_hex", "CPUSVN") { hex($0.cpuSVN) },
            of("pck_cpusvn_hex", "CPUSVN of the PCK") { hex($0.certifiedCPUSVN) },
            of("pck_components_hex", "TCB components") { hex($0.components) },
            of("pcesvn", "PCESVN") { $0.pceSVN.map { "\($0)" } },
            of("qe_isv_svn", "quoting enclave") { "version \($0.quotingEnclaveSVN)" },
            of("smt_enabled", "hyperthreading") { $0.hasSMT.map { $0 ? "on" : "off" } },
            of("tcb_status", "TCB status") { $0.status },
            of("advisory_ids", "advisories") {
                $0.status == nil ? nil : $0.advisories.joined(separator: " ")
            },
        ]
    }

    func isSame(_ part: Part) -> Bool {
        let isEqual = lines.filter { $0.part == part }.allSatisfy(\.isSame)
        return isEqual && (part == .platform || (unapproved.isEmpty && isMeasured))
    }

    /// Whether there is a measurement at all: what tells none proves nothing.
    private var isMeasured: Bool {
        subjects.allSatisfy { $0.mrEnclave != nil || $0.mrTD != nil }
    }

    /// Those whose measurement is not approved, or not known; none where nobody asked.
    var unapproved: [EnclaveSubject] {
        guard let approved else { return [] }
        return subjects.filter { subject in
            !approved.measurements.contains { $0 == subject.mrEnclave }
        }
    }

    /// Nil where machines were not compared.
    var isSamePlatform: Bool? {
        lines.contains { $0.part == .platform } ? isSame(.platform) : nil
    }

    var isSame: Bool { isSame(.enclave) && isSamePlatform ?? true }
}

private func hex(_ bytes: Bytes?) -> String? { bytes.map { Hex.encode($0) } }
