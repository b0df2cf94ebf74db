import SecretBase
import SecretChain
import SecretWire

/// What contracts ask of other chains, answered as by a chain that has no channel to any.
///
/// Source: SecretNetwork `handler_plugin.go`; ibc-go v8 `modules/core/04-channel`,
/// `modules/apps/transfer`.
enum ContractPackets {
    /// Gives the messages for a transfer and for closing a channel; a packet is refused at once.
    static func messages(
        _ json: Bytes, _ contract: Party, port: String
    ) throws(LedgerFault) -> [any LedgerMessage] {
        guard let parsed = try? JSONValue(parsing: json) else {
            throw .refused(ComputeError.unknownMessage, "no handler found")
        }
        if let transfer = parsed["transfer"] {
            let coin = transfer["amount"]
            let amount = ContractCoin(
                denom: coin?["denom"]?.plainText ?? "", amount: coin?["amount"]?.plainText ?? "")
            let wire: WireCoin
            do { wire = try amount.wire() } catch {
                guard case .refused(let refusal) = error else { throw error }
                throw .refused(refusal.wrapped("amount"))
            }
            return [
                TransferMessage(
                    sender: contract, channel: transfer["channel_id"]?.plainText ?? "",
                    recipient: transfer["to_address"]?.plainText ?? "", coin: wire)
            ]
        }
        if let close = parsed["close_channel"] {
            return [
                CloseChannelMessage(
                    sender: contract, channel: close["channel_id"]?.plainText ?? "")
            ]
        }
        guard let packet = parsed["send_packet"] else {
            throw .refused(ComputeError.unknownMessage, "no handler found")
        }
        guard !port.isEmpty else {
            throw .refused(ComputeError.unsupportedForContract, "ibc not supported")
        }
        let channel = packet["channel_id"]?.plainText ?? ""
        guard !channel.isEmpty else { throw .refused(ComputeError.empty, "ibc channel") }
        throw .refused(
            Refusal(
                codespace: "channel", code: 10,
                text: "source port: \(port), source channel: \(channel): "
                    + "sequence send not found"))
    }

    /// Why `text` is no identifier of a channel; nil when it is one.
    static func fault(inChannel text: String) -> String? {
        guard text.contains(where: { !$0.isWhitespace }) else {
            return "identifier cannot be blank"
        }
        guard !text.contains("/") else {
            return "identifier \(text) cannot contain separator '/'"
        }
        guard (8...64).contains(text.utf8.count) else {
            return "identifier \(text) has invalid length: \(text.utf8.count), must be between "
                + "8-64 characters"
        }
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || "._+-#[]<>".utf8.contains(byte)
        }
        guard isPlain else {
            return "identifier \(text) must contain only alphanumeric or the following "
                + "characters: '.', '_', '+', '-', '#', '[', ']', '<', '>'"
        }
        return nil
    }
}

/// A transfer to another chain, through a channel that is not there.
struct TransferMessage: LedgerMessage {
    static let typeURL = "/ibc.applications.transfer.v1.MsgTransfer"
    let sender: Party?
    private let channel: String
    private let recipient: String
    private let coin: WireCoin

    init(sender: Party, channel: String, recipient: String, coin: WireCoin) {
        self.sender = sender
        self.channel = channel
        self.recipient = recipient
        self.coin = coin
    }

    /// Only contracts send transfers here.
    init(decoding bytes: Bytes) throws { throw Refusal(SDKError.unknownRequest) }

    func validateBasic() throws(LedgerFault) {
        if let fault = ContractPackets.fault(inChannel: channel) {
            throw .refused(
                Refusal(
                    codespace: "host", code: 2,
                    text: "invalid source channel ID: \(fault): invalid identifier"))
        }
        guard let parsed = try? Coin(coin), parsed.amount.isPositive else {
            throw .refused(SDKError.invalidCoins, coin.amount + coin.denom)
        }
        guard recipient.contains(where: { !$0.isWhitespace }) else {
            throw .refused(SDKError.invalidAddress, "missing recipient address")
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        throw .refused(
            Refusal(
                codespace: "channel", code: 3,
                text: "port ID (transfer) channel ID (\(channel)): channel not found"))
    }
}

/// The end of a channel that is not there.
struct CloseChannelMessage: LedgerMessage {
    static let typeURL = "/ibc.core.channel.v1.MsgChannelCloseInit"
    let sender: Party?
    private let port: String
    private let channel: String

    init(sender: Party, channel: String) {
        self.sender = sender
        port = "wasm.\(sender.text)"
        self.channel = channel
    }

    /// Only contracts close channels here.
    init(decoding bytes: Bytes) throws { throw Refusal(SDKError.unknownRequest) }

    func validateBasic() throws(LedgerFault) {
        let digits = channel.utf8.dropFirst("channel-".utf8.count)
        guard channel.hasPrefix("channel-"), !digits.isEmpty, UInt64(String(digits) ?? "") != nil
        else {
            throw .refused(
                Refusal(
                    codespace: "channel", code: 18, text: "invalid channel identifier"))
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        throw .refused(
            Refusal(
                codespace: "capability", code: 7,
                text: "could not retrieve module from port-id: capabilities/ports/\(port)/"
                    + "channels/\(channel): capability not found"))
    }
}

extension JSONValue {
    /// The text of a string; nil for anything else.
    var plainText: String? {
        if case .string(let text) = self { return text }
        return nil
    }
}
