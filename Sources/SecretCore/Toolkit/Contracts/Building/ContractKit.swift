internal import CContractKit
internal import SecretBase

/// The library that contracts are written with, as this program carries it.
enum ContractKit {
    struct File {
        let name: String
        let bytes: Bytes
    }

    static var files: [File] {
        var files: [File] = []
        while let file = contract_kit_file(UInt(files.count))?.pointee {
            let bytes = UnsafeBufferPointer(start: file.bytes, count: Int(file.count))
            files.append(File(name: String(cString: file.name), bytes: Bytes(bytes)))
        }
        return files
    }
}
