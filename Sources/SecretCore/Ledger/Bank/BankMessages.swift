import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgSend`: coins from the signer to anybody who may receive.
struct SendMessage: LedgerMessage {
    static let typeURL = "/cosmos.bank.v1beta1.MsgSend"
    private let wire: BankMsgSend
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try BankMsgSend(serializedBytes: bytes)
        sender = try? Party(reading: wire.fromAddress, "from")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        let from = try sender.orRead(wire.fromAddress, "from")
        let to = try Party(reading: wire.toAddress, "to")
        let coins = try Coins(ofMessage: wire.amount)
        try context.bank.checkSendEnabled(coins)
        try context.bank.checkMayReceive(to.address, wire.toAddress)
        try context.bank.send(coins, from: from, to: to)
        return []
    }
}

/// `MsgMultiSend`: coins from one signer to many.
struct MultiSendMessage: LedgerMessage {
    static let typeURL = "/cosmos.bank.v1beta1.MsgMultiSend"
    private let wire: BankMsgMultiSend
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try BankMsgMultiSend(serializedBytes: bytes)
        sender = wire.inputs.first.flatMap { try? Party(reading: $0.address, "input") }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard let input = wire.inputs.first else { throw .refused(BankError.noInputs) }
        guard wire.inputs.count == 1 else { throw .refused(BankError.multipleSenders) }
        guard !wire.outputs.isEmpty else { throw .refused(BankError.noOutputs) }
        let from = try Party(reading: input.address, "input")
        let total = try Coins(ofMessage: input.coins)
        var outputs: [(recipient: Party, coins: Coins)] = []
        var sum = Coins.none
        for output in wire.outputs {
            let recipient = try Party(reading: output.address, "output")
            let coins = try Coins(ofMessage: output.coins)
            sum = try sum.plus(coins)
            outputs.append((recipient, coins))
        }
        guard sum == total else { throw .refused(BankError.inputOutputMismatch) }
        try context.bank.checkSendEnabled(total)
        for (output, wire) in zip(outputs, wire.outputs) {
            try context.bank.checkMayReceive(output.recipient.address, wire.address)
        }
        try context.bank.send(total, from: from, to: outputs)
        return []
    }
}

extension BankModule {
    /// Throws when users must not send to `address`, as to most modules' accounts.
    func checkMayReceive(_ address: Address, _ text: String) throws(LedgerFault) {
        guard !ModuleAccounts.blocked.contains(address) else {
            throw .refused(SDKError.unauthorized, "\(text) is not allowed to receive funds")
        }
    }
}

extension Party {
    /// Reads an account's address out of a message; `role` goes into the error.
    init(reading text: String, _ role: String) throws(LedgerFault) {
        let address: Address
        do {
            address = try Address(text)
        } catch {
            throw .refused(
                SDKError.invalidAddress, "invalid \(role) address: \(error.description)")
        }
        self.init(address, readFrom: text)
    }
}

extension Party? {
    /// The party read before; otherwise reads again, for the reason why it could not be read.
    func orRead(_ text: String, _ role: String) throws(LedgerFault) -> Party {
        if let self { return self }
        return try Party(reading: text, role)
    }
}

extension Coins {
    /// The coins of a message: sorted, positive, at least one.
    init(ofMessage wire: [WireCoin]) throws(LedgerFault) {
        let coins: Coins
        do {
            coins = try Coins(wire)
        } catch {
            throw .refused(SDKError.invalidCoins, Coins.text(of: wire))
        }
        guard !coins.isEmpty else { throw .refused(SDKError.invalidCoins, "") }
        self = coins
    }

    /// How the chain prints coins that may not be valid.
    static func text(of wire: [WireCoin]) -> String {
        wire.map { $0.amount + $0.denom }.joined(separator: ",")
    }
}
