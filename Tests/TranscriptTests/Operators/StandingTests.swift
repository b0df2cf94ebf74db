import TestSupport
import Testing

/// How a validator stands, from a node with canned answers.
struct StandingTests {
    /// Of the canned validator's key, 32 zero bytes: SHA-256 cut to 20 bytes, in bech32.
    private static let key = "secretvalcons1ve584t0cv27hwmy0cx9ca8uwyqyfw9y9efwawu"

    private static let routes: [String: StubNode.Reply] = Canned.routes.merging([
        "/cosmos/staking/v1beta1/params": .json(
            200,
            """
            {"params": {"unbonding_time": "1814400s", "max_validators": 80, "max_entries": 7, \
            "historical_entries": 10000, "bond_denom": "uscrt", "min_commission_rate": "0.0"}}
            """),
        "/cosmos/slashing/v1beta1/params": .json(
            200,
            """
            {"params": {"signed_blocks_window": "10", "min_signed_per_window": "0.5", \
            "downtime_jail_duration": "600s", "slash_fraction_double_sign": "0.05", \
            "slash_fraction_downtime": "0.0001"}}
            """),
        "/cosmos/slashing/v1beta1/signing_infos/\(key)": .json(
            200,
            """
            {"val_signing_info": {"address": "\(key)", "start_height": "0", "index_offset": "5", \
            "jailed_until": "1970-01-01T00:00:00Z", "tombstoned": false, \
            "missed_blocks_counter": "2"}}
            """),
        "/cosmos/base/tendermint/v1beta1/blocks/1": .json(
            200,
            """
            {"block_id": {"hash": "AAAA"}, "block": {"header": {"chain_id": "secretdev-1", \
            "height": "1", "time": "2026-11-22T18:58:54Z", "app_hash": ""}, "data": {"txs": []}}}
            """),
    ]) { $1 }

    private static let engagement: [String: StubNode.Reply] = [
        "/secret/poet/v1/params": .json(200, #"{"params": {"mode": "MODE_POWER"}}"#),
        "/secret/poet/v1/validators/\(key)": .json(
            200,
            """
            {"validator": {"operator_address": "x", "cons_address": "\(key)", "tokens": \
            "100000000000", "credit": "19000", "presence_rate": "950000", "presence_score": \
            "1000000", "attestation_score": "500000", "engagement": "500000", "target": "950000", \
            "multiplier": "960000", "power": "96000", "attestation_height": "7", "platform_id": \
            "", "start_height": "1"}}
            """),
    ]

    private func status(
        _ routes: [String: StubNode.Reply], _ words: [String] = ["--json"]
    ) async throws -> Binary.Result {
        let stub = try StubNode(routes)
        return try await Binary.run(
            ["validator", "status", QueryTests.validator, "--node", stub.url] + words)
    }

    @Test("blocks and time to jail follow from missed blocks, parameters and the measured pace")
    func budget() async throws {
        let run = try await status(Self.routes)
        #expect(run.status == 0, "\(run)")
        let answer = try run.answer()
        let budget = try #require(answer["signing"]?["slashing_budget"])
        #expect(budget["missed_blocks"]?.integer == 2)
        #expect(budget["missed_blocks_max"]?.integer == 5)
        #expect(budget["blocks_left"]?.integer == 4)
        #expect(budget["seconds_left"]?.integer == 24)
        #expect(answer["signing"]?["jailed_until"] == .null)
        #expect(answer["engagement"] == nil)
        #expect(answer["voting_power"]?.integer == 100_000)
        let text = try await status(Self.routes, [])
        #expect(text.stdout.contains("2 of 10 missed, 4 more would jail, in 24 s"), "\(text)")
    }

    @Test("engagement is shown where the chain measures it, and weighs in the power it gives")
    func engaged() async throws {
        let routes = Self.routes.merging(Self.engagement) { $1 }
        let answer = try await status(routes).answer()
        #expect(answer["engagement"]?["mode"]?.string == "power")
        #expect(answer["engagement"]?["multiplier_ppm"]?.integer == 960_000)
        #expect(answer["voting_power"]?.integer == 96_000)
        let text = try await status(routes, [])
        #expect(text.stdout.contains("weight 96.00 %, present 95.00 %"), "\(text)")
        for line in text.stdout.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    @Test("a node that knows nothing of slashing leaves the field out")
    func unknown() async throws {
        let bare = Self.routes.filter { !$0.key.contains("slashing") }
        let answer = try await status(bare).answer()
        #expect(answer["signing"] == nil)
        #expect(answer["moniker"]?.string == "large")
    }
}
