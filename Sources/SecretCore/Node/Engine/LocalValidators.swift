internal import Foundation
internal import SecretBase
internal import SecretCrypto
internal import SecretWire
internal import SwiftProtobuf

/// The validators whose keys the node holds, and who of them keeps silent.
final class LocalValidators {
    /// One validator's key.
    private final class Signer {
        let key: Ed25519PrivateKey
        let publicKey: Bytes
        /// Consensus address, 20 bytes.
        let address: Bytes

        init(_ key: consuming Ed25519PrivateKey) {
            publicKey = key.publicKey.bytes
            address = Bytes(Hash.sha256(publicKey).prefix(20))
            self.key = key
        }
    }

    private let signers: [Signer]
    private let home: NodeHome
    /// By consensus address: the first height at which it speaks again.
    private var silences: [Bytes: Int64]

    /// Rounds in which nobody may be found to propose, before the first who can does.
    private static let roundsMax: Int32 = 100

    /// Loads the keys of so many validators, or makes them at the first start. Without a count it
    /// takes as many as there are.
    init(in home: NodeHome, count: Int?) throws {
        var signers: [Signer] = []
        while signers.count < count ?? NodeSettings.validatorsMax {
            let path = home.validatorKeyFile(signers.count)
            if count == nil, !signers.isEmpty, !HomeFile.isThere(path) { break }
            signers.append(Signer(try ValidatorKey.load(from: home, index: signers.count)))
        }
        self.signers = signers
        self.home = home
        silences = home.hasChain ? try Self.read(home.silenceFile) : [:]
    }

    /// ed25519, 32 bytes each, by index.
    var publicKeys: [Bytes] { signers.map(\.publicKey) }

    /// Consensus addresses, 20 bytes each, by index.
    var addresses: [Bytes] { signers.map(\.address) }

    // MARK: Silence

    /// Whether the validator's word can be had for a block of this height.
    func speaks(_ address: Bytes, at height: Int64) -> Bool {
        signers.contains { $0.address == address } && height >= silences[address] ?? 0
    }

    /// Keeps the validator silent until a height, or lets it speak where that is nil.
    func silence(_ address: Bytes, until height: Int64?) throws {
        silences[address] = height
        let members = silences.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
            JSONValue.Member(Hex.encode($0.key), .number("\($0.value)"))
        }
        try ValidatorKey.write(JSONValue.object(members).bytes(), to: home.silenceFile)
    }

    private static func read(_ path: String) throws -> [Bytes: Int64] {
        guard let bytes = try ValidatorKey.read(path) else { return [:] }
        var found: [Bytes: Int64] = [:]
        for member in try JSONValue(parsing: bytes).members ?? [] {
            guard let height = member.value.numberText.flatMap({ Int64($0) }) else { continue }
            found[try Hex.decode(member.name)] = height
        }
        return found
    }

    // MARK: Blocks

    /// Who proposes a block, and in which round: whose turn it is by the network's rule, or who
    /// comes after those that do not answer.
    func proposer(in set: CometValidatorSet, at height: Int64) -> (address: Bytes, round: Int32) {
        guard signers.count > 1 else { return (signers.first?.address ?? [], 0) }
        var turn = set
        for round in 0..<Self.roundsMax {
            let address = Bytes(turn.proposer.address)
            if speaks(address, at: height) { return (address, round) }
            turn = turn.nextRound()
        }
        let first = set.validators.first { speaks(Bytes($0.address), at: height) }
        return (first.map { Bytes($0.address) } ?? signers[0].address, 0)
    }

    /// Signed by everybody whose key is here and who is not silent. The time of each vote is the
    /// block's own: there is none to wait for, so the next header's time is the clock's and not the
    /// commit's median.
    func commit(
        to id: CometBlockID, by set: CometValidatorSet, height: Int64, round: Int32,
        time: Timestamp, chainID: String
    ) -> CometCommit {
        let vote = Vote.signBytes(
            height: height, round: round, blockID: id, time: time, chainID: chainID)
        var commit = CometCommit()
        commit.height = height
        commit.round = round
        commit.blockID = id
        commit.signatures = set.validators.map { validator in
            let address = Bytes(validator.address)
            guard speaks(address, at: height),
                let signer = signers.first(where: { $0.address == address })
            else { return .nobody }
            var signature = CometCommitSig()
            signature.blockIDFlag = .commit
            signature.validatorAddress = validator.address
            signature.timestamp = time.wire
            signature.signature = Data(signer.key.signature(of: vote))
            return signature
        }
        return commit
    }
}

extension CometCommitSig {
    /// In the place of a validator whose vote did not come; its time is Go's zero.
    static var nobody: CometCommitSig {
        var signature = CometCommitSig()
        signature.blockIDFlag = .absent
        signature.timestamp.seconds = -62_135_596_800
        return signature
    }
}
