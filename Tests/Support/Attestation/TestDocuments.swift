/// The SGX extension of a PCK certificate, to be made.
public struct TestSGXExtension {
    public var components: [Int] = [11, 11, 2, 2, 255, 1] + [Int](repeating: 0, count: 10)
    public var pceSVN = 13
    public var pceID: [UInt8] = [0, 0]
    public var fmspc: [UInt8] = [0x00, 0x60, 0x6a, 0, 0, 0]
    public var hasSMT: Bool? = true

    public init() {}

    private static func member(_ suffix: String, _ value: [UInt8]) -> [UInt8] {
        DER.sequence([DER.identifier("1.2.840.113741.1.13.1" + suffix), value])
    }

    /// What stands in the extension's octet string.
    public var content: [UInt8] {
        var versions = components.enumerated().map {
            Self.member(".2.\($0 + 1)", DER.integer($1))
        }
        versions.append(Self.member(".2.17", DER.integer(pceSVN)))
        versions.append(
            Self.member(".2.18", DER.octets(components.map { UInt8(truncatingIfNeeded: $0) })))
        var members = [
            Self.member(".1", DER.octets([UInt8](repeating: 0x77, count: 16))),
            Self.member(".2", DER.sequence(versions)), Self.member(".3", DER.octets(pceID)),
            Self.member(".4", DER.octets(fmspc)), Self.member(".5", DER.enumerated(1)),
        ]
        if let hasSMT {
            members.append(Self.member(".6", DER.octets([UInt8](repeating: 0x66, count: 16))))
            let settings = [
                Self.member(".7.1", DER.flag(true)), Self.member(".7.2", DER.flag(true)),
                Self.member(".7.3", DER.flag(hasSMT)),
            ]
            members.append(Self.member(".7", DER.sequence(settings)))
        }
        return DER.sequence(members)
    }
}

/// A TCB info document, to be made.
public struct TestTCBInfo {
    public struct Level {
        public var components: [Int] = [11, 11, 2, 2, 255, 1] + [Int](repeating: 0, count: 10)
        public var pceSVN = 13
        public var tdx: [Int] = [0, 0, 3] + [Int](repeating: 0, count: 13)
        public var status = "UpToDate"
        public var advisories: [String] = []

        public init(_ status: String = "UpToDate", advisories: [String] = []) {
            self.status = status
            self.advisories = advisories
        }
    }

    public var id: String? = "SGX"
    public var version = 3
    public var issueDate = "2026-01-01T00:00:00Z"
    public var nextUpdate = "2026-01-31T00:00:00Z"
    public var fmspc = "00606A000000"
    public var pceID = "0000"
    public var tcbType = 0
    public var levels = [Level()]
    /// `tdxModule` for the first major version, where there is one.
    public var moduleSigner = String(repeating: "00", count: 48)
    public var hasModule = true
    /// Versions and statuses of `TDX_01`; nil without identities.
    public var moduleLevels: [(version: Int, status: String)]? = [
        (5, "UpToDate"), (3, "OutOfDate"),
    ]

    public init() {}

    private func list(_ versions: [Int]) -> String {
        "[" + versions.map { "{\"svn\":\($0)}" }.joined(separator: ",") + "]"
    }

    private func text(of level: Level) -> String {
        let components =
            version == 2
            ? level.components.enumerated().map {
                "\"sgxtcbcomp\($0 < 9 ? "0" : "")\($0 + 1)svn\":\($1)"
            }.joined(separator: ",")
            : "\"sgxtcbcomponents\":\(list(level.components))"
        let tdx = id == "TDX" ? ",\"tdxtcbcomponents\":\(list(level.tdx))" : ""
        let advisories =
            level.advisories.isEmpty
            ? ""
            : ",\"advisoryIDs\":["
                + level.advisories.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        return "{\"tcb\":{\(components),\"pcesvn\":\(level.pceSVN)\(tdx)},"
            + "\"tcbDate\":\"2024-03-13T00:00:00Z\",\"tcbStatus\":\"\(level.status)\"\(advisories)}"
    }

    private var modules: String {
        guard id == "TDX" else { return "" }
        let module =
            "\"mrsigner\":\"\(moduleSigner)\",\"attributes\":\"0000000000000000\","
            + "\"attributesMask\":\"FFFFFFFFFFFFFFFF\""
        var text = hasModule ? "\"tdxModule\":{\(module)}," : ""
        if let moduleLevels {
            let levels = moduleLevels.map {
                "{\"tcb\":{\"isvsvn\":\($0.version)},\"tcbDate\":\"2024-03-13T00:00:00Z\","
                    + "\"tcbStatus\":\"\($0.status)\"}"
            }.joined(separator: ",")
            text +=
                "\"tdxModuleIdentities\":[{\"id\":\"TDX_01\",\(module),\"tcbLevels\":[\(levels)]}],"
        }
        return text
    }

    /// The text that Intel would sign.
    public var text: String {
        let name = id.map { "\"id\":\"\($0)\"," } ?? ""
        return "{\(name)\"version\":\(version),\"issueDate\":\"\(issueDate)\","
            + "\"nextUpdate\":\"\(nextUpdate)\",\"fmspc\":\"\(fmspc)\",\"pceId\":\"\(pceID)\","
            + "\"tcbType\":\(tcbType),\"tcbEvaluationDataNumber\":19,\(modules)"
            + "\"tcbLevels\":[\(levels.map(text).joined(separator: ","))]}"
    }
}

/// An identity of a quoting enclave, to be made.
public struct TestIdentity {
    public var id = "QE"
    public var version = 2
    public var issueDate = "2026-01-01T00:00:00Z"
    public var nextUpdate = "2026-01-31T00:00:00Z"
    public var miscMask = "FFFFFFFF"
    public var attributes = "11000000000000000000000000000000"
    public var attributesMask = "FBFFFFFFFFFFFFFF0000000000000000"
    public var signer = String(repeating: "8C", count: 32)
    public var product = 1
    public var levels = [(8, "UpToDate"), (6, "OutOfDate"), (4, "Revoked")]

    public init() {}

    /// The text that Intel would sign.
    public var text: String {
        let levels = levels.map {
            "{\"tcb\":{\"isvsvn\":\($0.0)},\"tcbDate\":\"2024-03-13T00:00:00Z\","
                + "\"tcbStatus\":\"\($0.1)\"}"
        }.joined(separator: ",")
        return "{\"id\":\"\(id)\",\"version\":\(version),\"issueDate\":\"\(issueDate)\","
            + "\"nextUpdate\":\"\(nextUpdate)\",\"tcbEvaluationDataNumber\":19,"
            + "\"miscselect\":\"00000000\",\"miscselectMask\":\"\(miscMask)\","
            + "\"attributes\":\"\(attributes)\",\"attributesMask\":\"\(attributesMask)\","
            + "\"mrsigner\":\"\(signer)\",\"isvprodid\":\(product),\"tcbLevels\":[\(levels)]}"
    }
}
