import SecretBase
import SwiftProtobuf

extension Schema {
    /// Reads a FileDescriptorSet in base64. Ours is embedded, so a failure here is a broken build.
    init(descriptors text: String) {
        guard let bytes = try? Base64.decode(text, bytesMax: 1 << 20),
            let set = try? Google_Protobuf_FileDescriptorSet(
                serializedBytes: bytes, extensions: SchemaOptions_Extensions)
        else { preconditionFailure("the embedded descriptors are written by the build and parse") }
        var reading = DescriptorReading()
        for file in set.file { reading.name(file) }
        for file in set.file { reading.describe(file) }
        self.init(
            messages: reading.messages, enumerations: reading.enumerations,
            methods: reading.methods, routes: reading.routes)
    }
}

/// Turns descriptors into shapes: first every name gets its place, then fields can refer to places.
private struct DescriptorReading {
    var messages: [MessageShape] = []
    var enumerations: [EnumShape] = []
    var methods: [Schema.Method] = []
    var routes: [Schema.Route] = []
    private var messagePlaces: [String: Int] = [:]
    private var enumPlaces: [String: Int] = [:]

    mutating func name(_ file: Google_Protobuf_FileDescriptorProto) {
        for kind in file.enumType { add(kind, in: file.package) }
        for message in file.messageType { name(message, in: file.package) }
    }

    private mutating func name(_ message: Google_Protobuf_DescriptorProto, in scope: String) {
        let fullName = scope + "." + message.name
        messagePlaces["." + fullName] = messagePlaces.count
        for kind in message.enumType { add(kind, in: fullName) }
        for nested in message.nestedType { name(nested, in: fullName) }
    }

    private mutating func add(_ kind: Google_Protobuf_EnumDescriptorProto, in scope: String) {
        let fullName = scope + "." + kind.name
        enumPlaces["." + fullName] = enumerations.count
        enumerations.append(
            EnumShape(name: fullName, values: kind.value.map { ($0.name, $0.number) }))
    }

    mutating func describe(_ file: Google_Protobuf_FileDescriptorProto) {
        for message in file.messageType { describe(message, in: file.package) }
        for service in file.service {
            for method in service.method { describe(method, of: file.package + "." + service.name) }
        }
    }

    /// Visits messages in the same order as `name`, so that places agree.
    private mutating func describe(_ message: Google_Protobuf_DescriptorProto, in scope: String) {
        let fullName = scope + "." + message.name
        let options = message.options
        messages.append(
            MessageShape(
                name: fullName,
                aminoName: options.hasSchemaaminoName ? options.SchemaaminoName : nil,
                signer: options.hasSchemasigner ? options.Schemasigner : nil,
                fields: message.field.map(shape), kind: Self.kind(of: fullName),
                index: messages.count, oneofs: message.oneofDecl.map(\.name)))
        for nested in message.nestedType { describe(nested, in: fullName) }
    }

    private func shape(of field: Google_Protobuf_FieldDescriptorProto) -> FieldShape {
        let kind = Self.kind(of: field)
        let place =
            switch kind {
            case .message: messagePlaces[field.typeName] ?? -1
            case .enumeration: enumPlaces[field.typeName] ?? -1
            default: -1
            }
        let own = field.options
        let options = FieldOptions(
            aminoName: own.hasSchemaaminoField ? own.SchemaaminoField : nil,
            keepsDefault: own.Schemakeep, isNeverNull: own.SchemaneverNull,
            printsEmptyList: own.SchemaemptyList, isDecimal: own.Schemadecimal,
            isInteger: own.Schemainteger, bech32: own.hasSchemabech32 ? own.Schemabech32 : nil)
        return FieldShape(
            number: UInt32(field.number), name: field.name, camelName: field.jsonName, kind: kind,
            isRepeated: field.label == .repeated,
            oneof: field.hasOneofIndex && !field.proto3Optional ? Int(field.oneofIndex) : nil,
            typeIndex: place, options: options)
    }

    private mutating func describe(
        _ method: Google_Protobuf_MethodDescriptorProto, of service: String
    ) {
        let one = Schema.Method(
            path: "/\(service)/\(method.name)", input: String(method.inputType.dropFirst()),
            output: String(method.outputType.dropFirst()))
        methods.append(one)
        for path in method.options.Schemaget {
            routes.append(Schema.Route(verb: .get, template: path, method: one))
        }
        for path in method.options.Schemapost {
            routes.append(Schema.Route(verb: .post, template: path, method: one))
        }
    }

    private static func kind(of field: Google_Protobuf_FieldDescriptorProto) -> FieldShape.Kind {
        switch field.type {
        case .string: .string
        case .bytes: .bytes
        case .bool: .bool
        case .int32: .int32
        case .uint32: .uint32
        case .int64: .int64
        case .uint64: .uint64
        case .sfixed64: .sfixed64
        case .enum: .enumeration
        case .message: .message
        case .double, .float, .fixed32, .fixed64, .sfixed32, .sint32, .sint64, .group:
            preconditionFailure("proto/ has no field of type \(field.type); see \(field.name)")
        }
    }

    private static func kind(of message: String) -> MessageShape.Kind {
        switch message {
        case "google.protobuf.Any": .any
        case "google.protobuf.Timestamp": .timestamp
        case "google.protobuf.Duration": .duration
        case "cosmos.crypto.multisig.v1beta1.CompactBitArray": .bitArray
        case "cosmos.crypto.multisig.LegacyAminoPubKey": .multisigKey
        case "cosmos.crypto.secp256k1.PubKey", "cosmos.crypto.ed25519.PubKey",
            "cosmos.crypto.secp256k1.PrivKey", "cosmos.crypto.ed25519.PrivKey":
            .simpleKey
        default: .plain
        }
    }
}

extension Schema.Route {
    init(verb: Verb, template: String, method: Schema.Method) {
        self.verb = verb
        self.template = template
        self.method = method
        segments = template.split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? .field(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
    }
}
