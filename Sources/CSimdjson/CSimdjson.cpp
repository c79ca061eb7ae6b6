// Errors are codes here; without exceptions simdjson's header cannot throw across the C boundary.
#define SIMDJSON_EXCEPTIONS 0

#include "CSimdjson.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <new>

static_assert(simdjson::SIMDJSON_PADDING <= csimdjson_padding, "callers provide too little padding");

struct csimdjson_parser {
  simdjson::dom::parser parser{};
  size_t max_depth;
};

namespace {

// Only names that every release since 1.0 has; what is not named here is a matter of syntax.
csimdjson_status status_of(simdjson::error_code error) noexcept {
  switch (error) {
  case simdjson::SUCCESS: return csimdjson_ok;
  case simdjson::CAPACITY: return csimdjson_too_large;
  case simdjson::MEMALLOC: return csimdjson_out_of_memory;
  case simdjson::DEPTH_ERROR: return csimdjson_depth;
  case simdjson::UTF8_ERROR: return csimdjson_utf8;
  case simdjson::NUMBER_ERROR: return csimdjson_number;
  case simdjson::NUMBER_OUT_OF_RANGE: return csimdjson_number;
  case simdjson::EMPTY: return csimdjson_empty;
  default: return csimdjson_syntax;
  }
}

simdjson::error_code reserve(csimdjson_parser &self, size_t capacity) noexcept {
  auto error = self.parser.doc.allocate(capacity);
  return error ? error : self.parser.allocate(capacity, self.max_depth);
}

// simdjson would grow to each new longest document exactly; doubling keeps a slow climb from allocating every time.
simdjson::error_code grow(csimdjson_parser &self, size_t length) noexcept {
  const size_t limit = simdjson::SIMDJSON_MAXSIZE_BYTES;
  const size_t capacity = self.parser.capacity();
  if (length > limit) { return simdjson::CAPACITY; }
  return reserve(self, std::min(limit, std::max(length, 2 * capacity)));
}

} // namespace

extern "C" csimdjson_parser *csimdjson_create(size_t capacity, size_t max_depth) {
  auto *self = new (std::nothrow) csimdjson_parser{};
  if (!self) { return nullptr; }
  // simdjson's limit is the first depth it refuses.
  self->max_depth = max_depth + 1;
  if (reserve(*self, std::max<size_t>(capacity, 1024)) != simdjson::SUCCESS) {
    delete self;
    return nullptr;
  }
  return self;
}

extern "C" void csimdjson_destroy(csimdjson_parser *parser) { delete parser; }

extern "C" csimdjson_result csimdjson_parse(csimdjson_parser *self, const uint8_t *bytes, size_t length) {
  auto &parser = self->parser;
  if (parser.capacity() < length || parser.doc.capacity() < length) {
    if (auto error = grow(*self, length)) { return {status_of(error), nullptr, nullptr}; }
  }
  const auto error = parser.parse(bytes, length, false).error();
  if (error) { return {status_of(error), nullptr, nullptr}; }
  return {csimdjson_ok, parser.doc.tape.get(), parser.doc.string_buf.get()};
}
