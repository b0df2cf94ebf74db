import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// Attestations and the platforms that give them. Source: `spec/poet.md` 9.5.
extension PoetModule {
    /// Gas of judging one quote: what the chain takes for an ed25519 signature.
    static let verificationGas: UInt64 = 590
    static let quoteBytesMax = 64 * 1024

    /// Takes an attestation, or throws why not.
    func attest(
        _ wire: PoetMsgSubmitEngagementAttestation, by address: ValidatorAddress
    ) throws(LedgerFault) {
        guard let parameters, parameters.mode != .off else { throw .refused(PoetError.isOff) }
        let validator = try context.staking.validator(address)
        let consensus = validator.consensusBytes
        guard var engagement = try engagement(consensus) else {
            throw .refused(PoetError.noEngagement, "\(address)")
        }
        let reportData = try reportData(wire, of: validator, parameters)
        guard wire.beaconHeight > engagement.attestationHeight else {
            throw .refused(PoetError.replayed, "\(wire.beaconHeight)")
        }
        let platform = try platform(wire, reportData, parameters)
        guard try isBound(platform, to: consensus, parameters) else {
            return context.emit(
                .engagementClaim(
                    address.description, platform: Hex.encode(platform),
                    from: context.header.height + Int64(parameters.window)))
        }
        if engagement.platformID != Data(platform), !engagement.platformID.isEmpty {
            try release(Bytes(engagement.platformID))
        }
        engagement.platformID = Data(platform)
        engagement.attestationHeight = wire.beaconHeight
        try store(engagement, consensus)
        context.emit(
            .engagementAttestation(
                address.description, platform: Hex.encode(platform), at: wire.beaconHeight))
    }

    private func platform(
        _ wire: PoetMsgSubmitEngagementAttestation, _ reportData: Bytes, _ parameters: PoetParams
    ) throws(LedgerFault) -> Bytes {
        guard let verifier = EngagementVerifiers.verifier(for: wire.collateralID) else {
            throw .refused(PoetError.noVerifier, "\"\(wire.collateralID.prefix(64))\"")
        }
        try context.meter.consume(Self.verificationGas, "engagement attestation")
        return try verifier.platform(
            vouchingBy: Bytes(wire.quote), for: reportData, parameters, at: context.header.time)
    }

    private func reportData(
        _ wire: PoetMsgSubmitEngagementAttestation, of validator: Validator,
        _ parameters: PoetParams
    ) throws(LedgerFault) -> Bytes {
        let height = context.header.height
        guard wire.beaconHeight > 0, wire.beaconHeight <= height,
            height - wire.beaconHeight <= Int64(parameters.beaconAgeMax),
            let hash = try context.read(PoetKeys.beacon(wire.beaconHeight)),
            case .ed25519(let key) = validator.consensusKey
        else {
            throw .refused(PoetError.beaconAge, "\(wire.beaconHeight) at \(height)")
        }
        return EngagementReport.data(
            chainID: context.header.chainID, operator: validator.address, consensusKey: key,
            beaconHash: hash, beaconHeight: wire.beaconHeight)
    }

    // MARK: Platforms

    func binding(_ platform: Bytes) throws(LedgerFault) -> PoetPlatformBinding? {
        guard let value = try context.read(PoetKeys.binding(platform)) else { return nil }
        return try PoetPlatformBinding(stored: value, "platform")
    }

    func store(_ binding: PoetPlatformBinding) throws(LedgerFault) {
        try context.write(binding.stored(), PoetKeys.binding(Bytes(binding.platformID)))
    }

    /// Whether the platform is the validator's by now. One that is another's becomes its own after
    /// a window: until then the claim is noted, and counts nothing.
    private func isBound(
        _ platform: Bytes, to validator: Bytes, _ parameters: PoetParams
    ) throws(LedgerFault) -> Bool {
        let name = try context.slashing.name(of: validator)
        var binding = try binding(platform) ?? PoetPlatformBinding()
        let isOwn = binding.consAddress.isEmpty || binding.consAddress == name
        if isOwn {
            binding.platformID = Data(platform)
            binding.consAddress = name
            binding.height = context.header.height
        } else if binding.successor != name {
            binding.successor = name
            binding.evictionHeight = context.header.height + Int64(parameters.window)
        }
        try store(binding)
        return isOwn
    }

    /// The validator gives its platform up; who waits for it has it from now on.
    func release(_ platform: Bytes) throws(LedgerFault) {
        guard var binding = try binding(platform) else { return }
        guard !binding.successor.isEmpty else {
            return try context.delete(PoetKeys.binding(platform))
        }
        binding.consAddress = binding.successor
        binding.height = context.header.height
        binding.successor = ""
        binding.evictionHeight = 0
        try store(binding)
    }

    /// Evicts whoever must give its platform to another by now. The new holder's next attestation
    /// is the first that counts.
    func handOver() throws(LedgerFault) {
        for (_, value) in try context.entries(KeyRange(prefix: PoetKeys.bindings)) {
            let binding = try PoetPlatformBinding(stored: value, "platform")
            guard !binding.successor.isEmpty, binding.evictionHeight <= context.header.height
            else { continue }
            let evicted: Bytes
            do { evicted = try ConsensusAddress(binding.consAddress).bytes } catch {
                throw .damaged("platform: \(error)")
            }
            if var engagement = try engagement(evicted),
                engagement.platformID == binding.platformID
            {
                engagement.platformID = Data()
                engagement.attestationHeight = 0
                try store(engagement, evicted)
            }
            try release(Bytes(binding.platformID))
        }
    }
}
