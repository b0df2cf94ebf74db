import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Types of messages that the chain takes in no more. Source: chain specification §4.10;
/// cosmos-sdk `x/circuit/keeper`.
struct CircuitModule {
    let context: LedgerContext

    func isAllowed(_ typeURL: String) throws(LedgerFault) -> Bool {
        try !context.has(CircuitKeys.disabled(typeURL))
    }

    /// The ante check: messages inside of messages are not looked at.
    func check(_ typeURLs: [String]) throws(LedgerFault) {
        for typeURL in typeURLs {
            guard try isAllowed(typeURL) else {
                throw .refused(Refusal(unregistered: "tx type not allowed"))
            }
        }
    }

    func permissions(of account: Address) throws(LedgerFault) -> CircuitPermissions? {
        guard let value = try context.read(CircuitKeys.permissions(of: account)) else {
            return nil
        }
        return try CircuitPermissions(stored: value, "permissions")
    }

    func setPermissions(
        _ permissions: CircuitPermissions, of account: Address
    ) throws(LedgerFault) {
        try context.write(permissions.stored(), CircuitKeys.permissions(of: account))
    }

    func authorize(
        _ permissions: CircuitPermissions?, by granter: String, for grantee: String
    ) throws(LedgerFault) {
        let authority = try Party(readingPlainly: granter)
        if authority != ModuleAccounts.gov {
            guard
                try self.permissions(of: authority.address)?.level == .superAdmin
            else {
                throw .refused(
                    SDKError.unauthorized, "only super admins can authorize users")
            }
        }
        let account = try Party(readingPlainly: grantee)
        guard let permissions else {
            throw .refused(SDKError.invalidRequest, "permissions cannot be nil")
        }
        try setPermissions(permissions, of: account.address)
        var any = Google_Protobuf_Any()
        any.typeURL = "/" + CircuitPermissions.protoMessageName
        any.value = .init(try permissions.stored())
        context.emit(
            Event(
                "authorize_circuit_breaker",
                [
                    "granter": granter, "grantee": grantee,
                    "permission": PrintedMessage(any).description,
                ]))
    }

    /// Switches types of messages off (`trip`) or on again (`reset`), all of them or none.
    func turn(
        _ typeURLs: [String], on isOn: Bool, by text: String
    ) throws(LedgerFault) {
        let authority = try Party(readingPlainly: text)
        let own = try permissions(of: authority.address) ?? CircuitPermissions()
        let verb = isOn ? "reset" : "trip"
        for typeURL in typeURLs {
            guard try isAllowed(typeURL) != isOn else {
                let state = isOn ? "is not disabled" : "is already disabled"
                throw .refused(Refusal(unregistered: "message \(typeURL) \(state)"))
            }
            guard authority == ModuleAccounts.gov || own.covers(typeURL) else {
                let end = own.level == .someMsgs ? " for message \(typeURL)" : ""
                throw .refused(
                    SDKError.unauthorized,
                    "account does not have permission to \(verb) circuit breaker\(end)")
            }
            let key = CircuitKeys.disabled(typeURL)
            if isOn { try context.delete(key) } else { try context.write([], key) }
        }
        context.emit(
            Event(
                "\(verb)_circuit_breaker",
                ["authority": text, "msg_url": typeURLs.joined(separator: ",")]))
    }
}

extension LedgerContext {
    var circuit: CircuitModule { CircuitModule(context: self) }
}
