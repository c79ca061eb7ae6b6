/* Heed: POST /queue, POST /queue/claims, POST /queue/claims/{fence}/complete. */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "client.h"

static void prepare(const struct load *load) { (void)load; }

static void post(const struct load *load, struct client *client, const char *path, const char *body, size_t length) {
  int head = snprintf(client->out, CAPACITY,
                      "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%ld\r\nContent-Type: application/json\r\n"
                      "Content-Length: %zu\r\n\r\n",
                      path, load->port, length);
  if (head < 0 || (size_t)head + length > CAPACITY) fail("composing a request");
  memcpy(client->out + head, body, length);
  client->out_length = (size_t)head + length;
}

static void request(const struct load *load, struct client *client) {
  static char body[CAPACITY];
  char path[256], id[64];
  int length = 0;
  switch (client->step) {
  case ENQUEUE:
    ticket_id(load, client, id, sizeof id);
    length = snprintf(body, sizeof body, "%s%s%s", load->before_id, id, load->after_id);
    snprintf(path, sizeof path, "/queue");
    break;
  case CLAIM:
    length = snprintf(body, sizeof body, "{\"agent\":\"agent-%ld\",\"desks\":[\"%s\"]}", client->index, client->desk);
    snprintf(path, sizeof path, "/queue/claims");
    break;
  default:
    snprintf(path, sizeof path, "/queue/claims/%s/complete", client->claim);
  }
  post(load, client, path, body, (size_t)length);
}

/* Copies what follows `key` in `text` up to one of the bytes in `ends`; false where it is not there, or too long. */
static bool find(const char *text, const char *key, const char *ends, char *value, size_t capacity) {
  const char *start = strstr(text, key);
  if (!start) return false;
  start += strlen(key);
  size_t length = strcspn(start, ends);
  if (length == 0 || length >= capacity) return false;
  memcpy(value, start, length);
  value[length] = 0;
  return true;
}

static ssize_t answer(struct client *client) {
  static const char *expected[STEP_COUNT] = {"HTTP/1.1 201 ", "HTTP/1.1 201 ", "HTTP/1.1 200 "};
  client->in[client->in_length] = 0;
  char *body = strstr(client->in, "\r\n\r\n");
  if (!body) return 0;
  body += 4;
  if (strncmp(client->in, expected[client->step], strlen(expected[client->step])) != 0) return -1;
  char *field = strcasestr(client->in, "\r\ncontent-length:");
  if (!field || field > body) return -1;
  size_t length = (size_t)(body - client->in) + strtoul(field + 17, NULL, 10);
  if (length >= CAPACITY) return -1;
  if (client->in_length < length) return 0;
  if (client->step == ENQUEUE && !find(body, "\"desk\":\"", "\"", client->desk, sizeof client->desk)) return -1;
  if (client->step == CLAIM && !find(body, "\"fence\":", ",}", client->claim, sizeof client->claim)) return -1;
  return (ssize_t)length;
}

const struct protocol http = {prepare, request, answer};
