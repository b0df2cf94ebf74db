/// Why an arithmetic step has no answer.
public enum NumberError: Failure, Equatable {
    /// The result needs more bits than the type holds.
    case overflow
    case divisionByZero

    public var code: String { "number" }
    public var exit: ExitStatus { .failed }
    public var description: String {
        switch self {
        case .overflow: "integer overflow"
        case .divisionByZero: "division by zero"
        }
    }
}
