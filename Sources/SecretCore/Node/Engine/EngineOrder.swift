package import SecretBase
internal import SecretWire

/// What the developer of a local chain has its engine do: nothing that the ledger hears of but by
/// what comes of it in blocks.
package enum EngineOrder: Hashable, Sendable {
    /// The validator of this consensus address signs no more: for so many blocks, or until it is
    /// let.
    case silence(Bytes, blocks: Int64?)
    /// It signs again.
    case restore(Bytes)
    /// The chain's clock jumps ahead, and a block shows it.
    case warp(seconds: Int64)
}

extension BlockMaker {
    /// Does it, and gives nil; or says why not.
    func carryOut(_ order: EngineOrder) -> String? {
        do {
            switch order {
            case .silence(let address, let blocks):
                if let refusal = refusal(ofSilencing: address) { return refusal }
                let next = height + 1
                let end = blocks.map { next.addingReportingOverflow($0) }
                let until = end.map { $0.overflow ? .max : $0.partialValue } ?? .max
                try signers.silence(address, until: until)
            case .restore(let address):
                guard signers.addresses.contains(address) else { return Self.stranger }
                try signers.silence(address, until: nil)
            case .warp(let seconds): warp(seconds: seconds)
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    private static let stranger = "this node does not have the validator's key"

    /// A network whose validators of a third of the power are silent stands still.
    private func refusal(ofSilencing address: Bytes) -> String? {
        guard signers.addresses.contains(address) else { return Self.stranger }
        let set = validators.next.validators
        var (left, total) = (Int128(0), Int128(0))
        for validator in set {
            total += Int128(validator.votingPower)
            let one = Bytes(validator.address)
            if one != address, signers.speaks(one, at: height + 1) {
                left += Int128(validator.votingPower)
            }
        }
        return 3 * left > 2 * total
            ? nil
            : "a chain needs the signatures of more than two thirds of the power, and would have "
                + "\(left) of \(total)"
    }
}
