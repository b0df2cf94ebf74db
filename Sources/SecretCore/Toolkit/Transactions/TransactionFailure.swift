public import SecretBase
internal import SecretChain
internal import SecretClient

/// Why a transaction did not do what it was meant to do.
public enum TransactionFailure: Failure, Equatable {
    /// Refused before inclusion: nothing was spent. `hash` is nil where it was refused unsigned.
    case rejected(hash: String?, codespace: String, abciCode: UInt32, log: String)
    /// In a block, and failed there: the fee is spent.
    case failedInBlock(
        hash: String, height: Int64, codespace: String, abciCode: UInt32, log: String)
    /// Another transaction took its sequence: it is in no block and never will be.
    case superseded(hash: String)
    /// It cannot go in before those in front of it, which are not there.
    case outOfOrder(hash: String, expected: UInt64)
    /// An earlier transaction of the account has no known end, and the node does not say; of the
    /// one at hand nothing was sent.
    case unsettled(hash: String, why: String)
    /// The chain has never seen the account that is to sign.
    case unknownAccount(String)
    /// Other processes keep the account busy.
    case busy(address: String, seconds: Int)
    /// Another process works on the same batch.
    case batchBusy(String)
    /// The chain does not know the transaction, and neither do we.
    case unknownTransaction(String)
    /// The message asks another account to sign.
    case signerDiffers(wanted: String, got: String)
    /// The transaction was built for another chain than the one named.
    case chainDiffers(wanted: String, got: String)
    /// No key of the keyring has the address.
    case noKey(String)
    /// The key is watched, or needs others beside it.
    case cannotSign(String, kind: String)
    /// An input file or argument that cannot be read as what it should be.
    case malformed(String, why: String)
    /// A file that is not there.
    case missingFile(String)
    /// An option that is needed here.
    case needs(String, why: String)
    /// The journal or a lease cannot be written; nothing was sent.
    case stateUnwritable(String, why: String)
}

extension TransactionFailure {
    public var code: String {
        switch self {
        case .rejected(_, let space, let number, let log):
            Self.word(space, number, log) ?? "rejected"
        case .failedInBlock(_, _, let space, let number, let log):
            Self.word(space, number, log) ?? "failed_in_block"
        case .superseded: "superseded"
        case .outOfOrder: "out_of_order"
        case .unsettled: "unsettled"
        case .unknownAccount: "account_unknown"
        case .busy: "account_busy"
        case .batchBusy: "batch_busy"
        case .unknownTransaction: "tx_unknown"
        case .signerDiffers: "signer_differs"
        case .chainDiffers: "wrong_chain"
        case .noKey: "key_missing"
        case .cannotSign: "key_cannot_sign"
        case .malformed: "malformed"
        case .missingFile: "file_missing"
        case .needs: "option_missing"
        case .stateUnwritable: "state_unwritable"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .rejected, .unknownAccount, .superseded: .rejected
        case .outOfOrder: .unknownOutcome
        case .unsettled: .unreachable
        case .failedInBlock: .failedInBlock
        case .busy, .batchBusy, .stateUnwritable: .failed
        case .unknownTransaction, .missingFile, .noKey: .missing
        case .signerDiffers, .chainDiffers: .refused
        case .malformed, .needs, .cannotSign: .usage
        }
    }

    public var description: String {
        switch self {
        case .rejected(_, let space, let number, let log):
            space.isEmpty
                ? "rejected, nothing was spent: \(log)"
                : "rejected (\(space) \(number)), nothing was spent: \(log)"
        case .failedInBlock(_, let height, let space, let number, let log):
            "failed in block \(height) (\(space) \(number)), the fee is spent: \(log)"
        case .superseded(let hash):
            "transaction \(hash) is in no block and never will be: another took its sequence; "
                + "nothing was spent"
        case .outOfOrder(let hash, let expected):
            "transaction \(hash) waits for one with sequence \(expected) before it"
        case .unsettled(let hash, let why):
            "nothing was sent: transaction \(hash) of the same account has no known end, "
                + "and the node does not say (\(why))"
        case .unknownAccount(let address):
            "the chain does not know account \(address): it has never received anything"
        case .busy(let address, let seconds):
            "other processes kept account \(address) busy for \(seconds) seconds"
        case .batchBusy(let id): "another process is sending this batch (\(id))"
        case .unknownTransaction(let hash): "transaction \(hash) is not known here or on the chain"
        case .signerDiffers(let wanted, let got):
            "the transaction is to be signed by \(wanted), the key is that of \(got)"
        case .chainDiffers(let wanted, let got):
            "wanted chain \(wanted), the transaction was built for \(got)"
        case .noKey(let address): "no key here has the address \(address)"
        case .cannotSign(let name, let kind): "key \(name) cannot sign: it is a \(kind) key"
        case .malformed(let what, let why): "\(what): \(why)"
        case .missingFile(let path): "no such file: \(path)"
        case .needs(let option, let why): "\(option) is needed: \(why)"
        case .stateUnwritable(let path, let why):
            "cannot write \(path): \(why); nothing was sent"
        }
    }

    public var hint: String? {
        switch code {
        case "key_cannot_sign":
            "'secretctl tx build' writes the transaction down for the machine that can"
        case "insufficient_funds": "see 'secretctl query balance'"
        case "insufficient_fee":
            neededFee.map { "the node wants at least \($0): give --fee \($0), or leave it away" }
                ?? "give a higher --gas-price, or leave it to the network profile"
        case "mempool_full": "the node has no room now; try again later, or ask another --node"
        case "out_of_order": "the account's next transaction fills the gap; then resume again"
        case "unsettled": "'secretctl tx resume' settles it; then try again"
        case "out_of_gas": "leave --gas away: the node then says how much is needed"
        case "sequence_mismatch": "another program uses this account; try again"
        case "account_unknown": "send it something first; on a development node use the faucet"
        default: nil
        }
    }

    public var transactionHash: String? {
        switch self {
        case .rejected(let hash, _, _, _): hash
        case .failedInBlock(let hash, _, _, _, _): hash
        case .superseded(let hash), .outOfOrder(let hash, _): hash
        default: nil
        }
    }

    /// What a node that refused the fee wants at least, e.g. `1250uscrt`, from its own words:
    /// "insufficient fees; got: 100uscrt required: 1250uscrt: insufficient fee".
    var neededFee: String? {
        guard case .rejected(_, _, _, let log) = self,
            let mark = log.firstRange(of: "required: ")
        else { return nil }
        let text = log[mark.upperBound...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return (try? Coin(parsing: String(text))) == nil ? nil : String(text)
    }

    /// Scripts' words for what the chain numbers in codespace `sdk` (chain specification, 3.2).
    private static func word(_ space: String, _ number: UInt32, _ log: String) -> String? {
        if space == "sdk" {
            switch number {
            case 2: return "tx_parse_error"
            case 4: return "unauthorized"
            case 5: return "insufficient_funds"
            case 9: return "account_unknown"
            case 11: return "out_of_gas"
            case 12: return "memo_too_large"
            case 13: return "insufficient_fee"
            case 20: return "mempool_full"
            case 21: return "tx_too_large"
            case 30: return "tx_timed_out"
            case 32: return "sequence_mismatch"
            default: return nil
            }
        }
        if space == "compute" {
            switch number {
            case 2...5, 19: return "contract_error"
            case 9: return "not_found"
            default: return nil
            }
        }
        guard space.isEmpty else { return nil }
        // A simulation's answer has the text alone.
        let words = [
            (" contract failed", "contract_error"),
            ("account sequence mismatch", "sequence_mismatch"),
            ("insufficient funds", "insufficient_funds"),
            ("is smaller than", "insufficient_funds"),
            ("insufficient fee", "insufficient_fee"),
            ("out of gas", "out_of_gas"),
            ("not found", "not_found"),
        ]
        return words.first { log.contains($0.0) }?.1
    }
}

/// What a node means by "account sequence mismatch, expected X, got Y".
struct SequenceMismatch: Equatable {
    let expected: UInt64

    /// Nil for any other text.
    init?(_ log: String) {
        guard let range = log.firstRange(of: "account sequence mismatch, expected ") else {
            return nil
        }
        let digits = log[range.upperBound...].prefix { $0.isASCII && $0.isNumber }
        guard let expected = UInt64(digits) else { return nil }
        self.expected = expected
    }
}
