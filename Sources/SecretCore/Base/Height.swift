/// Number of a block; the first is 1. Zero stands for "before the first" or, in a question, "latest".
public struct Height: Hashable, Sendable, Comparable, CustomStringConvertible {
    public static let zero = Height(0)
    public let number: Int64

    public init(_ number: Int64) { self.number = number }

    public var description: String { "\(number)" }

    public var next: Height { Height(number + 1) }

    public static func < (left: Height, right: Height) -> Bool { left.number < right.number }
}
