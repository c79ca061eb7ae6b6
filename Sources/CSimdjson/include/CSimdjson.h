#pragma once

// A C face for simdjson's DOM parser: one call parses a document, after which the caller reads the tape itself.
// The tape's layout is simdjson's documented one (doc/tape.md in simdjson). No C++ exception leaves these functions.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What became of a parse. Says what went wrong, never where: simdjson's DOM does not know.
typedef enum __attribute__((enum_extensibility(closed))) csimdjson_status {
  csimdjson_ok = 0,
  csimdjson_too_large,
  csimdjson_out_of_memory,
  csimdjson_depth,
  csimdjson_utf8,
  csimdjson_number,
  csimdjson_empty,
  csimdjson_syntax,
} csimdjson_status;

/// A parse's outcome; the pointers are set when it is `csimdjson_ok`, and valid until the parser's next call.
typedef struct csimdjson_result {
  csimdjson_status status;
  const uint64_t *tape;
  const uint8_t *strings;
} csimdjson_result;

/// A parser and the buffers it keeps from one document to the next. Not for use by two threads at once.
typedef struct csimdjson_parser csimdjson_parser;

/// Bytes that must be readable after a document's end; their values do not matter.
enum { csimdjson_padding = 64 };

/// Makes a parser with room for documents of `capacity` bytes that refuses values nested more than `max_depth` deep.
/// NULL when there is no memory.
csimdjson_parser *csimdjson_create(size_t capacity, size_t max_depth);

/// Frees a parser; NULL is fine.
void csimdjson_destroy(csimdjson_parser *parser);

/// Parses `length` bytes, which at least `csimdjson_padding` readable bytes must follow. Allocates nothing unless the
/// document is longer than any before it.
csimdjson_result csimdjson_parse(csimdjson_parser *parser, const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif
