import SecretBase

// What an operator writes by hand; only a debug build lets a test see its readers.
#if DEBUG
@testable import SecretNode

extension FuzzTarget {
    /// The configuration and the genesis of a CometBFT home.
    static func home() throws -> [FuzzTarget] {
        let plan = try NetworkPlan(directory: "net", chainID: "fuzz-1", validators: 2)
        let comet = CometConfigurationText(
            node: plan.nodes[1], blockMilliseconds: 1000, nodeIDs: ["aa", "bb"], nodes: plan.nodes)
        let application = ApplicationConfigurationText(node: plan.nodes[0])
        let odd = "a = [1, 'x', {b.c = 0x1f}]\n[[d]]\n\"e\".f = \"\"\"\\u00e9\n\"\"\"\n"
        let genesis =
            #"{"genesis_time":"2026-01-02T03:04:05Z","chain_id":"a","initial_height":"1"}"#
        return [
            FuzzTarget("toml", texts: [comet.text, application.text, odd]) { text in
                guard let file = try accepted({ try TOMLFile(text, path: "x") }) else {
                    return false
                }
                _ = try accepted {
                    try CometConfiguration(
                        file, in: CometHome(root: "x"), application: ApplicationConfiguration(file))
                }
                return true
            },
            FuzzTarget("comet-genesis", texts: [genesis]) { text in
                let read = try accepted { try CometGenesis(Bytes(text.utf8), path: "x") }
                guard let read else { return false }
                try FuzzFault.unlessEqual(read.initialHeight >= 1 && !read.chainID.isEmpty, true)
                return true
            },
        ]
    }
}
#else
extension FuzzTarget {
    static func home() throws -> [FuzzTarget] { [] }
}
#endif
