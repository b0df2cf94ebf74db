import FoundationEssentials
import SecretBase
import SecretWire
import SwiftProtobuf

/// Which messages this ledger runs. Source: chain specification §4.15.
enum MessageRouter {
    private static let routes: [String: any LedgerMessage.Type] = {
        let known: [any LedgerMessage.Type] = [
            SendMessage.self, MultiSendMessage.self, SetSendEnabledMessage.self,
            CreateValidatorMessage.self,
            EditValidatorMessage.self, DelegateMessage.self, UndelegateMessage.self,
            RedelegateMessage.self, CancelUnbondingMessage.self, UnjailMessage.self,
            SubmitEvidenceMessage.self, SetWithdrawAddressMessage.self,
            WithdrawRewardMessage.self, WithdrawCommissionMessage.self,
            FundCommunityPoolMessage.self, DepositRewardsMessage.self,
            CommunityPoolSpendMessage.self, SetAutoRestakeMessage.self,
            SubmitProposalMessage.self, DepositMessage.self, VoteMessage.self,
            WeightedVoteMessage.self, CancelProposalMessage.self,
            ExecuteLegacyContentMessage.self, LegacySubmitProposalMessage.self,
            LegacyDepositMessage.self, LegacyVoteMessage.self, LegacyWeightedVoteMessage.self,
            StoreCodeMessage.self, InstantiateMessage.self, ExecuteMessage.self,
            MigrateMessage.self, UpdateAdminMessage.self, ClearAdminMessage.self,
            UpdateComputeParametersMessage.self, ContractGovernanceMessage.self,
            SetContractGovernanceMessage.self,
            UpdateParametersMessage<AuthMsgUpdateParams>.self,
            UpdateParametersMessage<BankMsgUpdateParams>.self,
            UpdateParametersMessage<StakingMsgUpdateParams>.self,
            UpdateParametersMessage<DistributionMsgUpdateParams>.self,
            UpdateParametersMessage<SlashingMsgUpdateParams>.self,
            UpdateParametersMessage<MintMsgUpdateParams>.self,
            UpdateParametersMessage<GovMsgUpdateParams>.self,
            UpdateConsensusParametersMessage.self,
            GrantMessage.self, RevokeMessage.self, ExecMessage.self,
            GrantAllowanceMessage.self, RevokeAllowanceMessage.self, PruneAllowancesMessage.self,
            CreateVestingAccountMessage.self, CreatePermanentLockedAccountMessage.self,
            CreatePeriodicVestingAccountMessage.self, SoftwareUpgradeMessage.self,
            CancelUpgradeMessage.self, AuthorizeCircuitBreakerMessage.self,
            TripCircuitBreakerMessage.self, ResetCircuitBreakerMessage.self,
            RegisterNodeMessage.self,
            SubmitEngagementAttestationMessage.self, UpdatePoetParametersMessage.self,
        ]
        return Dictionary(uniqueKeysWithValues: known.map { ($0.typeURL, $0) })
    }()

    /// Whether there is somebody to run messages of this type.
    static func handles(_ typeURL: String) -> Bool { routes[typeURL] != nil }

    /// Reads a message; throws what the chain says of one that nobody handles.
    static func message(_ any: Google_Protobuf_Any) throws(Refusal) -> any LedgerMessage {
        guard let type = routes[any.typeURL] else {
            throw Refusal(
                SDKError.unknownRequest,
                "no message handler found for \(programType(any.typeURL))")
        }
        do {
            return try type.init(decoding: Bytes(any.value))
        } catch {
            throw Refusal(SDKError.txDecode, "\(error)")
        }
    }

    /// `cosmos.bank.v1beta1` → `bank`, as the `module` attribute says it.
    static func module(of typeURL: String) -> String {
        let parts = typeURL.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count > 1 ? String(parts[1]) : ""
    }

    /// The type's name in the chain's own program, which its error text shows: the Go package is
    /// `types` in most modules, some have their own.
    static func programType(_ typeURL: String) -> String {
        let parts = typeURL.dropFirst().split(separator: ".").map(String.init)
        guard let name = parts.last, parts.count > 2 else { return "*\(typeURL)" }
        let package =
            switch parts[1] {
            case "authz", "feegrant": parts[1]
            case "gov": parts[parts.count - 2]
            default: "types"
            }
        return "*\(package).\(name)"
    }
}
