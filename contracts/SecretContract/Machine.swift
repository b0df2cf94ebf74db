/// The machine that runs the contract.
public enum Machine {
    /// Writes to the node's log where one is kept; elsewhere nothing.
    public static func debug(_ text: Text) { hostDebug(Region(text.bytes).address) }

    #if !V010
    /// Gas used so far by this call, in the chain's unit.
    public static func gasUsed() -> UInt64 { hostGasUsed() }

    /// Uses `amount` of gas up, so that what a call costs tells nothing about what it did.
    public static func evaporate(_ amount: UInt32) { _ = hostEvaporate(amount) }

    /// Checks the quote of another enclave: a region with the verdict, or an error's number in the
    /// upper half.
    public static func verifyQuote(_ quote: [UInt8], collateral: [UInt8]) -> UInt64 {
        hostVerifyQuote(Region(quote).address, Region(collateral).address)
    }
    #endif
}

#if !V010
extension Address {
    /// Throws unless the text is an address of this chain in its usual form.
    public func validate() throws(ContractError) {
        if let reason = Region.bytes(at: hostValidate(Region(text.bytes).address)) {
            throw .generic("addr_validate errored: \(Text(reason))")
        }
    }
}
#endif
