package import SecretBase
import SecretWire

extension AttestationPolicy {
    private static let members: Set<String> = [
        "name", "checked", "sources", "note", "quote_versions", "environments", "tcb_statuses",
        "advisories_allowed", "advisories_denied", "tcb_evaluation_number_min", "mrenclaves",
        "mrsigners", "isv_prod_id", "isv_svn_min", "fmspc_denied", "machine_ids", "smt_allowed",
        "report_data",
    ]

    /// Reads a policy's file: one JSON object of the members above, all but none of which may be
    /// missing. A member that is not known is refused: it would be a wish that nobody hears.
    package init(parsing text: Bytes, named fallback: String) throws(AttestationError) {
        let limits = JSONValue.Limits(bytes: 1 << 20, depth: 4)
        guard let document = try? JSONValue(parsing: text, limits: limits),
            let members = document.members
        else { throw .malformed("policy \(fallback): no JSON object") }
        for member in members where !Self.members.contains(member.name) {
            throw .malformed("policy \(fallback): it says '\(member.name)', which means nothing here")
        }
        let json = try IntelJSON(text, named: "policy \(fallback)")
        func texts(_ name: String) throws(AttestationError) -> [String]? {
            json.has(name) ? try json.texts(name, most: 4096) : nil
        }
        func hex(_ name: String) throws(AttestationError) -> [String]? {
            try texts(name)?.map { $0.lowercased() }
        }
        func number(_ name: String) throws(AttestationError) -> Int? {
            json.has(name) ? try json.number(name, most: 1 << 30) : nil
        }
        self.init(name: json.has("name") ? try json.text("name") : fallback)
        checked = json.has("checked") ? try json.text("checked") : ""
        sources = try texts("sources") ?? []
        note = json.has("note") ? try json.text("note") : ""
        if let versions = document["quote_versions"] {
            quoteVersions = versions.array?.compactMap { $0.numberText.flatMap { Int($0) } }
        }
        environments = try texts("environments")
        statuses = try texts("tcb_statuses")
        advisoriesAllowed = try texts("advisories_allowed")
        advisoriesDenied = try texts("advisories_denied") ?? []
        evaluationNumberMin = try number("tcb_evaluation_number_min")
        mrEnclaves = try hex("mrenclaves")
        mrSigners = try hex("mrsigners")
        productID = try number("isv_prod_id")
        securityVersionMin = try number("isv_svn_min")
        fmspcDenied = try hex("fmspc_denied") ?? []
        machineIDs = try hex("machine_ids")
        if case .bool(let allowed)? = document["smt_allowed"] { allowsSMT = allowed }
        reportData = json.has("report_data") ? try json.text("report_data").lowercased() : nil
    }
}
