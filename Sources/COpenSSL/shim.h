// The old names of the hash are the fast ones: no context is made on the heap for each message.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// SHA-256 of `count` bytes into 32 bytes at `out`.
static inline void secret_sha256(const void *bytes, size_t count, void *out) {
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes, count);
    SHA256_Final((unsigned char *)out, &context);
}

// The same, piece by piece.
static inline void secret_sha256_start(SHA256_CTX *context) { SHA256_Init(context); }

static inline void secret_sha256_add(SHA256_CTX *context, const void *bytes, size_t count) {
    SHA256_Update(context, bytes, count);
}

static inline void secret_sha256_end(SHA256_CTX *context, void *out) {
    SHA256_Final((unsigned char *)out, context);
}
