internal import SecretBase

/// The most recently used of many values, within a bound on their memory.
///
/// Two generations: when the young one is full it becomes the old one, and the old one goes.
struct GenerationCache<Key: Hashable, Value> {
    private let costMax: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private var youngCost = 0

    /// Holds up to about twice `costMax`, in the unit of what `put` is told.
    init(costMax: Int) { self.costMax = costMax }

    mutating func value(for key: Key, cost: (Value) -> Int) -> Value? {
        if let value = young[key] { return value }
        guard let value = old[key] else { return nil }
        put(value, for: key, cost: cost(value))
        return value
    }

    mutating func put(_ value: Value, for key: Key, cost: Int) {
        if youngCost + cost > costMax {
            old = young
            young = [:]
            youngCost = 0
        }
        if young.updateValue(value, forKey: key) == nil { youngCost += cost }
    }

    mutating func removeAll() {
        young = [:]
        old = [:]
        youngCost = 0
    }
}
