import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire

extension ContractMessage {
    /// The message of this module that a contract's message to a contract stands for; nil for
    /// messages to other modules. Source: SecretNetwork `handler_plugin.go`, `EncodeWasmMsg`.
    func computeMessage(from contract: Party) throws(LedgerFault) -> (any LedgerMessage)? {
        let sender = Data(contract.address.bytes)
        switch self {
        case .execute(let send, let target):
            guard let address = try? Address(target) else {
                throw .refused(SDKError.invalidAddress, target)
            }
            var wire = ComputeMsgExecuteContract()
            wire.sender = sender
            wire.contract = Data(address.bytes)
            wire.callbackCodeHash = send.codeHash
            wire.msg = Data(send.message)
            wire.sentFunds = try send.wireFunds()
            wire.callbackSig = Data(send.callback)
            return ExecuteMessage(wire)
        case .instantiate(let send, let code, let label, let admin):
            var wire = ComputeMsgInstantiateContract()
            wire.sender = sender
            wire.codeID = code
            wire.label = label
            wire.callbackCodeHash = send.codeHash
            wire.initMsg = Data(send.message)
            wire.initFunds = try send.wireFunds()
            wire.callbackSig = Data(send.callback)
            wire.admin = admin ?? ""
            return InstantiateMessage(wire)
        case .migrate(let send, let target, let code):
            var wire = ComputeMsgMigrateContract()
            wire.sender = contract.text
            wire.contract = target
            wire.codeID = code
            wire.msg = Data(send.message)
            wire.callbackSig = Data(send.callback)
            wire.callbackCodeHash = send.codeHash
            return MigrateMessage(wire)
        case .updateAdmin(let target, let admin, let callback):
            var wire = ComputeMsgUpdateAdmin()
            wire.sender = contract.text
            wire.contract = target
            wire.newAdmin = admin
            wire.callbackSig = Data(callback)
            return UpdateAdminMessage(wire)
        case .clearAdmin(let target, let callback):
            var wire = ComputeMsgClearAdmin()
            wire.sender = contract.text
            wire.contract = target
            wire.callbackSig = Data(callback)
            return ClearAdminMessage(wire)
        default: return nil
        }
    }
}

extension ContractSend {
    fileprivate func wireFunds() throws(LedgerFault) -> [WireCoin] {
        var coins: [WireCoin] = []
        for fund in funds { coins.append(try fund.wire()) }
        return coins
    }
}

extension ContractCoin {
    /// The coin as messages carry it. Throws where the amount is no integer.
    func wire() throws(LedgerFault) -> WireCoin {
        guard let number = Int256(goText: amount) else {
            throw .refused(SDKError.invalidCoins, amount + denom)
        }
        var coin = WireCoin()
        coin.denom = denom
        coin.amount = number.description
        return coin
    }
}

extension Int256 {
    /// A decimal number as Go reads one: zeros and a plus may go before it.
    fileprivate init?(goText text: String) {
        var digits = text.utf8[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard !digits.isEmpty else { return nil }
        let trimmed = digits.drop { $0 == UInt8(ascii: "0") }
        let plain = trimmed.isEmpty ? "0" : (isNegative ? "-" : "") + String(Substring(trimmed))
        self.init(plain)
    }
}
