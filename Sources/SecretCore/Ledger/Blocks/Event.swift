package import SecretWire

/// What a transaction or a block tells those who listen: a type and named texts, in order.
package struct Event: Hashable, Sendable {
    /// One named text of an event.
    package struct Attribute: Hashable, Sendable {
        package let key: String
        package let value: String

        package init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }
    }

    package let type: String
    package private(set) var attributes: [Attribute]

    package init(_ type: String, _ attributes: [Attribute]) {
        self.type = type
        self.attributes = attributes
    }

    /// An event from name and value pairs.
    package init(_ type: String, _ attributes: KeyValuePairs<String, String>) {
        self.type = type
        self.attributes = attributes.map { Attribute($0.key, $0.value) }
    }

    /// Puts one more attribute behind the others.
    package mutating func append(_ key: String, _ value: String) {
        attributes.append(Attribute(key, value))
    }

    /// Whether some attribute has this name.
    package func has(_ key: String) -> Bool {
        attributes.contains { $0.key == key }
    }

    /// The event as ABCI carries it; every attribute is marked for indexing, as the network does
    /// when `index-events` is empty.
    package var wire: CometAbciEvent {
        var event = CometAbciEvent()
        event.type = type
        event.attributes = attributes.map { attribute in
            var wire = CometAbciEventAttribute()
            wire.key = attribute.key
            wire.value = attribute.value
            wire.index = true
            return wire
        }
        return event
    }
}
