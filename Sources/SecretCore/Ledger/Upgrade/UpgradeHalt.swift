package import SecretBase
import SecretWire

/// Why a block is not made by this program: the chain planned to go on with another.
package struct UpgradeHalt: Hashable, Sendable {
    /// The plan's name; empty where what is wrong is no plan that is due.
    package let name: String
    /// Height of the block that is not made.
    package let height: Int64
    package let info: String
    /// What the network's program says as it ends.
    package let reason: String

    /// What the operator's tools read to bring the next program, JSON as Go writes a plan; nil
    /// where no other program is wanted. Source: cosmos-sdk `x/upgrade/keeper/keeper.go`,
    /// `DumpUpgradeInfoToDisk`.
    package var document: Bytes? {
        guard !name.isEmpty else { return nil }
        var members: [JSONValue.Member] = [
            .init("name", .string(name)), .init("time", .string(Timestamp.goZero.description)),
            .init("height", .number(String(height))),
        ]
        if !info.isEmpty { members.append(.init("info", .string(info))) }
        return JSONValue.object(members).bytes(.escaped)
    }
}
