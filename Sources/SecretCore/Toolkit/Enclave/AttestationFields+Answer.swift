internal import SecretAttestation
internal import SecretBase

extension AttestationFields {
    /// By the names of the JSON answers; null where the evidence does not say.
    var answerFields: [AnswerValue.Field] {
        let own: [AnswerValue.Field] = [
            .init("mrenclave_hex", Self.hex(mrEnclave)),
            .init("mrsigner_hex", Self.hex(mrSigner)),
            .init("isv_prod_id", Self.number(productID)),
            .init("isv_svn", Self.number(securityVersion)),
            .init("debug", isDebug.map { .flag($0) } ?? .null),
            .init("report_data_hex", Self.hex(reportData)),
            .init("machine_id_hex", Self.hex(machineID)),
            .init("fmspc_hex", Self.hex(fmspc)),
            .init("environment", .optional(environment)),
            .init("quote_version", Self.number(quoteVersion)),
            .init("certification_type", Self.number(certificationType)),
            .init("trailing_bytes", Self.number(trailingCount)),
            .init("attributes_hex", Self.hex(attributes)),
            .init("pceid_hex", Self.hex(pceID)),
            .init("ppid_hex", Self.hex(ppid)),
            .init("smt_enabled", hasSMT.map { .flag($0) } ?? .null),
            .init("tcb_evaluation_number", Self.number(tcbEvaluationNumber)),
            .init("qe_evaluation_number", Self.number(qeEvaluationNumber)),
            .init("tcb_date", .optional(tcbDate?.description)),
            .init("qe_status", .optional(qeStatus?.rawValue)),
        ]
        return own + domainFields + iasFields
    }

    private var domainFields: [AnswerValue.Field] {
        guard let mrTD else { return [] }
        return [
            .init("mrtd_hex", Self.hex(mrTD)), .init("mrseam_hex", Self.hex(mrSEAM)),
            .init("rtmr_hex", .texts((rtmr ?? []).map { Hex.encode($0) })),
            .init("tdx_module_status", .optional(moduleStatus?.rawValue)),
        ]
    }

    private var iasFields: [AnswerValue.Field] {
        guard let iasTimestamp else { return [] }
        return [
            .init("ias_version", Self.number(iasVersion)),
            .init("ias_timestamp", .text(iasTimestamp)),
            .init("node_key_hex", Self.hex(reportData.map { Bytes($0.prefix(32)) })),
        ]
    }

    private static func hex(_ bytes: Bytes?) -> AnswerValue {
        .optional(bytes.map { Hex.encode($0) })
    }

    private static func number(_ number: Int?) -> AnswerValue {
        number.map { .integer(Int64($0)) } ?? .null
    }

    /// Long values in two words, so that they fit a line each.
    private static func halves(_ bytes: Bytes?) -> String {
        guard let bytes else { return "" }
        let half = bytes.count / 2
        return Hex.encode(bytes[..<half]) + " " + Hex.encode(bytes[half...])
    }

    /// The same as lines for a person.
    var textFields: [(String, String)] {
        let kind = [
            environment, quoteVersion.map { "quote version \($0)" },
            iasTimestamp.map { "report of Intel's service, \($0)" },
        ].compactMap { $0 }.joined(separator: ", ")
        return [
            ("kind", kind),
            ("MRENCLAVE", mrEnclave.map { Hex.encode($0) } ?? ""),
            ("MRSIGNER", mrSigner.map { Hex.encode($0) } ?? ""),
            ("MRTD", Self.halves(mrTD)),
            ("product", productID.map { "\($0), version \(securityVersion ?? 0)" } ?? ""),
            ("debug", isDebug.map { $0 ? "YES" : "no" } ?? ""),
            ("report data", Self.halves(reportData)),
            ("machine id", machineID.map { Hex.encode($0) } ?? ""),
            ("FMSPC", fmspc.map { Hex.encode($0) } ?? ""),
            ("hyperthreading", hasSMT.map { $0 ? "on" : "off" } ?? ""),
        ]
    }
}
