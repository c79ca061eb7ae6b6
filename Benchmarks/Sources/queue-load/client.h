/* What the two protocols share: a client that goes round and round a cycle of three steps, enqueue, claim, complete,
 * each a request that is sent when the answer to the one before has come. */

#ifndef CLIENT_H
#define CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define CAPACITY 65536

enum step { ENQUEUE, CLAIM, COMPLETE, STEP_COUNT };

struct client {
  int fd;
  enum step step;
  /* Gives its tickets ids of their own. */
  long index;
  uint64_t cycle;
  /* When the cycle began, and its present step. */
  uint64_t started_at, step_started_at;
  /* What the answers said: the desk that the ticket waits at, and the claim. */
  char desk[129], claim[129];
  size_t out_length, sent, in_length;
  char out[CAPACITY], in[CAPACITY];
};

/* What is the same for all clients. */
struct load {
  long port;
  /* The part of ids that tells this run's from those of others. */
  const char *prefix;
  /* The ticket as JSON, in two parts: its id stands between them. */
  char *before_id, *after_id;
};

struct protocol {
  /* Called once, before any client connects. */
  void (*prepare)(const struct load *load);
  /* Writes the request of the client's step to `out`. */
  void (*request)(const struct load *load, struct client *client);
  /* Looks at what has come in answer: its length once it is whole, 0 before; -1 if it is not what was expected. */
  ssize_t (*answer)(struct client *client);
};

extern const struct protocol http, redis;

/* Ends the run, saying what could not be done and why. */
void fail(const char *doing);
/* A connection to the port on loopback, not blocking. */
int connect_to(long port, bool blocks);
/* The id of the client's present ticket. */
int ticket_id(const struct load *load, const struct client *client, char *id, size_t capacity);

#endif
