import SecretBase
import SecretChain

/// Keys of the staking store. Source: chain specification §4.3, cosmos-sdk
/// `x/staking/types/keys.go`.
enum StakingKeys {
    static let parameters = Store.staking.key(0x51)
}
