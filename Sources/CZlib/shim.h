// zlib for Swift, which does not see its macros: they hand over the version and the size that a caller was compiled with.
#pragma once

#include <zlib.h>

// The largest window, and gzip around it (zlib.h: 16 more).
enum { CZLIB_GZIP_WINDOW = 15 + 16 };

static inline int czlib_deflate_init(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, CZLIB_GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY);
}

static inline int czlib_inflate_init(z_stream *stream) { return inflateInit2(stream, CZLIB_GZIP_WINDOW); }
