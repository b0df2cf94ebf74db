import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Nodes whose enclaves the network has given its seeds to. Source: enclave protocol §8.5;
/// attestation §1.5; SecretNetwork `x/registration/internal/keeper`.
struct RegistrationModule {
    let context: LedgerContext

    /// What stands where no machine is named.
    static let noMachine = Bytes(repeating: 0, count: 20)

    /// Gives a node the network's seeds, sealed for its key; the same seeds each time it asks.
    ///
    /// `replaced` is the machine whose place the node's takes, or `noMachine`.
    func register(
        _ nodeKey: Bytes, _ certificate: Bytes, replacing replaced: Bytes
    ) throws(LedgerFault) -> Bytes {
        guard let authenticator = context.authenticator else {
            throw .refused(
                RegistrationError.authenticateFailed, "this node has no enclave to ask")
        }
        let node: AuthenticatedNode
        do {
            node = try authenticator.authenticate(certificate, at: context.header.time)
        } catch {
            throw Self.refused(error)
        }
        // Two readers, one key: else somebody else would be given the seeds than is written down.
        guard node.nodeKey == nodeKey else { throw Self.refused(.invalidCertificate) }
        if let machine = node.machine {
            try list(machine, of: node.owner, replacing: replaced)
        }
        var info = RegistrationRegistrationNodeInfo()
        info.certificate = Data(certificate)
        info.encryptedSeed = Data(node.encryptedSeeds)
        try context.write(info.stored(), RegistrationKeys.node(nodeKey))
        return node.encryptedSeeds
    }

    private static func refused(_ refusal: AuthenticationRefusal) -> LedgerFault {
        .refused(RegistrationError.authenticateFailed, refusal.text)
    }

    // MARK: Machines

    /// Writes down that a machine is an owner's.
    ///
    /// A machine that takes another's place must be new, and the other one the same owner's. On the
    /// network a machine must be listed before, by a vote; here everybody may list one.
    private func list(
        _ machine: Bytes, of owner: Bytes, replacing replaced: Bytes
    ) throws(LedgerFault) {
        if replaced != Self.noMachine, replaced != machine {
            guard try self.owner(of: replaced) == owner, try self.owner(of: machine) == nil else {
                throw Self.refused(.invalidCertificate)
            }
        }
        var number: UInt32 = 0
        if let last = try context.read(RegistrationKeys.lastMachine) {
            guard let last = UInt32(bigEndian: last), last < .max else {
                throw .damaged("number of the last machine")
            }
            number = last + 1
        }
        try context.write(number.bigEndianBytes, RegistrationKeys.lastMachine)
        try context.write(owner + machine + replaced, RegistrationKeys.machine(number))
    }

    /// Whose a listed machine is, 32 bytes; nil for one that is not listed, or not any more. The
    /// last word on it counts.
    ///
    /// The network's enclaves have the list in memory, so nobody pays for looking.
    func owner(of machine: Bytes) throws(LedgerFault) -> Bytes? {
        var owner: Bytes?
        do {
            try context.state.scan(
                KeyRange(prefix: RegistrationKeys.machines), reversed: true
            ) { _, entry in
                // A machine that was voted in has no owner yet.
                if entry.count == 20, entry == machine { owner = Bytes(repeating: 0, count: 32) }
                if entry.count == 72, entry[32..<52].elementsEqual(machine) {
                    owner = Bytes(entry[..<32])
                }
                let isGone = entry.count == 72 && entry[52...].elementsEqual(machine)
                return owner == nil && !isGone
            }
        } catch let error as StorageError {
            throw .storage(error)
        } catch {
            throw .damaged("\(error)")
        }
        return owner
    }
}

extension LedgerContext {
    var registration: RegistrationModule { RegistrationModule(context: self) }
}
