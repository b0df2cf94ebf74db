import SecretBase
import TestSupport
import Testing

@testable import SecretAttestation

/// What is wanted beyond being genuine.
struct PolicyTests {
    private func policy(_ members: String) throws -> AttestationPolicy {
        try AttestationPolicy(parsing: Bytes("{\(members)}".utf8), named: "test")
    }

    private func words(_ members: String) throws -> [String] {
        try AttestationWorld().verdict(policy: policy(members)).findings.map(\.part)
    }

    @Test("each wish of a policy is heard")
    func wishes() throws {
        let hex = { (byte: String) in String(repeating: byte, count: 32) }
        let table = [
            ("\"quote_versions\":[4]", "quote_version"), ("\"quote_versions\":[3,4]", nil),
            ("\"environments\":[\"TDX\"]", "environment"),
            ("\"tcb_statuses\":[\"OK\"]", "tcb_status"), ("\"tcb_statuses\":[\"UpToDate\"]", nil),
            ("\"tcb_evaluation_number_min\":20", "tcb_evaluation_number"),
            ("\"tcb_evaluation_number_min\":19", nil),
            ("\"mrenclaves\":[\"\(hex("12"))\"]", "mrenclave"),
            ("\"mrenclaves\":[\"\(hex("11"))\"]", nil), ("\"mrenclaves\":[]", nil),
            ("\"mrsigners\":[\"\(hex("23"))\"]", "mrsigner"),
            ("\"isv_prod_id\":2", "isv_prod_id"), ("\"isv_svn_min\":3", "isv_svn"),
            ("\"isv_svn_min\":2", nil), ("\"fmspc_denied\":[\"00606A000000\"]", "fmspc"),
            ("\"machine_ids\":[\"00\"]", "machine_id"), ("\"smt_allowed\":false", "smt"),
            ("\"report_data\":\"00\"", "report_data"), ("", nil),
        ]
        for (members, part) in table {
            #expect(try words(members) == (part.map { [$0] } ?? []), "\(members)")
        }
    }

    @Test("advisories can be denied, and allowed alone")
    func advisories() throws {
        var world = AttestationWorld()
        world.tcbInfo.levels = [.init("SWHardeningNeeded", advisories: ["A", "B"])]
        let denied = try policy("\"advisories_denied\":[\"B\"]")
        #expect(try world.verdict(policy: denied).reasonWords == ["POLICY"])
        let allowed = try policy("\"advisories_allowed\":[\"A\"]")
        #expect(try world.verdict(policy: allowed).findings.count == 1)
        let all = try policy("\"advisories_allowed\":[\"A\",\"B\"]")
        #expect(try world.verdict(policy: all).outcome == .acceptWithAdvisories)
    }

    @Test("a list that a policy does not have is told, and is no reason")
    func unknownLists() throws {
        let verdict = try AttestationWorld().verdict(policy: policy("\"mrenclaves\":[]"))
        #expect(verdict.outcome == .accept)
        #expect(verdict.remarks.count == 1)
    }

    @Test("what is no policy is refused, and so is a wish that nobody knows")
    func malformed() {
        for text in ["[]", "{", "{\"mrenclave\":[]}", "{\"tcb_statuses\":\"OK\"}"] {
            #expect(throws: AttestationError.self) {
                try AttestationPolicy(parsing: Bytes(text.utf8), named: "test")
            }
        }
    }
}
