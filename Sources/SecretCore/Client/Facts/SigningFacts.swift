package import SecretBase
package import SecretChain

/// How reliably a validator has signed.
package struct SigningFacts: Hashable, Sendable {
    package let startHeight: Int64
    /// Nil where it was never jailed.
    package let jailedUntil: Timestamp?
    package let isTombstoned: Bool
    /// Blocks not signed within the window.
    package let missedBlocks: Int64

    package init(
        startHeight: Int64, jailedUntil: Timestamp?, isTombstoned: Bool, missedBlocks: Int64
    ) {
        self.startHeight = startHeight
        self.jailedUntil = jailedUntil
        self.isTombstoned = isTombstoned
        self.missedBlocks = missedBlocks
    }
}

/// When a validator that does not sign is punished, and how.
package struct SlashingParameterFacts: Hashable, Sendable {
    /// Blocks.
    package let window: Int64
    /// Part of the window that must be signed, 0 … 1.
    package let leastSigned: Dec
    package let jailSeconds: Int64
    package let doubleSignFraction: Dec
    package let downtimeFraction: Dec

    package init(
        window: Int64, leastSigned: Dec, jailSeconds: Int64, doubleSignFraction: Dec,
        downtimeFraction: Dec
    ) {
        self.window = window
        self.leastSigned = leastSigned
        self.jailSeconds = jailSeconds
        self.doubleSignFraction = doubleSignFraction
        self.downtimeFraction = downtimeFraction
    }
}

/// What the chain is measured to need for a block.
package struct PaceFacts: Hashable, Sendable {
    /// Of the latest block.
    package let height: Height
    package let time: Timestamp
    /// Milliseconds from block to block, over the last hundred at most; nil where it cannot be said.
    package let millisecondsPerBlock: Int64?

    package init(height: Height, time: Timestamp, millisecondsPerBlock: Int64?) {
        self.height = height
        self.time = time
        self.millisecondsPerBlock = millisecondsPerBlock
    }
}

extension ChainPort {
    /// Nil for a key that has never been in the set.
    package func signing(of key: ConsensusAddress) async throws -> SigningFacts? {
        try await ifServed("/cosmos/slashing/v1beta1/signing_infos/\(key)") { answer in
            let info = try answer.member("val_signing_info")
            let until = try info.time("jailed_until")
            return SigningFacts(
                startHeight: try info.number("start_height"),
                jailedUntil: until.flatMap { $0 <= .epoch ? nil : $0 },
                isTombstoned: info.flag("tombstoned"),
                missedBlocks: try info.number("missed_blocks_counter"))
        }
    }

    /// Nil where the node does not serve them.
    package func slashingParameters() async throws -> SlashingParameterFacts? {
        try await ifServed("/cosmos/slashing/v1beta1/params") { answer in
            let parameters = try answer.member("params")
            return SlashingParameterFacts(
                window: try parameters.number("signed_blocks_window"),
                leastSigned: try parameters.decimal("min_signed_per_window"),
                jailSeconds: try parameters.seconds("downtime_jail_duration"),
                doubleSignFraction: try parameters.decimal("slash_fraction_double_sign"),
                downtimeFraction: try parameters.decimal("slash_fraction_downtime"))
        }
    }

    /// Height and time of the latest block, and the time that a block takes.
    package func pace() async throws -> PaceFacts {
        let latest = try await block(at: nil)
        let time = try Timestamp(parsing: latest.time)
        let span = min(100, latest.height.number - 1)
        var milliseconds: Int64?
        // A node that has pruned the earlier block cannot say; that is no failure.
        if span > 0, let earlier = try? await block(at: Height(latest.height.number - span)),
            let then = try? Timestamp(parsing: earlier.time)
        {
            let nanoseconds = time.nanoseconds(since: then) / Int128(span)
            if nanoseconds > 0 { milliseconds = Int64(clamping: nanoseconds / 1_000_000) }
        }
        return PaceFacts(height: latest.height, time: time, millisecondsPerBlock: milliseconds)
    }

    /// Whether the node is still behind the chain; nil where it does not say.
    package func isCatchingUp() async throws -> Bool? {
        try await ifServed("/cosmos/base/tendermint/v1beta1/syncing") { $0.flag("syncing") }
    }
}
