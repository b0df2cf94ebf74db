package import SecretClient

extension Toolbox {
    /// The chain behind the node that the settings name. Nothing is opened before the first question.
    package func chain() throws -> any ChainPort {
        let seconds = Double(try settings.timeoutSeconds())
        let limits = TransportLimits(
            connectSeconds: seconds, totalSeconds: seconds)
        return LCDClient(try NodeURL(settings.nodeURL()), limits: limits)
    }
}
