internal import SecretBase
internal import SecretStorage
internal import SecretWire

/// Chunks into records. Holds no more than one record and what one chunk's next piece unpacks to.
struct SnapshotReader {
    private let unpacker = ZlibUnpacker()
    // Unpacked and not yet taken.
    private var waiting = Bytes()
    private var offset = 0

    /// Takes the next chunk in and hands its records to `take`.
    ///
    /// Throws `.badSnapshot` for what is no such stream, or what `take` throws.
    mutating func read(
        _ chunk: Bytes, _ take: (SnapshotItem) throws(StorageError) -> Void
    ) throws(StorageError) {
        do {
            // In pieces, so that little is unpacked before it is looked at.
            for start in stride(from: 0, to: chunk.count, by: 1 << 14) {
                let piece = Bytes(chunk[start..<min(start + 1 << 14, chunk.count)])
                try unpacker.unpack(piece) { unpacked in
                    waiting.append(contentsOf: unpacked)
                    while let item = try next() { try take(item) }
                    waiting.removeFirst(offset)
                    offset = 0
                }
            }
        } catch let error as StorageError {
            throw error
        } catch {
            throw .badSnapshot("\(error)")
        }
    }

    /// Throws unless the stream has come to its end, with nothing left over.
    func finish() throws(StorageError) {
        guard unpacker.isAtEnd, waiting.isEmpty else {
            throw .badSnapshot("its stream is cut short")
        }
    }

    /// The next whole record; nil where it is still to come.
    private mutating func next() throws(StorageError) -> SnapshotItem? {
        var length: UInt64 = 0
        var cursor = offset
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            guard cursor < waiting.count else { return nil }
            let byte = waiting[cursor]
            cursor += 1
            length |= UInt64(byte & 0x7f) << shift
            guard byte >= 0x80 else { break }
        }
        guard cursor > offset, waiting[cursor - 1] < 0x80, length <= SnapshotItem.bytesMax else {
            throw .badSnapshot("a record of \(length) bytes")
        }
        guard waiting.count - cursor >= Int(length) else { return nil }
        let end = cursor + Int(length)
        defer { offset = end }
        return try SnapshotItem(decoding: waiting[cursor..<end])
    }
}
