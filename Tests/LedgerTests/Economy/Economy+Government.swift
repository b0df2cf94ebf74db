import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

@testable import SecretLedger

extension Economy {
    /// Proposals, deposits and votes.
    mutating func government(by key: TestKey, _ amount: UInt64) throws -> Google_Protobuf_Any {
        let last = try chain.state.get(GovKeys.nextID).flatMap { UInt64(bigEndian: $0) } ?? 1
        let id = max(1, last - min(last, UInt64.random(in: 1...3, using: &numbers)))
        switch Int.random(in: 0..<8, using: &numbers) {
        case 0: return try proposal(by: key)
        case 1:
            var wire = GovMsgDeposit()
            wire.proposalID = id
            wire.depositor = key.address.description
            wire.amount = TestMessage.coins(amount * 60).wire
            return TestMessage.packed(wire)
        case 2:
            var wire = GovMsgCancelProposal()
            wire.proposalID = id
            wire.proposer = key.address.description
            return TestMessage.packed(wire)
        case 3: return weightedVote(id, by: key)
        default:
            var wire = GovMsgVote()
            wire.proposalID = id
            wire.voter = key.address.description
            let options: [GovVoteOption] = [.yes, .yes, .yes, .no, .abstain, .noWithVeto]
            wire.option = options.randomElement(using: &numbers) ?? .yes
            return TestMessage.packed(wire)
        }
    }

    private mutating func weightedVote(
        _ id: UInt64, by key: TestKey
    ) -> Google_Protobuf_Any {
        let part = UInt64.random(in: 1...999, using: &numbers)
        var wire = GovMsgVoteWeighted()
        wire.proposalID = id
        wire.voter = key.address.description
        wire.options = [(GovVoteOption.yes, part), (.no, 1_000 - part)].map { option, part in
            var weighted = GovWeightedVoteOption()
            weighted.option = option
            weighted.weight = Dec(part, places: 3).description
            return weighted
        }
        return TestMessage.packed(wire)
    }

    private mutating func proposal(by key: TestKey) throws -> Google_Protobuf_Any {
        var wire = GovMsgSubmitProposal()
        wire.proposer = key.address.description
        (wire.title, wire.summary, wire.metadata) = ("a title", "a summary", "anything")
        wire.expedited = Bool.random(using: &numbers)
        let deposits: [UInt64] = [20_000_000, 400_000_000, 1_000_000_000, 3_000_000_000]
        wire.initialDeposit =
            TestMessage.coins(
                deposits.randomElement(using: &numbers) ?? 0
            ).wire
        wire.messages = try order()
        return TestMessage.packed(wire)
    }

    /// What a proposal does when it passes: new rules, payments, or something that cannot be.
    private mutating func order() throws -> [Google_Protobuf_Any] {
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0:
            var update = StakingMsgUpdateParams()
            update.authority = ModuleAccounts.gov.text
            update.params = try LedgerParameters(reading: chain.state).staking
            update.params.maxValidators = UInt32.random(in: 2...6, using: &numbers)
            return [TestMessage.packed(update)]
        case 1:
            var update = DistributionMsgUpdateParams()
            update.authority = ModuleAccounts.gov.text
            update.params = try DistributionParams(
                stored: chain.state.get(DistributionKeys.parameters) ?? [], "parameters")
            update.params.communityTax =
                Dec(UInt64.random(in: 0...40, using: &numbers), places: 2).wireText
            update.params.secretFoundationTax =
                Dec(UInt64.random(in: 0...333, using: &numbers), places: 3).wireText
            update.params.secretFoundationAddress = pick().address.description
            update.params.restakePeriod = "1000"
            return [TestMessage.packed(update)]
        case 2:
            var update = SlashingMsgUpdateParams()
            update.authority = ModuleAccounts.gov.text
            update.params = try SlashingParams(
                stored: chain.state.get(SlashingKeys.parameters) ?? [], "parameters")
            update.params.slashFractionDowntime =
                Dec(UInt64.random(in: 0...200, using: &numbers), places: 3).data
            return [TestMessage.packed(update)]
        case 3: return [spend(1_000, to: pick().address), spend(7, to: pick().address)]
        case 4: return [spend(1, to: pick().address), spend(.max, to: pick().address)]
        default: return []
        }
    }

    private func spend(_ amount: UInt64, to recipient: Address) -> Google_Protobuf_Any {
        var wire = DistributionMsgCommunityPoolSpend()
        wire.authority = ModuleAccounts.gov.text
        wire.recipient = recipient.description
        wire.amount = TestMessage.coins(amount).wire
        return TestMessage.packed(wire)
    }
}
