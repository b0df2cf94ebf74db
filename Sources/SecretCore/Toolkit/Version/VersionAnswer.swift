internal import SecretBase

/// Which program this is.
public struct VersionAnswer: Answer {
    /// Semantic version of the program.
    public static let version = "0.1.0"

    public init() {}

    public var fields: AnswerValue {
        [
            "version": .text(Self.version), "platform": .text(Self.platform),
            "network_version": .text(Self.networkVersion),
        ]
    }

    public func text(in style: TextStyle) -> String {
        "secretctl \(Self.version) (\(Self.platform))"
    }

    /// The network release whose rules the embedded node follows.
    static let networkVersion = "1.27.2"

    static var platform: String {
        #if os(Linux)
        let system = "linux"
        #else
        let system = "macos"
        #endif
        #if arch(x86_64)
        return system + "-x86_64"
        #else
        return system + "-arm64"
        #endif
    }
}
