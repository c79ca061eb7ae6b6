/* Drives a queue: each client enqueues a ticket, claims the next one and completes it, each step when the answer to the
 * one before has come, and begins again. Every answer is checked; the first that is not what was expected ends the run.
 *
 * usage: queue-load --port PORT --request FILE --prefix TEXT [--protocol http|redis] [--clients N] [--seconds S]
 *                   [--warm-up S] [--fill COUNT]
 *
 * FILE holds a request of Heed's; the id of its ticket, "T-1001", is replaced by one of each cycle's own, which begins
 * with TEXT. With --fill so many tickets are enqueued, and none is claimed. One line of JSON tells of the run, times in
 * nanoseconds:
 *   cycles, seconds    those that ended in the time that was measured, and how long that was
 *   enqueue, claim, complete, cycle    how long each took, and all together */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "../open-loop/histogram.h"
#include "client.h"

#define EVENTS 256

static struct {
  const char *request_file;
  long clients, fill;
  double seconds, warm_up;
} options = {.clients = 16, .seconds = 5, .warm_up = 1};

static struct load load;
static const struct protocol *protocol = &http;
static struct client *clients;
static int set;
static uint64_t measured_from, end;
/* Tickets enqueued by --fill, and cycles measured. */
static long filled, asked, cycles;
static struct histogram times[STEP_COUNT], whole;

void fail(const char *doing) {
  fprintf(stderr, "queue-load: %s: %s\n", doing, strerror(errno));
  exit(1);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

int ticket_id(const struct load *load, const struct client *client, char *id, size_t capacity) {
  return snprintf(id, capacity, "%s-%ld-%lu", load->prefix, client->index, client->cycle);
}

int connect_to(long port, bool blocks) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) fail("socket");
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (!blocks) fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

/* Reads the request and parts it where the id of its ticket stands. */
static void read_request(void) {
  static char text[CAPACITY / 2];
  static const char id[] = "T-1001";
  FILE *file = fopen(options.request_file, "rb");
  if (!file) fail(options.request_file);
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[length] = 0;
  char *found = strstr(text, id);
  if (!found) {
    fprintf(stderr, "queue-load: %s has no ticket T-1001\n", options.request_file);
    exit(2);
  }
  *found = 0;
  load.before_id = text;
  load.after_id = found + strlen(id);
}

static void watch(struct client *client, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = client};
  if (epoll_ctl(set, operation, client->fd, &event) != 0) fail("epoll_ctl");
}

static void send_rest(struct client *client) {
  ssize_t count = send(client->fd, client->out + client->sent, client->out_length - client->sent, MSG_NOSIGNAL);
  if (count < 0 && errno != EAGAIN) fail("send");
  if (count > 0) client->sent += (size_t)count;
  if (client->sent < client->out_length) watch(client, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
}

/* Sends the client's next request, unless this was its last. */
static void begin(struct client *client, uint64_t time) {
  if (options.fill > 0 && asked == options.fill) return;
  if (options.fill == 0 && client->step == ENQUEUE && time >= end) return;
  asked++;
  if (client->step == ENQUEUE) client->started_at = time;
  client->step_started_at = time;
  client->sent = client->in_length = 0;
  protocol->request(&load, client);
  send_rest(client);
}

static void finish_step(struct client *client) {
  uint64_t time = now();
  bool counts = client->started_at >= measured_from && time < end;
  if (counts) histogram_add(&times[client->step], time - client->step_started_at);
  if (options.fill > 0) {
    filled++;
    client->cycle++;
  } else if (++client->step == STEP_COUNT) {
    client->step = ENQUEUE;
    client->cycle++;
    if (counts) histogram_add(&whole, time - client->started_at);
    if (time >= measured_from && time < end) cycles++;
  }
  begin(client, time);
}

static void receive(struct client *client) {
  ssize_t count = recv(client->fd, client->in + client->in_length, CAPACITY - 1 - client->in_length, 0);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count < 0) fail("recv");
  client->in_length += (size_t)count;
  ssize_t length = count == 0 ? -1 : protocol->answer(client);
  if (length == 0) return;
  if (length != (ssize_t)client->in_length) {
    static const char *names[STEP_COUNT] = {"enqueue", "claim", "complete"};
    fprintf(stderr, "queue-load: not the expected answer to %s: %.*s\n", names[client->step], (int)client->in_length,
            client->in);
    exit(1);
  }
  finish_step(client);
}

static bool is_over(void) {
  if (options.fill > 0) return filled == options.fill;
  return now() >= end;
}

static void run(void) {
  while (!is_over()) {
    struct epoll_event events[EVENTS];
    int count = epoll_wait(set, events, EVENTS, 100);
    if (count < 0 && errno != EINTR) fail("epoll_wait");
    for (int index = 0; index < count; index++) {
      struct client *client = events[index].data.ptr;
      if (events[index].events & EPOLLOUT) {
        watch(client, EPOLL_CTL_MOD, EPOLLIN);
        send_rest(client);
      }
      if (events[index].events & ~(uint32_t)EPOLLOUT) receive(client);
    }
  }
}

static void print_times(const char *name, const struct histogram *times, const char *after) {
  printf("\"%s\":{\"p50\":%lu,\"p99\":%lu,\"max\":%lu}%s", name, histogram_quantile(times, 0.5),
         histogram_quantile(times, 0.99), times->most, after);
}

static double number(const char *text, double least, double most) {
  char *rest;
  double value = strtod(text, &rest);
  if (*text == 0 || *rest != 0 || !(value >= least && value <= most)) {
    fprintf(stderr, "expected a number from %g to %g, found %s\n", least, most, text);
    exit(2);
  }
  return value;
}

static void read_options(int count, char **arguments) {
  bool is_right = count % 2 == 1;
  for (int index = 1; index + 1 < count; index += 2) {
    const char *name = arguments[index], *value = arguments[index + 1];
    if (strcmp(name, "--port") == 0) load.port = (long)number(value, 1, 65535);
    else if (strcmp(name, "--request") == 0) options.request_file = value;
    else if (strcmp(name, "--prefix") == 0 && strlen(value) <= 20) load.prefix = value;
    else if (strcmp(name, "--protocol") == 0 && strcmp(value, "redis") == 0) protocol = &redis;
    else if (strcmp(name, "--protocol") == 0 && strcmp(value, "http") == 0) protocol = &http;
    else if (strcmp(name, "--clients") == 0) options.clients = (long)number(value, 1, 20000);
    else if (strcmp(name, "--seconds") == 0) options.seconds = number(value, 0.1, 86400);
    else if (strcmp(name, "--warm-up") == 0) options.warm_up = number(value, 0, 3600);
    else if (strcmp(name, "--fill") == 0) options.fill = (long)number(value, 1, 1e8);
    else is_right = false;
  }
  if (is_right && load.port && options.request_file && load.prefix) return;
  fprintf(stderr, "usage: queue-load --port PORT --request FILE --prefix TEXT [--protocol http|redis] [--clients N] "
                  "[--seconds S] [--warm-up S] [--fill COUNT]\n");
  exit(2);
}

int main(int count, char **arguments) {
  read_options(count, arguments);
  read_request();
  protocol->prepare(&load);
  set = epoll_create1(EPOLL_CLOEXEC);
  clients = calloc((size_t)options.clients, sizeof *clients);
  if (set < 0 || !clients) fail("setting up");
  for (long index = 0; index < options.clients; index++) {
    clients[index].index = index;
    clients[index].fd = connect_to(load.port, false);
    watch(&clients[index], EPOLL_CTL_ADD, EPOLLIN);
  }
  uint64_t start = now();
  measured_from = start + (uint64_t)(options.fill > 0 ? 0 : options.warm_up * 1e9);
  end = options.fill > 0 ? UINT64_MAX : measured_from + (uint64_t)(options.seconds * 1e9);
  for (long index = 0; index < options.clients; index++) begin(&clients[index], start);
  run();
  double elapsed = (double)(now() - measured_from) / 1e9;
  printf("{\"cycles\":%ld,\"filled\":%ld,\"seconds\":%.6f,", cycles, filled, elapsed);
  print_times("enqueue", &times[ENQUEUE], ",");
  print_times("claim", &times[CLAIM], ",");
  print_times("complete", &times[COMPLETE], ",");
  print_times("cycle", &whole, "}\n");
}
