package import SecretBase

/// Intel's list of the security versions of one kind of platform, and what is known of each.
///
/// Source: Intel PCS, "Get TCB Info", versions 3 and 4 of the service (documents 2 and 3).
package struct TCBInfo: Hashable, Sendable {
    /// One line of the list.
    package struct Level: Hashable, Sendable {
        package let components: [UInt8]
        package let pceSVN: Int
        /// Components of TDX; empty where there are none, as in lists for SGX.
        package let tdxComponents: [UInt8]
        package let date: Timestamp
        package let status: TCBStatus
        package let advisories: [String]
    }

    /// What a TDX module must be.
    package struct Module: Hashable, Sendable {
        package let mrSigner: Bytes
        package let attributes: Bytes
        package let attributesMask: Bytes
    }

    /// A TDX module of one major version, and its own list of versions, the newest first.
    package struct ModuleIdentity: Hashable, Sendable {
        /// `TDX_01` for version 1.
        package let id: String
        package let module: Module
        package let levels: [IdentityLevel]
    }

    /// The kind of environment; nil in documents of version 2, which are for SGX.
    package let id: String?
    package let version: Int
    package let tcbType: Int
    package let issueDate: Timestamp
    package let nextUpdate: Timestamp
    package let fmspc: Bytes
    package let pceID: Bytes
    package let evaluationNumber: Int?
    package let module: Module?
    package let moduleIdentities: [ModuleIdentity]
    /// The best first, whatever the document's order: by components, PCESVN, TDX components.
    package let levels: [Level]

    package init(_ text: Bytes) throws(AttestationError) {
        let json = try IntelJSON(text, named: "tcbInfo")
        version = try json.number("version")
        guard version == 2 || version == 3 else {
            throw .unsupported("tcbInfo: wanted version 2 or 3, got \(version)")
        }
        id = version == 3 ? try json.text("id") : nil
        tcbType = try json.number("tcbType")
        guard tcbType == 0 else { throw .unsupported("tcbInfo: wanted tcbType 0, got \(tcbType)") }
        issueDate = try json.time("issueDate")
        nextUpdate = try json.time("nextUpdate")
        fmspc = try json.bytes("fmspc", 6)
        pceID = try json.bytes("pceId", 2)
        let hasNumber = version == 3 || json.has("tcbEvaluationDataNumber")
        evaluationNumber =
            hasNumber ? try json.number("tcbEvaluationDataNumber", most: 1 << 30) : nil
        let isTDX = id == "TDX"
        module =
            isTDX && json.has("tdxModule") ? try Self.module(json.object("tdxModule")) : nil
        var identities: [ModuleIdentity] = []
        for identity in isTDX ? try json.objects("tdxModuleIdentities") : [] {
            identities.append(
                ModuleIdentity(
                    id: try identity.text("id"), module: try Self.module(identity),
                    levels: try IdentityLevel.list(in: identity)))
        }
        moduleIdentities = identities
        var levels: [Level] = []
        for level in try json.objects("tcbLevels") {
            levels.append(try Self.level(level, version: version, isTDX: isTDX))
        }
        guard !levels.isEmpty else { throw .malformed("tcbInfo: it has no level") }
        self.levels = levels.sorted { $1.isBelow($0) }
    }

    private static func module(_ json: IntelJSON) throws(AttestationError) -> Module {
        Module(
            mrSigner: try json.bytes("mrsigner", 48), attributes: try json.bytes("attributes", 8),
            attributesMask: try json.bytes("attributesMask", 8))
    }

    private static func level(
        _ json: IntelJSON, version: Int, isTDX: Bool
    ) throws(AttestationError) -> Level {
        let tcb = try json.object("tcb")
        var components: [UInt8] = []
        if version == 2 {
            for index in 1...16 {
                let name = "sgxtcbcomp" + (index < 10 ? "0" : "") + "\(index)svn"
                components.append(UInt8(try tcb.number(name, most: 255)))
            }
        } else {
            components = try Self.components("sgxtcbcomponents", of: tcb)
        }
        return Level(
            components: components, pceSVN: try tcb.number("pcesvn"),
            tdxComponents: isTDX && tcb.has("tdxtcbcomponents")
                ? try Self.components("tdxtcbcomponents", of: tcb) : [],
            date: try json.time("tcbDate"), status: try json.status("tcbStatus"),
            advisories: try json.texts("advisoryIDs"))
    }

    private static func components(
        _ name: String, of tcb: IntelJSON
    ) throws(AttestationError) -> [UInt8] {
        let list = try tcb.objects(name)
        guard list.count == 16 else {
            throw .malformed("tcbInfo: wanted 16 \(name), got \(list.count)")
        }
        var versions: [UInt8] = []
        for component in list { versions.append(UInt8(try component.number("svn", most: 255))) }
        return versions
    }
}

extension TCBInfo.Level {
    fileprivate func isBelow(_ other: TCBInfo.Level) -> Bool {
        if components != other.components {
            return components.lexicographicallyPrecedes(other.components)
        }
        if pceSVN != other.pceSVN { return pceSVN < other.pceSVN }
        return tdxComponents.lexicographicallyPrecedes(other.tdxComponents)
    }
}
