import Foundation
import SecretBase
import SecretChain
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf

/// What stakes cost: that a block takes no longer because there are many delegators, and how many
/// questions about them are answered.
struct EconomyFigures {
    let folder: URL
    private static let few = 1_000

    /// `most` delegators beside a thousand.
    func all(_ most: Int) throws -> [Figure] {
        let (small, large) = (
            try Town(delegators: Self.few, in: folder), try Town(delegators: most, in: folder)
        )
        return try blocks(small, large) + queries(large)
    }

    /// Empty blocks, and blocks of 100 transactions with stakes, in turns.
    private func blocks(_ small: Town, _ large: Town) throws -> [Figure] {
        var (idle, busy, commit) = (Pair(), Pair(), Pair())
        for round in 0..<21 {
            for (town, isLarge) in [(small, false), (large, true)] {
                idle.add(try town.block().execution, isLarge)
                let actors = (0..<100).map { (round * 100 + $0) % Town.actorCount }
                let transactions = try actors.map {
                    try town.transaction(of: $0, round: round * 100 / Town.actorCount)
                }
                let block = try town.block(transactions)
                guard block.succeeded > 90 else {
                    throw BenchmarkFault("\(block.succeeded) of 100 transactions succeeded")
                }
                busy.add(block.execution, isLarge)
                commit.add(block.commit, isLarge)
            }
        }
        let count = large.delegators.count
        let limit = "with \(Self.few) delegators"
        return [
            idle.figure("empty block, 80 validators, \(count) delegators", limit),
            busy.figure("block of 100 stakes, \(count) delegators", limit),
            commit.figure("  committing it", limit),
        ]
    }

    private struct Pair {
        var small: [Double] = []
        var large: [Double] = []

        mutating func add(_ seconds: Double, _ isLarge: Bool) {
            if isLarge { large.append(seconds) } else { small.append(seconds) }
        }

        func figure(_ name: String, _ limit: String) -> Figure {
            Figure(
                name: name, measured: Stopwatch.median(large) * 1000, unit: "ms",
                limit: Stopwatch.median(small) * 1000, limitName: limit)
        }
    }

    private func queries(_ town: Town) throws -> [Figure] {
        let chosen = stride(from: 0, to: town.delegators.count, by: town.delegators.count / 500)
            .map { town.delegators[$0].description }
        func one(
            _ name: String, _ path: String, _ request: (String) -> any Message
        ) throws
            -> Figure
        {
            let requests: [Bytes] = try chosen.map { try request($0).serializedBytes() }
            let seconds = try Stopwatch.median(of: 5) {
                try town.database.read { snapshot in
                    let state = try snapshot.state(at: town.header.height)
                    for request in requests {
                        _ = try QueryRouter.network.answer(
                            path, request, state: state, header: town.header)
                    }
                }
            }
            return Figure(
                name: name, measured: Double(requests.count) / seconds, unit: "/s", isRate: true)
        }
        let (staking, distribution) = (
            "/cosmos.staking.v1beta1.Query/", "/cosmos.distribution.v1beta1.Query/"
        )
        return [
            try one("delegations of a delegator", staking + "DelegatorDelegations") {
                var request = StakingQueryDelegatorDelegationsRequest()
                request.delegatorAddr = $0
                return request
            },
            try one("rewards of a delegator", distribution + "DelegationTotalRewards") {
                var request = DistributionQueryDelegationTotalRewardsRequest()
                request.delegatorAddress = $0
                return request
            },
            try one("100 delegations of a validator", staking + "ValidatorDelegations") { _ in
                var request = StakingQueryValidatorDelegationsRequest()
                request.validatorAddr = town.validators[7].description
                request.pagination.limit = 100
                return request
            },
            try one("100 validators", staking + "Validators") { _ in
                StakingQueryValidatorsRequest()
            },
        ]
    }
}
