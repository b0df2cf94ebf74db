import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgCreateVestingAccount`: an account whose coins vest bit by bit from now on, or all at once.
struct CreateVestingAccountMessage: LedgerMessage {
    static let typeURL = "/cosmos.vesting.v1beta1.MsgCreateVestingAccount"
    private let wire: VestingMsgCreateVestingAccount
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try VestingMsgCreateVestingAccount(serializedBytes: bytes)
        sender = try? Party(reading: wire.fromAddress, "'from'")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let from = try sender.orRead(wire.fromAddress, "'from'")
        let to = try Party(reading: wire.toAddress, "'to'")
        let coins = try Coins(ofMessage: wire.amount)
        guard wire.endTime > 0 else {
            throw .refused(SDKError.invalidRequest, "invalid end time")
        }
        try context.bank.checkSendEnabled(coins)
        try context.vesting.requireNew(to, wire.toAddress)
        let schedule = VestingSchedule(
            kind: wire.delayed ? .delayed : .continuous(start: context.header.time.seconds),
            original: coins, end: wire.endTime)
        try context.vesting.create(schedule, for: to, from: from)
        return []
    }
}

/// `MsgCreatePermanentLockedAccount`: an account whose coins can be delegated and never spent.
struct CreatePermanentLockedAccountMessage: LedgerMessage {
    static let typeURL = "/cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount"
    private let wire: VestingMsgCreatePermanentLockedAccount
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try VestingMsgCreatePermanentLockedAccount(serializedBytes: bytes)
        sender = try? Party(reading: wire.fromAddress, "'from'")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let from = try sender.orRead(wire.fromAddress, "'from'")
        let to = try Party(reading: wire.toAddress, "'to'")
        let coins = try Coins(ofMessage: wire.amount)
        try context.bank.checkSendEnabled(coins)
        try context.vesting.requireNew(to, wire.toAddress)
        let schedule = VestingSchedule(kind: .permanent, original: coins, end: 0)
        try context.vesting.create(schedule, for: to, from: from)
        return []
    }
}

/// `MsgCreatePeriodicVestingAccount`: an account whose coins vest part by part.
struct CreatePeriodicVestingAccountMessage: LedgerMessage {
    static let typeURL = "/cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount"
    private let wire: VestingMsgCreatePeriodicVestingAccount
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try VestingMsgCreatePeriodicVestingAccount(serializedBytes: bytes)
        sender = try? Party(reading: wire.fromAddress, "'from'")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let from = try sender.orRead(wire.fromAddress, "'from'")
        let to = try Party(reading: wire.toAddress, "'to'")
        guard wire.startTime >= 1 else {
            throw .refused(
                SDKError.invalidRequest,
                "invalid start time of \(wire.startTime), length must be greater than 0")
        }
        let (periods, total) = try periods()
        try context.vesting.requireNew(to, wire.toAddress)
        try context.bank.checkSendEnabled(total)
        let schedule = VestingSchedule(
            kind: .periodic(start: wire.startTime, periods), original: total,
            end: periods.reduce(wire.startTime) { $0 &+ $1.seconds })
        if let problem = schedule.problem { throw .refused(SDKError.invalidRequest, problem) }
        try context.vesting.create(schedule, for: to, from: from)
        return []
    }

    /// The parts, and the coins of all.
    private typealias Parts = (periods: [VestingSchedule.Period], total: Coins)

    private func periods() throws(LedgerFault) -> Parts {
        var (periods, total): ([VestingSchedule.Period], Coins) = ([], .none)
        for (index, period) in wire.vestingPeriods.enumerated() {
            guard period.length >= 1 else {
                throw .refused(
                    SDKError.invalidRequest,
                    "invalid period length of \(period.length) in period \(index), length must be "
                        + "greater than 0")
            }
            let amount = try Coins(ofMessage: period.amount)
            periods.append(VestingSchedule.Period(seconds: period.length, amount: amount))
            total = try total.plus(amount)
        }
        return (periods, total)
    }
}
