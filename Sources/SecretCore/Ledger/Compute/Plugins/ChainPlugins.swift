import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// `dist.rewards`. Ends the periods of the delegator's validators to reckon with them, and that
/// stays: the chain asks this in the calling transaction's own state.
enum RewardsPlugin {
    static func answer(_ query: JSONValue, _ context: LedgerContext) throws(PluginStop) -> Bytes {
        guard let asked = query["rewards"] else {
            throw .unsupported("unknown DistQuery variant")
        }
        let text = asked["delegator"]?.plainText ?? ""
        guard !text.isEmpty else {
            throw .refused(
                SDKError.unknownRequest,
                "rpc error: code = InvalidArgument desc = empty delegator address")
        }
        let delegator: Address
        do { delegator = try Address(text) } catch {
            throw .refused(SDKError.unknownRequest, error.description)
        }
        let (rewards, total) = try PluginStop.within { () throws(LedgerFault) in
            try context.distribution.allRewards(of: Party(delegator))
        }
        var fields: [(String, Bytes)] = []
        if !rewards.isEmpty {
            let list = rewards.map { entry in
                GoJSON.object([
                    ("validator_address", GoJSON.text(entry.validator.description)),
                    ("reward", whole(entry.reward)),
                ])
            }
            fields.append(("rewards", GoJSON.list(list)))
        }
        if !total.isZero { fields.append(("total", whole(total))) }
        return GoJSON.object(fields)
    }

    /// The digits before the point.
    private static func whole(_ coins: DecCoins) -> Bytes {
        GoJSON.list(
            coins.parts.map { part in
                GoJSON.coin(part.denom, String(part.amount.description.prefix { $0 != "." }))
            })
    }
}

/// `mint.inflation`, `mint.bonded_ratio`.
enum MintPlugin {
    static func answer(_ query: JSONValue, _ context: LedgerContext) throws(PluginStop) -> Bytes {
        if query["bonded_ratio"] != nil {
            let ratio = try PluginStop.within { () throws(LedgerFault) in
                try context.staking.bondedRatio()
            }
            return GoJSON.object([("bonded_ratio", GoJSON.text(ratio.description))])
        }
        guard query["inflation"] != nil else {
            throw .unsupported("unknown MintQuery variant")
        }
        let inflation = try PluginStop.within { () throws(LedgerFault) in
            guard let rate = Dec(wireText: try context.mint.minter().inflation) else {
                throw .damaged("inflation")
            }
            return rate
        }
        return GoJSON.object([("inflation_rate", GoJSON.text(inflation.description))])
    }
}

/// `gov.proposals`: those that are voted on.
enum GovPlugin {
    static func answer(_ query: JSONValue, _ context: LedgerContext) throws(PluginStop) -> Bytes {
        guard query["proposals"] != nil else {
            throw .unsupported("unknown GovQuery variant")
        }
        let list = try PluginStop.within { () throws(LedgerFault) in
            var list: [Bytes] = []
            for (_, value) in try context.entries(KeyRange(prefix: GovKeys.proposals)) {
                let proposal = try GovProposal(stored: value, "proposal")
                guard proposal.status == .votingPeriod else { continue }
                func time(_ seconds: Int64) -> Bytes {
                    GoJSON.number(UInt64(bitPattern: seconds))
                }
                list.append(
                    GoJSON.object([
                        ("id", GoJSON.number(proposal.id)),
                        ("voting_start_time", time(proposal.votingStartTime.seconds)),
                        ("voting_end_time", time(proposal.votingEndTime.seconds)),
                    ]))
            }
            return list
        }
        return GoJSON.object([("proposals", GoJSON.list(list))])
    }
}

/// The ibc queries, of a chain without channels.
enum ChannelsPlugin {
    static func answer(
        _ query: JSONValue, _ contract: Party, _ context: LedgerContext
    ) throws(PluginStop) -> Bytes {
        if query["port_id"] != nil {
            let info = try PluginStop.within { () throws(LedgerFault) in
                try context.compute.info(of: contract.address)
            }
            return GoJSON.object([("port_id", GoJSON.text(info?.ibcPortID ?? ""))])
        }
        if query["list_channels"] != nil {
            return GoJSON.object([("channels", GoJSON.list([]))])
        }
        guard query["channel"] != nil else {
            throw .unsupported("unknown IBCQuery variant")
        }
        return GoJSON.object([])
    }
}
