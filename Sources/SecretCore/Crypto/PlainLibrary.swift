import COpenSSL

/// A context of libcrypto in which nothing can be computed, only read.
final class PlainLibrary: @unchecked Sendable {
    // @unchecked Sendable: contexts of libcrypto are for all threads.
    let handle: OpaquePointer

    /// Nil without memory; nil means libcrypto's own context to libcrypto, which is slower.
    static let shared = PlainLibrary()

    private init?() {
        guard let handle = OSSL_LIB_CTX_new() else { return nil }
        // With a provider loaded, even one that has nothing, the default one is not.
        guard OSSL_PROVIDER_load(handle, "null") != nil else {
            OSSL_LIB_CTX_free(handle)
            return nil
        }
        self.handle = handle
    }
}
