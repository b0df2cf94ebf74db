internal import SecretBase

/// What `/proc/cpuinfo` says of the processors, all alike.
struct ProcessorInfo: Sendable {
    let vendor: String
    let family: Int
    let model: Int
    let stepping: Int
    let name: String
    /// Nil where it is not told.
    let microcode: UInt64?
    let flags: Set<String>
    let socketCount: Int

    /// Family, model and stepping as Intel writes them: `06-6a-06`.
    var signature: String {
        func pair(_ number: Int) -> String { (number < 16 ? "0" : "") + String(number, radix: 16) }
        return "\(pair(family))-\(pair(model))-\(pair(stepping))"
    }

    /// The first hex digits of this processor's FMSPCs: model and stepping as CPUID packs them.
    var fmspcStem: String {
        let packed = (model >> 4) << 16 | family << 8 | (model & 15) << 4 | stepping
        return String(packed, radix: 16)
    }

    /// Nil where it names no vendor and no model.
    init?(_ text: String) {
        var values: [String: String] = [:]
        var sockets: Set<String> = []
        for line in text.hostLines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let key = String(line[..<colon]).hostTrimmed
            let value = String(line[line.index(after: colon)...]).hostTrimmed
            if key == "physical id" { sockets.insert(value) }
            if values[key] == nil { values[key] = value }
        }
        guard let vendor = values["vendor_id"], !vendor.isEmpty,
            let family = values["cpu family"].flatMap({ Int($0) }), (0...4095).contains(family),
            let model = values["model"].flatMap({ Int($0) }), (0...255).contains(model)
        else { return nil }
        self.vendor = vendor
        self.family = family
        self.model = model
        stepping = min(max(values["stepping"].flatMap { Int($0) } ?? 0, 0), 15)
        name = values["model name"] ?? "no name"
        microcode = values["microcode"].flatMap {
            UInt64($0.hasPrefix("0x") ? String($0.dropFirst(2)) : $0, radix: 16)
        }
        flags = Set((values["flags"] ?? "").split(separator: " ").map(String.init))
        socketCount = max(sockets.count, 1)
    }
}
