import COpenSSL
import SecretBase

/// What certificates and revocation lists are made of, as Swift values.
enum X509Part {
    /// What `write` (one of libcrypto's `i2d` functions) writes; empty where it fails.
    static func encoded(
        _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) -> Bytes {
        let count = Int(write(nil))
        guard count > 0 else { return [] }
        return Bytes(count: count) { out in
            var at: UnsafeMutablePointer<UInt8>? = out.octets
            _ = write(&at)
        }
    }

    /// What the signature of a certificate or list is over: the first element of the outermost, as
    /// it stands. Nil for what has no such element with a length of its own.
    static func signedPart(of der: Bytes) -> ArraySlice<UInt8>? {
        let range = der.withUnsafeBytes { bytes -> Range<Int>? in
            var at: UnsafePointer<UInt8>? = bytes.octets
            guard open(&at, bytes.count) != nil, let start = at.map({ $0 - bytes.octets }),
                let count = open(&at, bytes.count - start),
                let content = at.map({ $0 - bytes.octets })
            else { return nil }
            return start..<content + count
        }
        return range.map { der[$0] }
    }

    /// Goes into the sequence at `at`, and gives the length of what is in it.
    private static func open(_ at: inout UnsafePointer<UInt8>?, _ left: Int) -> Int? {
        var (count, tag, kind): (Int, Int32, Int32) = (0, 0, 0)
        let answer = ASN1_get_object(&at, &count, &tag, &kind, left)
        guard answer == V_ASN1_CONSTRUCTED, tag == V_ASN1_SEQUENCE else {
            ERR_clear_error()
            return nil
        }
        return count
    }

    /// The bytes of a signature; nil for one that does not end with a whole byte.
    static func signature(_ string: UnsafePointer<ASN1_BIT_STRING>?) -> Bytes? {
        guard let string, string.pointee.flags & 0x07 == 0 else { return nil }
        return content(string)
    }

    static func name(_ name: OpaquePointer?) -> Bytes {
        encoded { i2d_X509_NAME(name, $0) }
    }

    /// Empty where there is none; what is no text shows as U+FFFD.
    static func commonName(_ name: OpaquePointer?) -> String {
        guard let name else { return "" }
        let place = X509_NAME_get_index_by_NID(name, NID_commonName, -1)
        guard place >= 0, let entry = X509_NAME_get_entry(name, place) else { return "" }
        return String(decoding: content(X509_NAME_ENTRY_get_data(entry)), as: UTF8.self)
    }

    static func content(_ string: UnsafePointer<ASN1_STRING>?) -> Bytes {
        guard let string, let start = ASN1_STRING_get0_data(string) else { return [] }
        return Bytes(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
    }

    /// Nil for what is no time of the calendar.
    static func time(_ time: UnsafePointer<ASN1_TIME>?) -> Timestamp? {
        guard let time, let epoch = ASN1_TIME_set(nil, 0) else { return nil }
        defer { ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else {
            ERR_clear_error()
            return nil
        }
        return Timestamp(seconds: Int64(days) * 86_400 + Int64(seconds))
    }
}
