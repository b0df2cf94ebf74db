/// Why a module is refused or a run ended; each has a text of the network's.
package enum WasmError: Error, Hashable, Sendable {
    /// The bytes are no module that the network reads: its deserializer's text.
    case malformed(String)
    /// A static check failed: the network's text.
    case refused(String)

    package var text: String {
        switch self {
        case .malformed(let text), .refused(let text): text
        }
    }
}
