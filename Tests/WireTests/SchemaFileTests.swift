import SecretWire
import SwiftProtobuf
import Testing

@Suite("files of the schema")
struct SchemaFileTests {
    private func descriptor(_ file: SchemaFile) throws -> Google_Protobuf_FileDescriptorProto {
        try Google_Protobuf_FileDescriptorProto(serializedBytes: file.bytes)
    }

    @Test("every import is a file that is there, and no name is twice")
    func imports() throws {
        let names = Schema.files.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.contains("google/protobuf/timestamp.proto"))
        #expect(!names.contains("secretctl/options.proto"))
        for file in Schema.files {
            #expect(Set(file.imports).isSubset(of: names))
            let descriptor = try descriptor(file)
            #expect(descriptor.name == file.name && descriptor.dependency == file.imports)
            #expect(descriptor.publicDependency.isEmpty && descriptor.weakDependency.isEmpty)
        }
    }

    @Test("every message, enumeration and method of the schema is a symbol, once")
    func symbols() {
        let symbols = Schema.files.flatMap(\.symbols)
        let known = Set(symbols)
        #expect(known.count == symbols.count)
        for message in Schema.network.messages { #expect(known.contains(message.name)) }
        for kind in Schema.network.enumerations { #expect(known.contains(kind.name)) }
        for method in Schema.network.methods {
            #expect(known.contains(method.service))
            #expect(known.contains("\(method.service).\(method.name)"))
            #expect(method.path == "/\(method.service)/\(method.name)")
        }
        #expect(Set(Schema.files.flatMap(\.messages)) == Set(Schema.network.messages.map(\.name)))
    }

    @Test("options that are ours alone are left out, those of protobuf stay")
    func options() throws {
        for file in Schema.files {
            let descriptor = try descriptor(file)
            #expect(!descriptor.hasOptions)
            for message in descriptor.messageType { check(message) }
            for method in descriptor.service.flatMap(\.method) { #expect(!method.hasOptions) }
        }
    }

    private func check(_ message: Google_Protobuf_DescriptorProto) {
        #expect(message.options.unknownFields.data.isEmpty)
        for field in message.field { #expect(field.options.unknownFields.data.isEmpty) }
        for nested in message.nestedType { check(nested) }
    }
}
