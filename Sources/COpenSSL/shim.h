// OpenSSL for Swift, which does not see macros with arguments nor the constants that are made by them.
#pragma once

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

static const uint64_t COPENSSL_OP_NO_RENEGOTIATION = SSL_OP_NO_RENEGOTIATION;
static const uint64_t COPENSSL_OP_CIPHER_SERVER_PREFERENCE = SSL_OP_CIPHER_SERVER_PREFERENCE;
static const uint64_t COPENSSL_OP_IGNORE_UNEXPECTED_EOF = SSL_OP_IGNORE_UNEXPECTED_EOF;

static inline int copenssl_set_versions(SSL_CTX *context, int least, int most) {
  return SSL_CTX_set_min_proto_version(context, least) && SSL_CTX_set_max_proto_version(context, most);
}

static inline int copenssl_set_signatures(SSL_CTX *context, const char *algorithms) {
  return SSL_CTX_set1_sigalgs_list(context, algorithms) > 0;
}

static inline void copenssl_set_mode(SSL_CTX *context, unsigned mode) { SSL_CTX_set_mode(context, mode); }

static inline void copenssl_set_read_ahead(SSL_CTX *context) { SSL_CTX_set_read_ahead(context, 1); }

static inline void copenssl_set_session_cache(SSL_CTX *context, int mode, long most) {
  SSL_CTX_set_session_cache_mode(context, mode);
  SSL_CTX_sess_set_cache_size(context, most);
}

/// Writes a name as RFC 2253 does, but leaves letters beyond ASCII as they are.
static inline int copenssl_print_name(BIO *output, const X509_NAME *name) {
  return X509_NAME_print_ex(output, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}

/// SHA-256 without allocating: EVP does at each start of a hash, even in a context that is used again. These functions are
/// deprecated, as they bypass providers, and stay as long as OpenSSL 3 does.
static inline void copenssl_sha256(const void *bytes, size_t count, unsigned char *digest) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes, count);
  SHA256_Final(digest, &context);
  OPENSSL_cleanse(&context, sizeof context);
}
