import SecretBase
import Synchronization

/// Remembers the values used last, at most twice `generation` of them; what is forgotten is wiped
/// by its own `deinit`.
///
/// Two generations instead of an order of use: a look-up writes only when it rescues a value from
/// the older one.
final class BoundedCache<Value: AnyObject & Sendable>: Sendable {
    private struct Generations {
        var young: [ByteKey: Value] = [:]
        var old: [ByteKey: Value] = [:]
    }

    private let generation: Int
    private let generations = Mutex(Generations())

    init(generation: Int) { self.generation = generation }

    /// The value under `key`, made when it is not there. Two threads may make the same one.
    func value(for bytes: Bytes, make: () -> Value) -> Value {
        let key = ByteKey(bytes)
        if let known = generations.withLock({ find(key, in: &$0) }) { return known }
        let made = make()
        generations.withLock { keep(made, key, in: &$0) }
        return made
    }

    private func find(_ key: ByteKey, in generations: inout Generations) -> Value? {
        if let value = generations.young[key] { return value }
        guard let value = generations.old[key] else { return nil }
        keep(value, key, in: &generations)
        return value
    }

    private func keep(_ value: Value, _ key: ByteKey, in generations: inout Generations) {
        if generations.young.count >= generation {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[key] = value
    }
}
