package import SecretBase

/// Which stores a chain has. The first byte of a state key names the store; what follows it is the
/// store's own key, never empty.
package struct StoreLayout: Hashable, Sendable {
    /// A store under the app hash.
    package struct Hashed: Hashable, Sendable {
        package let byte: UInt8
        package let name: String
        /// Whether the app hash passes it over while it is empty: a store that others do not have.
        package let isOptional: Bool

        package init(byte: UInt8, name: String, isOptional: Bool = false) {
            self.byte = byte
            self.name = name
            self.isOptional = isOptional
        }
    }

    /// Every store under the app hash, used or not, ascending by name.
    package let hashed: [Hashed]
    /// Stores beside the app hash, for what proves itself, ascending.
    package let unhashed: Bytes
    // By first byte: the place in `hashed`, -1 for an unhashed store, -2 for none.
    private let places: [Int]

    /// No byte and no name may stand twice.
    package init(hashed: [Hashed], unhashed: Bytes = []) {
        self.hashed = hashed.sorted { Bytes($0.name.utf8).precedes(Bytes($1.name.utf8)) }
        self.unhashed = unhashed.sorted()
        var places = [Int](repeating: Self.nowhere, count: 256)
        for byte in unhashed { places[Int(byte)] = Self.beside }
        for (place, store) in self.hashed.enumerated() { places[Int(store.byte)] = place }
        self.places = places
        bytes = (0...255).filter { places[Int($0)] != Self.nowhere }
        precondition(
            places.count { $0 != Self.nowhere } == hashed.count + unhashed.count
                && Set(hashed.map(\.name)).count == hashed.count,
            "the table of stores is written down in the program")
    }

    /// The store that a key belongs to: a place in `hashed`, `beside` or `nowhere`.
    func place(of key: Bytes) -> Int { key.first.map { places[Int($0)] } ?? Self.nowhere }

    /// The place in `hashed` of the store with this byte; nil for any other.
    func place(ofByte byte: UInt8) -> Int? {
        places[Int(byte)] >= 0 ? places[Int(byte)] : nil
    }

    /// The byte of the store with this name; nil where there is none under the app hash.
    package func byte(of name: String) -> UInt8? { hashed.first { $0.name == name }?.byte }

    /// The bytes of all stores, ascending.
    private let bytes: Bytes

    static let beside = -1
    static let nowhere = -2
}

extension StoreLayout {
    /// What a range of state keys means to one store.
    struct Part {
        let byte: UInt8
        /// In `hashed`; nil beside the app hash.
        let place: Int?
        /// In the store's own keys; beside the app hash they keep their first byte.
        let range: KeyRange
    }

    /// The stores that `range` meets, in the order in which a scan comes to them.
    func parts(of range: KeyRange, reversed: Bool) -> [Part] {
        let parts = bytes.compactMap { byte -> Part? in
            guard let own = range.part(inStore: byte) else { return nil }
            if let place = place(ofByte: byte) {
                return Part(byte: byte, place: place, range: own)
            }
            let whole = KeyRange(
                from: [byte] + own.from,
                to: own.to.map { [byte] + $0 } ?? KeyRange.successor(of: [byte]))
            return Part(byte: byte, place: nil, range: whole)
        }
        return reversed ? parts.reversed() : parts
    }
}

extension KeyRange {
    /// The part of the range in the store with this byte, in the store's own keys; nil where the
    /// range leaves the store out.
    func part(inStore byte: UInt8) -> KeyRange? {
        let start: Bytes
        switch from.first {
        case byte: start = Bytes(from.dropFirst())
        case let first? where first > byte: return nil
        default: start = []
        }
        guard let to else { return KeyRange(from: start, to: nil) }
        guard let first = to.first, first >= byte else { return nil }
        guard first == byte else { return KeyRange(from: start, to: nil) }
        return to.count == 1 ? nil : KeyRange(from: start, to: Bytes(to.dropFirst()))
    }
}
