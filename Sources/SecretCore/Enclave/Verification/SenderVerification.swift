import SecretBase
import SecretChain

/// What a user is said to have asked for.
struct SenderRequest {
    enum Kind {
        /// `admin` is empty for none.
        case instantiate(admin: Bytes)
        case handle(ContractEntry)
        /// `admin` is who may migrate now.
        case migrate(admin: Bytes)
        /// `new` is empty to clear.
        case updateAdmin(current: Bytes, new: Bytes)
    }

    let proof: SenderProof
    let sender: Bytes
    let contract: Bytes
    let input: SecretInput
    let funds: [ContractCoin]
    let kind: Kind
    /// False where the chain vouches for the sender, and only the message is compared.
    let checksSignature: Bool
}

/// Holds a call against what its sender signed.
///
/// Source: enclave protocol §9.2; `contract_validation.rs`, `input_validation`.
enum SenderVerification {
    /// Throws `.verification` unless the sender signed exactly this call, and `.deserialisation`
    /// for a transaction that cannot be read. Signatures that `verifier` knows cost nothing.
    static func check(
        _ request: SenderRequest, verifier: any SignatureVerifier = PlainVerifier()
    ) throws(CallFault) {
        let proof = SignerProof(proof: request.proof, verifier: verifier)
        if request.checksSignature { try proof.check(sender: request.sender) }
        let signed = try proof.messages()
        // What was signed must be what the transaction says, for that is what the chain executes.
        let body: Bytes
        do { body = try MessageParts(request.proof.transaction).bytes(1) } catch {
            throw .verification
        }
        guard try SignedMessage.messages(inBody: body) == signed,
            let message = signed.first(where: { matches($0, request) }),
            message.sender == request.sender, names(message, request),
            carries(message, request)
        else { throw .verification }
    }

    /// The first message with this input is taken for the call, whatever else it says. A message
    /// that came in plain text was never signed with the empty head that it is given here, so
    /// users cannot send any; the network has it so.
    private static func matches(_ message: SignedMessage, _ request: SenderRequest) -> Bool {
        let input = request.input.nonce + request.input.senderKey + request.input.payload
        guard let sender = message.sender, sender == request.sender else { return false }
        let contract = SignedMessage.address(request.contract)
        switch message {
        case .instantiate(_, let text, _, _, let admin, _):
            return SignedMessage.address(currentAdmin(request) ?? []) == admin && text == input
        case .execute(_, let address, let text, _):
            return address == contract && text == input
        case .migrate(_, let address, let text, _):
            return currentAdmin(request) == sender && address == contract && text == input
        case .updateAdmin(_, let newAdmin, let address):
            return currentAdmin(request) == sender && address == contract
                && SignedMessage.address(self.newAdmin(request) ?? []) == newAdmin
        case .clearAdmin(_, let address):
            return currentAdmin(request) == sender && address == contract
                && self.newAdmin(request) == []
        case .packet, .other: return false
        }
    }

    private static func currentAdmin(_ request: SenderRequest) -> Bytes? {
        switch request.kind {
        case .instantiate(let admin), .migrate(let admin), .updateAdmin(let admin, _): admin
        case .handle: nil
        }
    }

    private static func newAdmin(_ request: SenderRequest) -> Bytes? {
        guard case .updateAdmin(_, let new) = request.kind else { return nil }
        return new
    }

    /// A new contract's address was not known when its message was signed.
    private static func names(_ message: SignedMessage, _ request: SenderRequest) -> Bool {
        switch message {
        case .execute(_, let contract, _, _), .migrate(_, let contract, _, _),
            .updateAdmin(_, _, let contract), .clearAdmin(_, let contract):
            contract == SignedMessage.address(request.contract)
        case .instantiate: true
        case .packet, .other: false
        }
    }

    private static func carries(_ message: SignedMessage, _ request: SenderRequest) -> Bool {
        switch message {
        case .execute(_, _, _, let funds), .instantiate(_, _, let funds, _, _, _):
            funds.count == request.funds.count
                && zip(funds, request.funds).allSatisfy { signed, sent in
                    signed.denom == sent.denom && UInt128(sent.amount) == signed.amount
                }
        case .migrate, .updateAdmin, .clearAdmin: request.funds.isEmpty
        case .packet, .other: false
        }
    }
}
