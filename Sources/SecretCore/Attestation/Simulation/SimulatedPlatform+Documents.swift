import SecretBase
import SecretCrypto

/// The quoting enclave of a simulation: what it is, and what the simulated lists say of it.
enum SimulatedQuotingEnclave {
    static let version: UInt16 = 1
    static let product: UInt16 = 1
    static let attributes: Bytes = [0x05] + Bytes(repeating: 0, count: 15)
    static let mrEnclave = Hash.sha256(Bytes("simulated quoting enclave".utf8))
    static let mrSigner = Hash.sha256(Bytes("simulated signer of quoting enclaves".utf8))
}

extension SimulatedPlatform {
    /// Since when the one level of either list is said to be: long before anything is judged.
    private static let levelDate = "1970-01-01T00:00:00Z"

    /// One level, which every simulated platform reaches.
    var tcbInfo: String {
        let components = SimulatedExtension.components.map { "{\"svn\":\($0)}" }
        return "{\"id\":\"SGX\",\"version\":3,\(times),"
            + "\"fmspc\":\"\(Hex.encodeUpper(SimulatedExtension.fmspc))\","
            + "\"pceId\":\"\(Hex.encodeUpper(SimulatedExtension.pceID))\",\"tcbType\":0,"
            + "\"tcbEvaluationDataNumber\":1,\"tcbLevels\":[{\"tcb\":{\"sgxtcbcomponents\":["
            + components.joined(separator: ",")
            + "],\"pcesvn\":\(SimulatedExtension.pceSVN)},\(Self.level)}]}"
    }

    /// What the simulated quoting enclave must be, in every bit.
    var quotingEnclaveIdentity: String {
        let attributes = Hex.encodeUpper(SimulatedQuotingEnclave.attributes)
        return "{\"id\":\"QE\",\"version\":2,\(times),\"tcbEvaluationDataNumber\":1,"
            + "\"miscselect\":\"00000000\",\"miscselectMask\":\"FFFFFFFF\","
            + "\"attributes\":\"\(attributes)\","
            + "\"attributesMask\":\"\(String(repeating: "F", count: 32))\","
            + "\"mrsigner\":\"\(Hex.encodeUpper(SimulatedQuotingEnclave.mrSigner))\","
            + "\"isvprodid\":\(SimulatedQuotingEnclave.product),\"tcbLevels\":[{\"tcb\":"
            + "{\"isvsvn\":\(SimulatedQuotingEnclave.version)},\(Self.level)}]}"
    }

    private var times: String {
        "\"issueDate\":\"\(from.text(.none))\",\"nextUpdate\":\"\(until.text(.none))\""
    }

    private static var level: String {
        "\"tcbDate\":\"\(levelDate)\",\"tcbStatus\":\"UpToDate\""
    }
}
