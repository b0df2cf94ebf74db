import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgUpdateParams`: governance changes what storing code costs and how large code may be.
struct UpdateComputeParametersMessage: LedgerMessage {
    static let typeURL = "/secret.compute.v1beta1.MsgUpdateParams"
    private let wire: ComputeMsgUpdateParams
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try ComputeMsgUpdateParams(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.requireAuthority(wire.authority)
        try context.write(wire.params.stored(), ComputeKeys.parameters)
        return []
    }
}

/// `MsgContractGovernanceProposal`: governance lets contracts migrate or have other admins.
struct ContractGovernanceMessage: LedgerMessage {
    static let typeURL = "/secret.compute.v1beta1.MsgContractGovernanceProposal"
    private let wire: ComputeMsgContractGovernanceProposal
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try ComputeMsgContractGovernanceProposal(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func validateBasic() throws(LedgerFault) {
        _ = try Address(ofMessage: wire.authority, role: "authority")
        for contract in wire.contracts {
            _ = try Address(ofMessage: contract.address, role: "contract")
        }
        for update in wire.adminUpdates {
            _ = try Address(ofMessage: update.address, role: "contract")
            if !update.newAdmin.isEmpty {
                _ = try Address(ofMessage: update.newAdmin, role: "new admin")
            }
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try validateBasic()
        try context.requireAuthority(wire.authority)
        for contract in wire.contracts {
            try context.write(
                Bytes(bigEndian: contract.newCodeID),
                ComputeKeys.migration(of: contract.address))
            emit("code_id", "\(contract.newCodeID)", of: contract.address, in: context)
        }
        for update in wire.adminUpdates {
            try context.write(
                Bytes(update.newAdmin.utf8), ComputeKeys.adminUpdate(of: update.address))
            emit("new_admin", update.newAdmin, of: update.address, in: context)
        }
        return []
    }

    private func emit(
        _ key: String, _ value: String, of contract: String, in context: LedgerContext
    ) {
        context.emit(
            Event(
                "contract_governance_proposal",
                [
                    .init("contract_address", contract), .init(key, value),
                    .init("sender", wire.authority),
                ]))
    }
}

/// `MsgSetContractGovernance`: an admin puts a contract under governance, for good.
struct SetContractGovernanceMessage: LedgerMessage {
    static let typeURL = "/secret.compute.v1beta1.MsgSetContractGovernance"
    private let wire: ComputeMsgSetContractGovernance
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try ComputeMsgSetContractGovernance(serializedBytes: bytes)
        sender = try? Party(ofMessage: wire.sender, role: "sender")
    }

    func validateBasic() throws(LedgerFault) {
        _ = try Address(ofMessage: wire.sender, role: "sender")
        _ = try Address(ofMessage: wire.contractAddress, role: "contract")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try validateBasic()
        let contract = try Address(ofMessage: wire.contractAddress, role: "contract")
        let compute = context.compute
        guard let known = try compute.info(of: contract) else {
            throw .refused(ComputeError.notFound, "contract")
        }
        guard known.admin == wire.sender else {
            throw .refused(
                SDKError.unauthorized, "only contract admin can change governance requirement")
        }
        // The chain reads it once more before it writes.
        guard var info = try compute.info(of: contract) else {
            throw .refused(ComputeError.notFound, "contract")
        }
        info.requireGovernance = true
        try compute.store(info, of: contract)
        var event = Event.compute(sender: wire.sender, contract: wire.contractAddress)
        event.append("require_governance", "true")
        context.emit(event)
        return []
    }
}
