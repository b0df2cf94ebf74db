/// What is known of one network: where to ask, which chain must answer, since when this is known.
public struct NetworkProfile: Sendable, Equatable, Codable {
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
    /// uscrt for one unit of gas that a validator asks by default, as decimal text.
    public var gasPrice: String
    /// When these facts were last compared with their sources: `YYYY-MM-DD`.
    public var checked: String
    /// Where the facts come from.
    public var sources: [String]
    /// What else an operator should know; may be empty.
    public var note: String

    enum CodingKeys: String, CodingKey {
        case name, title, rest, denom, checked, sources, note
        case chainID = "chain_id"
        case gasPrice = "gas_price"
    }

    /// The local development node: the default.
    public static let development = NetworkProfile(
        name: "local", title: "development node on this machine", chainID: "secretdev-1",
        rest: ["http://127.0.0.1:1317"], denom: "uscrt", gasPrice: "0.1", checked: "2026-11-22",
        sources: ["the network's customary local image"], note: "")
}
