import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("upgrade")
struct UpgradeTests {
    let chain: TestChain
    private static let path = "/cosmos.upgrade.v1beta1.Query/"

    init() throws { chain = try TestChain() }

    private func plan(
        _ name: String = "v2", at height: Int64, info: String = "see there"
    ) -> UpgradePlan {
        var plan = UpgradePlan()
        plan.name = name
        plan.height = height
        plan.info = info
        return plan
    }

    private func upgrade(
        _ plan: UpgradePlan, by authority: Address = Address(module: "gov")
    ) -> Google_Protobuf_Any {
        var wire = UpgradeMsgSoftwareUpgrade()
        wire.authority = authority.description
        wire.plan = plan
        return TestMessage.packed(wire)
    }

    /// Has governance run a message; gives how the proposal ended.
    private func govern(_ message: Google_Protobuf_Any) throws -> GovProposal {
        var wire = GovMsgSubmitProposal()
        wire.messages = [message]
        wire.initialDeposit = TestMessage.coins(1_000_000_000).wire
        wire.proposer = TestKey.a.address.description
        wire.title = "a title"
        wire.summary = "a summary"
        let submitted = try chain.run(TestMessage.pack(wire), by: .a)
        try #require(submitted.isSuccess, "\(submitted.log)")
        let data = try AbciTxMsgData(serializedBytes: submitted.data)
        let id = try GovMsgSubmitProposalResponse(
            serializedBytes: Bytes(data.msgResponses[0].value)
        ).proposalID
        var vote = GovMsgVote()
        vote.proposalID = id
        vote.voter = TestKey.validator.address.description
        vote.option = .yes
        try chain.run(TestMessage.pack(vote), by: .validator)
        try chain.block(after: 90)
        var request = GovQueryProposalRequest()
        request.proposalID = id
        let answer: GovQueryProposalResponse = try chain.query(
            "/cosmos.gov.v1.Query/Proposal", request)
        return answer.proposal
    }

    private func current() throws -> UpgradePlan? {
        let answer: UpgradeQueryCurrentPlanResponse = try chain.query(
            Self.path + "CurrentPlan", UpgradeQueryCurrentPlanRequest())
        return answer.hasPlan ? answer.plan : nil
    }

    private func header(_ height: Int64) -> BlockHeaderInfo {
        BlockHeaderInfo(chainID: "secretdev-1", height: height, time: chain.time)
    }

    private func ledger(
        knowing upgrades: Set<String> = [], skipping heights: Set<Int64> = []
    ) -> Ledger {
        Ledger(
            LedgerConfiguration(
                chainID: "secretdev-1", upgrades: upgrades, skippedUpgrades: heights))
    }

    @Test("governance plans an upgrade and takes it back; nobody else does")
    func plans() throws {
        #expect(try current() == nil)
        #expect(try govern(upgrade(plan(at: 100))).status == .passed)
        let found = try #require(try current())
        #expect(found.name == "v2" && found.height == 100 && found.info == "see there")
        #expect(Timestamp(found.time) == .goZero)
        var cancel = UpgradeMsgCancelUpgrade()
        cancel.authority = TestKey.a.address.description
        try chain.refuses(
            TestMessage.pack(cancel), by: .a, 6,
            "expected \(Address(module: "gov")) got \(TestKey.a.address): expected authority "
                + "account as only signer for proposal message", codespace: "upgrade")
        try chain.refuses(
            upgrade(plan(at: 50), by: TestKey.a.address), by: .a, 6,
            "expected \(Address(module: "gov")) got \(TestKey.a.address): expected authority "
                + "account as only signer for proposal message", codespace: "upgrade")
        cancel.authority = Address(module: "gov").description
        #expect(try govern(TestMessage.pack(cancel)).status == .passed)
        #expect(try current() == nil)
        #expect(try govern(TestMessage.pack(cancel)).status == .passed)
    }

    @Test("what makes no plan is refused in the chain's words")
    func refused() throws {
        let branch = chain.branch()
        let context = LedgerContext(
            state: branch, header: header(10), parameters: try LedgerParameters(reading: branch))
        func refuses(_ plan: UpgradePlan, _ text: String) throws {
            #expect(
                performing: { try context.upgrade.schedule(plan) },
                throws: { error in
                    guard case LedgerFault.refused(let refusal) = error else { return false }
                    return refusal.code == 18 && refusal.text == text + ": invalid request"
                })
        }
        var timed = plan(at: 20)
        timed.time.seconds = 5
        try refuses(timed, "time-based upgrades have been deprecated in the SDK")
        var client = plan(at: 20)
        client.upgradedClientState.typeURL = "/x"
        try refuses(client, "upgrade logic for IBC has been moved to the IBC module")
        try refuses(plan("", at: 20), "name cannot be empty")
        try refuses(plan(at: 0), "height must be greater than 0")
        try refuses(plan(at: 9), "upgrade cannot be scheduled in the past")
        try context.write([1], UpgradeKeys.done("v1", at: 7))
        try refuses(plan("v1", at: 20), "upgrade with name v1 has already been completed")
        try context.upgrade.schedule(plan(at: 10))
        try context.upgrade.schedule(plan("v3", at: 30))
        #expect(try context.upgrade.plan()?.name == "v3")
    }

    @Test("a program that does not know the upgrade makes no block from its height on")
    func halts() throws {
        let at = chain.height + 6
        #expect(try govern(upgrade(plan(at: at))).status == .passed)
        while chain.height < at - 1 { try chain.block() }
        let text = "UPGRADE \"v2\" NEEDED at height: \(at): see there"
        let before = chain.state.changes.count
        for _ in 0..<2 {
            #expect(throws: StorageError.halted(text)) {
                try ledger().executeBlock([Bytes](), header: header(at), state: chain.branch())
            }
        }
        #expect(chain.state.changes.count == before)
        let halt = try #require(try ledger().halt(at: header(at), in: chain.state))
        #expect(halt.reason == text && halt.name == "v2" && halt.height == at)
        #expect(
            halt.document.map { String(decoding: $0, as: UTF8.self) }
                == #"{"name":"v2","time":"0001-01-01T00:00:00Z","height":\#(at),"#
                + #""info":"see there"}"#)
        #expect(try ledger().halt(at: header(at - 1), in: chain.state) == nil)
        // Whoever comes too late halts as well.
        #expect(try ledger().halt(at: header(at + 5), in: chain.state)?.reason == text)
        #expect(StorageError.halted(text).exit == .failed)
    }

    @Test("the operator may pass an upgrade over, at its very height")
    func skips() throws {
        let at = chain.height + 6
        #expect(try govern(upgrade(plan(at: at))).status == .passed)
        #expect(try ledger(skipping: [at - 1]).halt(at: header(at), in: chain.state) != nil)
        let branch = chain.branch()
        _ = try ledger(skipping: [at]).executeBlock(
            [Bytes](), header: header(at), state: branch)
        #expect(try branch.get(UpgradeKeys.plan) == nil)
        #expect(try ledger().halt(at: header(at + 1), in: branch) == nil)
    }

    @Test("a program that knows the upgrade carries it out once, and must not come before")
    func applies() throws {
        let at = chain.height + 6
        #expect(try govern(upgrade(plan(at: at))).status == .passed)
        let next = ledger(knowing: ["v2"])
        #expect(
            try next.halt(at: header(at - 1), in: chain.state)?.reason
                == "BINARY UPDATED BEFORE TRIGGER! UPGRADE \"v2\" - in binary but not executed on "
                + "chain. Downgrade your binary")
        let branch = chain.branch()
        _ = try next.executeBlock([Bytes](), header: header(at), state: branch)
        #expect(try branch.get(UpgradeKeys.plan) == nil)
        #expect(try branch.get(UpgradeKeys.protocolVersion) == Bytes(bigEndian: 1))
        let context = LedgerContext(
            state: branch, header: header(at + 1),
            parameters: try LedgerParameters(reading: branch))
        #expect(try context.upgrade.doneHeight(of: "v2") == at)
        #expect(try next.halt(at: header(at + 1), in: branch) == nil)
        let old = try #require(try ledger().halt(at: header(at + 1), in: branch))
        #expect(
            old.reason == "wrong app version 0, upgrade handler is missing for v2 upgrade plan")
        #expect(old.document == nil)
    }

    @Test("the chain tells the versions of its modules and who may plan")
    func queries() throws {
        var request = UpgradeQueryModuleVersionsRequest()
        let all: UpgradeQueryModuleVersionsResponse = try chain.query(
            Self.path + "ModuleVersions", request)
        #expect(all.moduleVersions.map(\.name) == UpgradeModule.versions.map(\.key))
        request.moduleName = "compute"
        let one: UpgradeQueryModuleVersionsResponse = try chain.query(
            Self.path + "ModuleVersions", request)
        #expect(one.moduleVersions.map(\.version) == [7])
        request.moduleName = "nft"
        #expect(
            throws: QueryError(
                registered: "x/upgrade: QueryModuleVersions module nft not found: module version "
                    + "not found")
        ) { try chain.ledgerAnswer(Self.path + "ModuleVersions", request) }
        let authority: UpgradeQueryAuthorityResponse = try chain.query(
            Self.path + "Authority", UpgradeQueryAuthorityRequest())
        #expect(authority.address == "secret10d07y265gmmuvt4z0w9aw880jnsr700jc88vt0")
        let applied: UpgradeQueryAppliedPlanResponse = try chain.query(
            Self.path + "AppliedPlan", UpgradeQueryAppliedPlanRequest())
        #expect(applied.height == 0)
    }
}
