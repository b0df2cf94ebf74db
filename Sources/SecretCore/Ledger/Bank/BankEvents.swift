/// The bank's events, attributes in the chain's order. Source: chain specification §3.6.
extension Event {
    static func coinSpent(by spender: Party, _ amount: String) -> Event {
        Event("coin_spent", [.init("spender", spender.text), .init("amount", amount)])
    }

    static func coinReceived(by receiver: Party, _ amount: String) -> Event {
        Event("coin_received", [.init("receiver", receiver.text), .init("amount", amount)])
    }

    static func transfer(from sender: Party, to recipient: Party, _ amount: String) -> Event {
        Event(
            "transfer",
            [
                .init("recipient", recipient.text), .init("sender", sender.text),
                .init("amount", amount),
            ])
    }

    static func coinbase(by minter: Party, _ amount: String) -> Event {
        Event("coinbase", [.init("minter", minter.text), .init("amount", amount)])
    }

    static func burn(by burner: Party, _ amount: String) -> Event {
        Event("burn", [.init("burner", burner.text), .init("amount", amount)])
    }

    static func message(from sender: Party) -> Event {
        Event("message", [.init("sender", sender.text)])
    }
}
