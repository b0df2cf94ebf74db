package import SecretBase
internal import SecretWire
package import SwiftProtobuf

extension Messages {
    /// `/secret.registration.v1beta1.RaAuthenticate`: a node asks for the network's seeds.
    ///
    /// - Parameters:
    ///   - evidence: quote and collateral in one, as the network's enclave reads them.
    ///   - replaced: the machine whose place this one takes, 20 bytes; nil for none.
    package static func registerNode(
        _ evidence: Bytes, replacing replaced: Bytes?, by sender: Address
    ) -> Google_Protobuf_Any {
        var message: Bytes = []
        message.appendField(1, sender.bytes)
        message.appendField(2, evidence)
        message.appendField(3, (replaced.map { Hex.encode($0) } ?? "").utf8)
        return AnyPacking.pack(
            typeURL: "/secret.registration.v1beta1.RaAuthenticate", message)
    }
}
