/// Why bytes from outside do not have the shape that they should have.
public enum ByteError: Failure, Equatable {
    case truncated(String, wanted: Int, left: Int)
    case leftOver(Int)
    /// No number of variable length, or one spelled longer than need be.
    case notVarint(String)

    public var code: String { "bad_bytes" }
    public var exit: ExitStatus { .usage }
    public var description: String {
        switch self {
        case .truncated(let field, let wanted, let left):
            "\(field): wanted \(wanted) bytes, \(left) left"
        case .leftOver(let count): "\(count) bytes left over at the end"
        case .notVarint(let field): "\(field): no number of variable length"
        }
    }
}
