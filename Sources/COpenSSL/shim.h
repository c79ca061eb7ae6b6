#pragma once
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

/// SHA-256 without allocating: EVP does at each start of a hash, even in a context that is used again. These functions are
/// deprecated, as they bypass providers, and stay as long as OpenSSL 3 does.
static inline void copenssl_sha256(const void *bytes, size_t count, unsigned char *digest) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes, count);
  SHA256_Final(digest, &context);
  OPENSSL_cleanse(&context, sizeof context);
}
