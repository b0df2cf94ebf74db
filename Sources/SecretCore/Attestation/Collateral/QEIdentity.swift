package import SecretBase

/// One line of an enclave's or module's list of versions.
package struct IdentityLevel: Hashable, Sendable {
    package let securityVersion: Int
    package let date: Timestamp
    package let status: TCBStatus
    package let advisories: [String]

    /// The member `tcbLevels`, the newest version first.
    static func list(in json: IntelJSON) throws(AttestationError) -> [IdentityLevel] {
        var levels: [IdentityLevel] = []
        for level in try json.objects("tcbLevels") {
            levels.append(
                IdentityLevel(
                    securityVersion: try level.object("tcb").number("isvsvn"),
                    date: try level.time("tcbDate"), status: try level.status("tcbStatus"),
                    advisories: try level.texts("advisoryIDs")))
        }
        return levels.sorted { $0.securityVersion > $1.securityVersion }
    }
}

/// What Intel's quoting enclave must be, and what is known of its versions.
///
/// Source: Intel PCS, "Get Quoting Enclave Identity", document version 2.
package struct QEIdentity: Hashable, Sendable {
    /// `QE` for SGX, `TD_QE` for TDX, `QVE` for what verifies.
    package let id: String
    package let version: Int
    package let issueDate: Timestamp
    package let nextUpdate: Timestamp
    package let evaluationNumber: Int
    /// 4 bytes each, in the order of the report's bytes.
    package let miscSelect: Bytes
    package let miscSelectMask: Bytes
    /// 16 bytes each.
    package let attributes: Bytes
    package let attributesMask: Bytes
    package let mrSigner: Bytes
    package let productID: Int
    package let levels: [IdentityLevel]

    package init(_ text: Bytes) throws(AttestationError) {
        let json = try IntelJSON(text, named: "enclaveIdentity")
        id = try json.text("id")
        version = try json.number("version")
        issueDate = try json.time("issueDate")
        nextUpdate = try json.time("nextUpdate")
        evaluationNumber = try json.number("tcbEvaluationDataNumber", most: 1 << 30)
        miscSelect = try json.bytes("miscselect", 4)
        miscSelectMask = try json.bytes("miscselectMask", 4)
        attributes = try json.bytes("attributes", 16)
        attributesMask = try json.bytes("attributesMask", 16)
        mrSigner = try json.bytes("mrsigner", 32)
        productID = try json.number("isvprodid")
        levels = try IdentityLevel.list(in: json)
    }

    /// Why `report` is not the enclave described here; nil where it is.
    ///
    /// - Parameter id: which enclave is wanted.
    func mismatch(_ report: EnclaveReport, id wanted: String) -> String? {
        if id != wanted { return "wanted the identity of \(wanted), got \(id)" }
        if version != 2 { return "wanted an identity of version 2, got \(version)" }
        if !Self.agree(report.miscSelect, miscSelect, under: miscSelectMask) {
            return "MISCSELECT differs"
        }
        if !Self.agree(report.attributes, attributes, under: attributesMask) {
            return "ATTRIBUTES differ"
        }
        if report.mrSigner != mrSigner { return "MRSIGNER differs" }
        if Int(report.productID) != productID {
            return "wanted product \(productID), got \(report.productID)"
        }
        return nil
    }

    /// Whether the two have the same bits where the mask has ones.
    static func agree(_ left: Bytes, _ right: Bytes, under mask: Bytes) -> Bool {
        zip(zip(left, right), mask).allSatisfy { $0.0 & $1 == $0.1 & $1 }
    }
}
