#include <zlib.h>

// The library's own names for these are macros, which Swift does not see. 31: a window of 32 KiB,
// and gzip's frame instead of zlib's.
static inline int secret_deflate_start(z_stream *stream) {
    return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY);
}

static inline int secret_inflate_start(z_stream *stream) {
    return inflateInit2(stream, 31);
}

// The same in zlib's own frame.
static inline int secret_zlib_deflate_start(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15, 8, Z_DEFAULT_STRATEGY);
}

static inline int secret_zlib_inflate_start(z_stream *stream) {
    return inflateInit2(stream, 15);
}
