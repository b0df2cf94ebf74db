internal import SecretBase
public import SecretChain
internal import SecretClient
internal import SecretKeyring

/// A validator as a person names it: by operator address, by moniker, or by the name of the key
/// that operates it.
public struct ValidatorReference: Hashable, Sendable, CustomStringConvertible {
    enum Kind: Hashable {
        case address(ValidatorAddress)
        case word(String)
    }

    let kind: Kind

    public init(_ address: ValidatorAddress) { kind = .address(address) }

    /// Throws for an address with a slip in it, and for one that is no operator's.
    public init(_ text: String) throws {
        guard !text.isEmpty else {
            throw TransactionFailure.malformed("the validator", why: "wanted an address or name")
        }
        let isAddress = [Address.prefix, ValidatorAddress.prefix, ConsensusAddress.prefix]
            .contains { text.lowercased().hasPrefix($0 + "1") }
        kind = isAddress ? .address(try ValidatorAddress(text)) : .word(text)
    }

    public var description: String {
        switch kind {
        case .address(let address): "\(address)"
        case .word(let word): word
        }
    }
}

extension Toolbox {
    /// The validator that is meant. Throws exit 3 where there is none, exit 2 where several could
    /// be meant.
    func validator(
        _ reference: ValidatorReference, on chain: any ChainPort
    ) async throws -> ValidatorFacts {
        switch reference.kind {
        case .address(let address):
            guard let found = try await chain.validator(address) else {
                throw QueryFailure.noValidator("\(address)")
            }
            return found
        case .word(let word):
            return try await validator(reference, among: chain.validators(status: nil), word)
        }
    }

    /// The same, where all validators are known already.
    func validator(
        _ reference: ValidatorReference, among validators: [ValidatorFacts]
    ) throws -> ValidatorFacts {
        switch reference.kind {
        case .address(let address):
            guard let found = validators.first(where: { $0.address == address }) else {
                throw QueryFailure.noValidator("\(address)")
            }
            return found
        case .word(let word): return try validator(reference, among: validators, word)
        }
    }

    private func validator(
        _ reference: ValidatorReference, among validators: [ValidatorFacts], _ word: String
    ) throws -> ValidatorFacts {
        let own = (try? KeyName(word)).flatMap { name in
            try? Keyring(path: settings.paths.keys).record(of: name).address
        }.map { ValidatorAddress($0) }
        let found = ValidatorNames.matches(word, own: own, among: validators)
        guard found.count <= 1 else {
            throw ValidatorFailure.ambiguous(
                word, candidates: found.map { "\($0.address) (\($0.moniker))" })
        }
        guard let only = found.first else {
            throw ValidatorFailure.unknown(word, near: ValidatorNames.near(word, among: validators))
        }
        return only
    }
}

/// Which validators a word may mean.
enum ValidatorNames {
    /// Those that the key of this name operates or that are called so; where none is, those that
    /// are called so in other letters' case.
    static func matches(
        _ word: String, own: ValidatorAddress?, among validators: [ValidatorFacts]
    ) -> [ValidatorFacts] {
        let exact = validators.filter { $0.address == own || $0.moniker == word }
        guard exact.isEmpty else { return exact }
        return validators.filter { $0.moniker.lowercased() == word.lowercased() }
    }

    /// Monikers that begin with the word or hold it, three at most, quoted for a hint.
    static func near(_ word: String, among validators: [ValidatorFacts]) -> [String] {
        let small = word.lowercased()
        let holding = validators.map(\.moniker).filter { moniker in
            let other = moniker.lowercased()
            return !other.isEmpty && (other.contains(small) || small.contains(other))
        }
        return holding.sorted { ($0.count, $0) < ($1.count, $1) }.prefix(3).map {
            "'\(Terminology.printable($0))'"
        }
    }
}
