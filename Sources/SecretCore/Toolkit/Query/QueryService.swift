public import SecretBase
public import SecretChain
internal import SecretClient
internal import SecretWire

/// Questions about the state of a chain. Nothing is signed, nothing is changed.
public struct QueryService: Sendable {
    let tools: Toolbox

    /// The chain, after the node has named the chain id that is wanted.
    ///
    /// Only where one is wanted: who points `--node` somewhere and names neither a chain nor a
    /// context wants to know what is there.
    func chain() async throws -> any ChainPort {
        let chain = try tools.chain()
        let settings = tools.settings
        let isAnyChain =
            settings.source(of: "node") != nil && settings.source(of: "chain_id") == nil
            && settings.source(of: "context") == nil
        if !isAnyChain { try await chain.requireChain(settings.network().chainID) }
        return chain
    }

    /// The account's number, sequence and public key. Throws exit 3 for one never seen.
    public func account(_ whose: String?) async throws -> AccountDescription {
        let address = try tools.account(named: whose)
        guard let account = try await chain().account(of: address) else {
            throw QueryFailure.noAccount("\(address)")
        }
        return AccountDescription(account)
    }

    /// All balances, and that of `denom` in front. An unknown account has nothing.
    public func balance(_ whose: String?, denom: String?) async throws -> BalanceDescription {
        let address = try tools.account(named: whose)
        let denom = try denom ?? tools.settings.network().denom
        return BalanceDescription(
            address: address, denom: denom, coins: try await chain().balances(of: address))
    }

    /// A transaction in its block. Throws exit 3 where the chain does not have it.
    public func transaction(_ hash: TransactionHash) async throws -> TransactionDescription {
        guard let outcome = try await chain().transaction(hash) else {
            throw QueryFailure.noTransaction("\(hash)")
        }
        return TransactionDescription(outcome)
    }

    /// The block at a height, or the latest.
    public func block(_ height: Height?) async throws -> BlockDescription {
        let chain = try await chain()
        do {
            return BlockDescription(try await chain.block(at: height))
        } catch ClientError.answered(_, let code, _, _) where code == 3 || code == 5 {
            // The gateway calls a height beyond the chain's an invalid argument.
            guard let height else { throw QueryFailure.noBlock(.zero) }
            throw QueryFailure.noBlock(height)
        }
    }

    /// Validators, the largest stake first.
    public func validators(_ status: BondStatus?) async throws -> ValidatorList {
        let chain = try await chain()
        async let rules = chain.stakingRules()
        let all = try await chain.validators(status: nil)
        return ValidatorList(
            validators: all.filter { status == nil || $0.status == status?.wireName }.sorted {
                ($1.tokens, "\($0.address)") < ($0.tokens, "\($1.address)")
            }, ranking: ValidatorRanking(all, seats: try await rules.validatorsMax),
            denom: try tools.settings.network().denom)
    }

    /// One validator, by address, moniker or the name of its key. Throws exit 3 where there is none.
    public func validator(_ reference: ValidatorReference) async throws -> ValidatorDescription {
        ValidatorDescription(
            validator: try await tools.validator(reference, on: try await chain()),
            denom: try tools.settings.network().denom)
    }

    /// What the account has staked, and with whom.
    public func delegations(_ whose: String?) async throws -> DelegationList {
        let address = try tools.account(named: whose)
        return DelegationList(
            address: address, delegations: try await chain().delegations(of: address),
            denom: try tools.settings.network().denom)
    }

    /// What the account is taking back, and when it arrives.
    public func unbonding(_ whose: String?) async throws -> UnbondingList {
        let address = try tools.account(named: whose)
        return UnbondingList(
            address: address, unbondings: try await chain().unbondings(of: address),
            denom: try tools.settings.network().denom)
    }
}

/// Where a validator stands.
public enum BondStatus: String, Sendable, CaseIterable {
    case bonded, unbonding, unbonded

    var wireName: String { "BOND_STATUS_" + rawValue.uppercased() }

    /// The last word of the chain's name, in lower case; the name itself where it is another.
    static func word(for wireName: String) -> String {
        allCases.first { $0.wireName == wireName }?.rawValue ?? wireName
    }
}

extension Toolbox {
    /// Questions about the chain.
    public var query: QueryService { QueryService(tools: self) }
}
