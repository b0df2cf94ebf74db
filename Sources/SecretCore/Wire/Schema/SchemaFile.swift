package import SecretBase
import SwiftProtobuf

/// One file of the schema as others may read it: a FileDescriptorProto, and what it declares.
///
/// The options in which our own code finds peculiarities of JSON are left out, with the import that
/// defines them: they mean nothing to others, and their numbers may mean something else there.
package struct SchemaFile: Sendable {
    /// E.g. `cosmos/bank/v1beta1.proto`. Names agree among themselves; the network's own files are
    /// cut otherwise.
    package let name: String
    /// The names of the files it imports, all of which are in `Schema.files`.
    package let imports: [String]
    /// Full names of its messages, enumerations, services and methods, nested ones included.
    package let symbols: [String]
    /// Those of the symbols that are messages.
    package let messages: [String]
    /// The serialized FileDescriptorProto.
    package let bytes: Bytes
}

extension Schema {
    /// Every file of the network's schema, those of `google/protobuf` included.
    package static let files: [SchemaFile] = {
        guard let bytes = try? Base64.decode(SchemaDescriptors.base64, bytesMax: 1 << 20),
            let set = try? Google_Protobuf_FileDescriptorSet(serializedBytes: bytes)
        else { preconditionFailure("the embedded descriptors are written by the build and parse") }
        let names = Set(set.file.map(\.name))
        return set.file.map { SchemaFile($0, among: names) }
    }()
}

extension SchemaFile {
    fileprivate init(_ file: Google_Protobuf_FileDescriptorProto, among names: Set<String>) {
        var file = file
        file.dependency.removeAll { !names.contains($0) }
        file.clearOptions()
        file.messageType = file.messageType.map(\.withoutOurOptions)
        for service in file.service.indices {
            for method in file.service[service].method.indices {
                file.service[service].method[method].clearOptions()
            }
        }
        let messages = file.messageType.flatMap { $0.names(in: file.package) }
        name = file.name
        imports = file.dependency
        self.messages = messages
        symbols =
            messages + file.enumType.map { "\(file.package).\($0.name)" }
            + file.messageType.flatMap { $0.enumNames(in: file.package) }
            + file.service.flatMap { service in
                let name = "\(file.package).\(service.name)"
                return [name] + service.method.map { "\(name).\($0.name)" }
            }
        guard let bytes: Bytes = try? file.serializedBytes() else {
            preconditionFailure("a descriptor that was read can be written")
        }
        self.bytes = bytes
    }
}

extension Google_Protobuf_DescriptorProto {
    /// Ours are unknown fields here; the well-known ones, such as `map_entry`, stay.
    fileprivate var withoutOurOptions: Self {
        var copy = self
        copy.options.unknownFields = UnknownStorage()
        if copy.options == .init() { copy.clearOptions() }
        for index in copy.field.indices where copy.field[index].hasOptions {
            copy.field[index].options.unknownFields = UnknownStorage()
            if copy.field[index].options == .init() { copy.field[index].clearOptions() }
        }
        copy.nestedType = copy.nestedType.map(\.withoutOurOptions)
        return copy
    }

    fileprivate func names(in scope: String) -> [String] {
        let name = "\(scope).\(name)"
        return [name] + nestedType.flatMap { $0.names(in: name) }
    }

    fileprivate func enumNames(in scope: String) -> [String] {
        let name = "\(scope).\(name)"
        return enumType.map { "\(name).\($0.name)" } + nestedType.flatMap { $0.enumNames(in: name) }
    }
}
