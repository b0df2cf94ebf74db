import SecretBase

/// What a simulated platform's certificate says of it: the SGX extension, written.
struct SimulatedExtension: Sendable {
    /// "SIM" and zeros, where real processors have family, model and stepping.
    static let fmspc: Bytes = [0x53, 0x49, 0x4d, 0, 0, 0]
    static let pceID: Bytes = [0, 0]
    static let pceSVN: UInt16 = 1
    static let components = Bytes(repeating: 1, count: 16)

    /// 16 bytes each.
    let ppid: Bytes
    let platformInstance: Bytes

    private static func member(_ path: Bytes, _ value: Bytes) -> Bytes {
        DERWriter.sequence([DERWriter.value(.identifier, SGXExtension.prefix + path), value])
    }

    private static func octets(_ path: Bytes, _ bytes: Bytes) -> Bytes {
        member(path, DERWriter.value(.octets, bytes))
    }

    private static func flag(_ path: Bytes, _ isSet: Bool) -> Bytes {
        member(path, DERWriter.value(.boolean, [isSet ? 0xff : 0]))
    }

    /// What stands in the extension's octet string.
    var content: Bytes {
        var versions = Self.components.enumerated().map { index, version in
            Self.member([2, UInt8(index + 1)], DERWriter.number(UInt16(version)))
        }
        versions.append(Self.member([2, 17], DERWriter.number(Self.pceSVN)))
        versions.append(Self.octets([2, 18], Self.components))
        let settings = [
            Self.flag([7, 1], true), Self.flag([7, 2], false), Self.flag([7, 3], false),
        ]
        return DERWriter.sequence([
            Self.octets([1], ppid), Self.member([2], DERWriter.sequence(versions)),
            Self.octets([3], Self.pceID), Self.octets([4], Self.fmspc),
            Self.member([5], DERWriter.value(.enumerated, [1])),
            Self.octets([6], platformInstance),
            Self.member([7], DERWriter.sequence(settings)),
        ])
    }
}
