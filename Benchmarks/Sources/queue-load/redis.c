/* A queue as one writes it for Redis: a sorted set is the line, a hash has the bodies and another the leases. Each step
 * is one script, so one round trip, and atomic. */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client.h"

static const char *scripts[STEP_COUNT] = {
    [ENQUEUE] = "redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2]) redis.call('HSET', KEYS[2], ARGV[2], ARGV[3]) return 1",
    [CLAIM] = "local t = redis.call('ZPOPMIN', KEYS[1]) if not t[1] then return nil end "
              "redis.call('HSET', KEYS[3], t[1], ARGV[1]) return {t[1], redis.call('HGET', KEYS[2], t[1])}",
    [COMPLETE] = "if redis.call('HDEL', KEYS[3], ARGV[1]) == 0 then return 0 end "
                 "return redis.call('HDEL', KEYS[2], ARGV[1])",
};
/* What EVALSHA knows them by. */
static char digests[STEP_COUNT][41];

static void prepare(const struct load *load) {
  int fd = connect_to(load->port, true);
  for (int step = 0; step < STEP_COUNT; step++) {
    char text[1024];
    int length = snprintf(text, sizeof text, "*3\r\n$6\r\nSCRIPT\r\n$4\r\nLOAD\r\n$%zu\r\n%s\r\n", strlen(scripts[step]),
                          scripts[step]);
    if (write(fd, text, (size_t)length) != length) fail("loading a script");
    /* $40, the digest, and two line ends. */
    size_t got = 0;
    while (got < 47) {
      ssize_t count = read(fd, text + got, 47 - got);
      if (count <= 0) fail("loading a script");
      got += (size_t)count;
      if (text[0] != '$') {
        fprintf(stderr, "queue-load: Redis refuses a script: %.*s", (int)got, text);
        exit(1);
      }
    }
    memcpy(digests[step], text + 5, 40);
  }
  close(fd);
}

static void request(const struct load *load, struct client *client) {
  static char body[CAPACITY];
  char key[64], id[64] = "";
  const char *values[3] = {key, id, body};
  int count = 1;
  switch (client->step) {
  case ENQUEUE:
    ticket_id(load, client, id, sizeof id);
    snprintf(body, sizeof body, "%s%s%s", load->before_id, id, load->after_id);
    /* The order of arrival, as far as the clients' cycles tell. */
    snprintf(key, sizeof key, "%lu", client->cycle);
    count = 3;
    break;
  case CLAIM: snprintf(key, sizeof key, "agent-%ld 300", client->index); break;
  default: values[0] = client->claim;
  }
  char *out = client->out;
  out += sprintf(out, "*%d\r\n$7\r\nEVALSHA\r\n$40\r\n%s\r\n$1\r\n3\r\n$4\r\nline\r\n$6\r\nbodies\r\n$6\r\nleases\r\n",
                 6 + count, digests[client->step]);
  for (int index = 0; index < count; index++) {
    size_t length = strlen(values[index]);
    if ((size_t)(out - client->out) + length + 32 > CAPACITY) fail("composing a command");
    out += sprintf(out, "$%zu\r\n%s\r\n", length, values[index]);
  }
  client->out_length = (size_t)(out - client->out);
}

/* The end of the line at `text`, after its CR LF; NULL while it has not come. */
static char *line_end(char *text) {
  char *end = strstr(text, "\r\n");
  return end ? end + 2 : NULL;
}

/* The end of the bulk string at `text`, and where its content begins; NULL while it has not come whole. */
static char *bulk(char *text, const char *end, char **content, long *length) {
  *content = line_end(text);
  if (!*content) return NULL;
  *length = strtol(text + 1, NULL, 10);
  char *after = *content + *length + 2;
  return *length >= 0 && after <= end ? after : NULL;
}

static ssize_t answer(struct client *client) {
  client->in[client->in_length] = 0;
  char *end = client->in + client->in_length, *after = line_end(client->in);
  if (!after) return 0;
  if (client->step != CLAIM) return strncmp(client->in, ":1\r\n", 4) == 0 ? after - client->in : -1;
  if (strncmp(client->in, "*2\r\n", 4) != 0) return -1;
  char *id, *body;
  long id_length, body_length;
  if (!(after = bulk(after, end, &id, &id_length)) || !(after = bulk(after, end, &body, &body_length))) return 0;
  if (id_length < 1 || id_length >= (long)sizeof client->claim || body_length < 1) return -1;
  memcpy(client->claim, id, (size_t)id_length);
  client->claim[id_length] = 0;
  return after - client->in;
}

const struct protocol redis = {prepare, request, answer};
