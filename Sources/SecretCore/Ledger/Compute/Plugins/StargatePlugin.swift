import SecretBase
import SecretChain
import SecretWire

/// The queries of other modules that contracts may ask, in their own bytes.
enum StargatePlugin {
    /// Source: SecretNetwork `query_plugins.go`, `stargateQueryAllowlist`.
    private static let allowed: KeyValuePairs<String, [String]> = [
        "cosmos.auth.v1beta1": ["Account", "Params"],
        "cosmos.bank.v1beta1": ["Balance", "DenomMetadata", "SupplyOf", "Params"],
        "cosmos.distribution.v1beta1": [
            "Params", "DelegatorWithdrawAddress", "FoundationTax", "ValidatorCommission",
        ],
        "cosmos.feegrant.v1beta1": ["Allowance"],
        "cosmos.gov.v1beta1": ["Deposit", "Params", "Proposal", "Vote"],
        "cosmos.mint.v1beta1": ["Params", "Inflation", "AnnualProvisions"],
        "cosmos.params.v1beta1": ["Params"],
        "cosmos.slashing.v1beta1": ["Params", "SigningInfo"],
        "cosmos.staking.v1beta1": [
            "Validator", "Delegation", "UnbondingDelegation", "Params",
        ],
        "ibc.applications.transfer.v1": ["DenomHash", "DenomTrace", "Params"],
        "secret.compute.v1beta1": [
            "ContractInfo", "CodeHashByContractAddress", "CodeHashByCodeId", "LabelByAddress",
            "AddressByLabel", "ContractsByCodeId",
        ],
    ]

    private static let paths = Set(
        allowed.flatMap { package, methods in methods.map { "/\(package).Query/\($0)" } })

    static func answer(_ query: JSONValue, _ context: LedgerContext) throws(PluginStop) -> Bytes {
        let path = query["path"]?.plainText ?? ""
        guard paths.contains(path) else {
            throw .unsupported("query path '\(path)' is not allowed from the contract")
        }
        guard QueryRouter.network.knows(path) else {
            throw .unsupported("No route to query path '\(path)'")
        }
        let data = query["data"]?.plainText ?? ""
        let request = (try? Base64.decode(data, bytesMax: 1 << 24)) ?? []
        let answer: Bytes
        do {
            answer = try QueryRouter.network.answer(
                path, request, state: context.state, header: context.header)
        } catch {
            let text =
                error.isPlain
                ? error.message : "rpc error: code = \(error.code.name) desc = \(error.message)"
            throw .fault(.refused(Refusal(unregistered: text)))
        }
        // Queries do not count what they read; what they tell stands for it.
        try PluginStop.within { () throws(LedgerFault) in
            try context.payForRead(bytes: request.count + answer.count)
        }
        return answer
    }
}
