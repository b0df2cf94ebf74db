internal import FoundationEssentials

/// What is known of one network: where to ask, which chain must answer, since when this is known.
///
/// Profiles are data: JSON files that come with the program (`Toolkit/Profiles`), and the user's own
/// under `networks/NAME.json` in the configuration folder.
public struct NetworkProfile: Sendable, Equatable {
    /// The word that `--context` takes.
    public var name: String
    /// What the network is, in a few words.
    public var title: String
    /// The chain id that an endpoint must answer with, e.g. `secret-4`.
    public var chainID: String
    /// REST addresses, the preferred one first; may be empty.
    public var rest: [String]
    /// The smallest denomination, in which fees are paid.
    public var denom: String
    /// Offered for one unit of gas unless told otherwise, in `denom`, as decimal text.
    public var gasPrice: String
    /// When these facts were last compared with their sources: `YYYY-MM-DD`, or empty.
    public var checked: String
    /// Where the facts come from.
    public var sources: [String]
    /// What else an operator should know; may be empty.
    public var note: String
    /// Which attestation the network takes from nodes that register: a policy's name, or `simulated`
    /// for a development network; nil where the profile does not say.
    public var attestation: String?
    /// The user's file that says so; `nil` for what comes with the program.
    public var path: String?

    /// The local development node, which is the default and costs no parsing.
    public static let development = NetworkProfile(
        name: "local", title: "development node on this machine", chainID: "secretdev-1",
        rest: ["http://127.0.0.1:1317"], denom: "uscrt", gasPrice: "0.1", checked: "2026-11-22",
        sources: ["the network's customary local image"], note: "", attestation: "simulated")

    /// What stands for a profile that does not say which attestation is wanted.
    static let hardwarePolicy = "secret-mainnet"
}

/// A profile as its file has it. Only the chain id must be there.
private struct ProfileFile: Decodable {
    let title: String?
    let chainID: String
    let rest: [String]?
    let denom: String?
    let gasPrice: String?
    let checked: String?
    let sources: [String]?
    let note: String?
    let attestation: String?

    enum CodingKeys: String, CodingKey {
        case title, rest, denom, checked, sources, note, attestation
        case chainID = "chain_id"
        case gasPrice = "gas_price"
    }
}

extension NetworkProfile {
    /// - Parameter path: the file, for errors.
    init(json: [UInt8], name: String, path: String) throws(ConfigurationError) {
        let file: ProfileFile
        do {
            file = try JSONDecoder().decode(ProfileFile.self, from: Data(json))
        } catch {
            throw .badProfile(
                path: path, "wanted a JSON object with at least a text \"chain_id\"")
        }
        self.init(
            name: name, title: file.title ?? "", chainID: file.chainID, rest: file.rest ?? [],
            denom: file.denom ?? "uscrt", gasPrice: file.gasPrice ?? "0.1",
            checked: file.checked ?? "", sources: file.sources ?? [], note: file.note ?? "",
            attestation: file.attestation)
        guard !chainID.isEmpty else { throw .badProfile(path: path, "the chain_id is empty") }
    }

    /// By the names of the JSON answer.
    var fields: AnswerValue {
        [
            "name": .text(name), "title": .text(title), "chain_id": .text(chainID),
            "rest": .texts(rest), "denom": .text(denom), "gas_price": .text(gasPrice),
            "checked": checked.isEmpty ? .null : .text(checked), "sources": .texts(sources),
            "note": .text(note), "attestation": .optional(attestation), "path": .optional(path),
        ]
    }
}
