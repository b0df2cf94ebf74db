import SecretBase
import SecretChain

/// What a contract returned, read and checked but not yet sealed.
///
/// Messages carry the contract's own bytes: `ContractSend.message` is the decoded `msg`,
/// `codeHash` the text as written, `callback` empty, `id` the contract's own, `wasEncrypted` what
/// the contract said (false where it said nothing). Amounts are canonical decimal numbers.
/// Source: enclave protocol §2.6, §5.6.
enum ContractOutput {
    /// `Err`: its value as compact JSON text, with the quotes of a string still around it.
    case failure(String)
    /// `Ok` or `ok` with a string, which is base64 as a rule: the string itself.
    case answer(String)
    /// v0.10: messages as sub-messages with id 0 that ask for no reply.
    case legacy(ContractResponse)
    case response(ContractResponse)
    case packet(acknowledgement: Bytes, ContractResponse)
    /// Nil version for `null`.
    case channel(version: String?)
}

struct ContractResponse {
    var messages: [ContractSubMessage] = []
    /// v0.10 `log`, v1 `attributes`; `isEncrypted` as the contract wished it.
    var attributes: [ContractAttribute] = []
    var events: [ContractEvent] = []
    var data: Bytes?
}
