import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

extension AnteHandler {
    /// Step 9.
    mutating func deductFee(_ signers: [Address]) throws(LedgerFault) {
        if !isSimulation {
            guard fee.gasLimit > 0 || mode == .genesis else {
                throw .refused(SDKError.invalidGasLimit, "must provide positive gas")
            }
            try checkGasPrice()
        }
        let payer = try payer(signers)
        guard try accounts.account(payer.address) != nil else {
            throw .refused(
                SDKError.unknownAddress, "fee payer address: \(payer.text) does not exist")
        }
        guard let coins = content.fee else {
            throw .refused(SDKError.insufficientFee, "invalid fee amount: \(content.feeText)")
        }
        if !coins.isEmpty {
            try context.bank.send(coins, from: payer, to: ModuleAccounts.feeCollector)
        }
        context.emit(
            Event(
                "tx", [.init("fee", content.feeText), .init("fee_payer", payer.text)]))
    }

    /// Only the node that takes a transaction in asks for a price; blocks take any.
    private func checkGasPrice() throws(LedgerFault) {
        guard mode == .check || mode == .recheck, !configuration.minimumGasPrices.isEmpty else {
            return
        }
        let required = try configuration.minimumFees(gasLimit: fee.gasLimit)
        guard !required.isEmpty else { return }
        let offered = content.fee ?? .none
        let isEnough = offered.contains { coin in
            let wanted = required.amount(of: coin.denom)
            return !wanted.isZero && coin.amount >= wanted
        }
        guard isEnough else {
            throw .refused(
                SDKError.insufficientFee,
                "insufficient fees; got: \(content.feeText) required: \(required)")
        }
    }

    /// Who is charged: the payer, or who granted it that.
    private func payer(_ signers: [Address]) throws(LedgerFault) -> Party {
        guard let payer = content.transaction.feePayer ?? signers.first else {
            throw .panic("no fee payer")
        }
        guard !fee.granter.isEmpty else { return Party(payer) }
        let granter: Address
        do { granter = try Address(fee.granter) } catch { throw .panic(error.description) }
        guard granter != payer else { return Party(payer) }
        let (by, user) = (Party(granter), Party(payer))
        do {
            try context.feegrant.use(
                by: by, for: user, content.fee ?? .none,
                content.transaction.body.messages.map(\.typeURL))
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            throw .refused(
                refusal.wrapped("\(by.text) does not allow to pay fees for \(user.text)"))
        }
        return by
    }
}
