/// Feegrant's events, attributes in the chain's order. Source: chain specification §3.6.
extension Event {
    static func setAllowance(by granter: Party, to grantee: Party) -> Event {
        allowance("set_feegrant", granter, grantee)
    }

    static func updateAllowance(by granter: Party, to grantee: Party) -> Event {
        allowance("update_feegrant", granter, grantee)
    }

    static func revokeAllowance(by granter: Party, to grantee: Party) -> Event {
        allowance("revoke_feegrant", granter, grantee)
    }

    static func useAllowance(by granter: Party, to grantee: Party) -> Event {
        allowance("use_feegrant", granter, grantee)
    }

    static func pruneAllowances(by pruner: String) -> Event {
        Event("prune_feegrant", ["pruner": pruner])
    }

    private static func allowance(_ type: String, _ granter: Party, _ grantee: Party) -> Event {
        Event(type, ["granter": granter.text, "grantee": grantee.text])
    }
}
