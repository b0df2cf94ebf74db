/// An error that a user may meet. Each room has one enum of them.
///
/// `description` is the message: lower case, says what was wanted and what came, holds no secret.
public protocol Failure: Error, Sendable, CustomStringConvertible {
    /// A stable word in snake_case for scripts, e.g. `sequence_mismatch`.
    var code: String { get }
    /// What the command's exit code says.
    var exit: ExitStatus { get }
    /// What to do about it, where there is something to do.
    var hint: String? { get }
    /// Upper-case hex hash of the transaction concerned, where there is one.
    var transactionHash: String? { get }
}

extension Failure {
    public var hint: String? { nil }
    public var transactionHash: String? { nil }
}
