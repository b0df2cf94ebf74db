import SecretContract

/// `store`, `load`, `delete`, `store_many`, `load_many`, `increment`: state by plain names.
func actOnState(_ name: Text, _ body: JSON) throws(ContractError) -> JSON? {
    switch name {
    case "store":
        let value: Text = try body.get("value")
        Storage.write(value.bytes, at: try key(body))
    case "load":
        guard let value = Storage.read(try key(body)) else { return "(nothing)" }
        return JSON(Text(value))
    case "delete": Storage.remove(try key(body))
    case "store_then_delete":
        Storage.write([1], at: try key(body))
        Storage.remove(try key(body))
    case "store_many": try storeMany(body)
    case "load_many": return JSON(try loadMany(body))
    case "increment":
        let item = Item<UInt64>("count")
        let (sum, overflow) = (try item.read() ?? 0)
            .addingReportingOverflow(try body.getIfPresent("by") ?? 1)
        guard !overflow else { throw .generic("the count overflows") }
        item.set(sum)
        return JSON(sum)
    default: return nil
    }
    return .null
}

private func key(_ body: JSON) throws(ContractError) -> [UInt8] {
    try body.get("key", as: Text.self).bytes
}

/// `count` values of `size` bytes each under `key0`, `key1`, ….
private func storeMany(_ body: JSON) throws(ContractError) {
    let value = [UInt8](
        repeating: UInt8(ascii: "x"), count: Int(try body.get("size", as: UInt64.self)))
    for index in 0..<(try body.get("count", as: UInt64.self)) {
        Storage.write(value, at: Text("key\(index)").bytes)
    }
}

/// How many bytes lie under `key0`, `key1`, … in all.
private func loadMany(_ body: JSON) throws(ContractError) -> UInt64 {
    var total: UInt64 = 0
    for index in 0..<(try body.get("count", as: UInt64.self)) {
        total += UInt64(Storage.read(Text("key\(index)").bytes)?.count ?? 0)
    }
    return total
}
