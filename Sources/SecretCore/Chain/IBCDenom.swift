import SecretBase
import SecretCrypto

/// The denomination under which a coin of another chain is known here.
package enum IBCDenom {
    /// `ibc/` and the upper-case SHA-256 of `port/channel/denom`.
    ///
    /// Source: ibc-go `transfer/types/trace.go`; chain vectors.
    package static func make(port: String, channel: String, denom: String) -> String {
        let path = "\(port)/\(channel)/\(denom)"
        return "ibc/" + Hex.encodeUpper(Hash.sha256(path.utf8))
    }
}
