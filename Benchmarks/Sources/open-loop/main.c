/* Sends requests at a constant rate and measures how long each takes, counted from when it was due.
 *
 * The schedule is fixed beforehand: request i is due at i/rate, on connection i mod N. It is sent then if the
 * connection's earlier request has been answered, and as soon as that is otherwise; either way its time counts from
 * when it was due. So a server that stalls makes all requests late that were due meanwhile, as it would to clients who
 * do not wait for each other, and not only the few that were under way ("coordinated omission"). Requests that are
 * not answered at the end count with the time that they have waited by then.
 *
 * usage: open-loop --port PORT --rate R --request FILE [--connections N] [--seconds S] [--warm-up S] [--path PATH]
 *
 * R is in requests a second. FILE holds the body that is posted. One line of JSON tells of the run; all times are in
 * nanoseconds:
 *   due, answered, unanswered, refused (answered with status 400 or more), broken (their connection closed)
 *   latency    from when a request was due to the last byte of its answer
 *   exchange   from when it was sent: what a load generator that waits for answers would have reported
 *   lateness   of sending, where the connection was free: this program's own error, which is part of `latency` */

#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "histogram.h"

#define EVENTS 256
/* The head of an answer has to fit; its body is counted and dropped. */
#define HEAD_CAPACITY 8192
/* How long answers are waited for after the last request was due. */
#define GRACE_SECONDS 2

struct connection {
  int fd;
  /* The number, within this connection's own schedule, of the request that is under way or next. */
  uint64_t next;
  bool waiting;
  /* What the kernel has taken of the request under way. */
  size_t sent;
  uint64_t sent_at;
  /* The head of the answer as far as it is read, and what is left of the body; -1 while the head is incomplete. */
  size_t head_length;
  ssize_t body_left;
  bool refused;
  /* Whether the answer says that the server closes the connection after it. */
  bool closes;
  char head[HEAD_CAPACITY + 1];
};

static struct {
  const char *request_file, *path;
  long port, connections;
  double rate, seconds, warm_up;
} options = {.path = "/score", .connections = 64, .seconds = 10, .warm_up = 2};

static char *message;
static size_t message_length;
static struct connection *connections;
static int set;
/* All requests of the schedule, and when it begins, counts, and ends. */
static uint64_t total, start, measured_from, end;
static struct histogram latency, exchange, lateness;
static uint64_t answered, unanswered, refused, broken;

static void fail(const char *doing) {
  perror(doing);
  exit(1);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* The place in the whole schedule of the request with this number in the connection's own. */
static uint64_t place(const struct connection *connection, uint64_t number) {
  return number * (uint64_t)options.connections + (uint64_t)(connection - connections);
}

/* When the request with this number in the connection's schedule is due. */
static uint64_t due(const struct connection *connection, uint64_t number) {
  return start + (uint64_t)((double)place(connection, number) * 1e9 / options.rate);
}

/* Puts the whole request together, as it is the same each time. */
static void prepare_message(void) {
  FILE *file = fopen(options.request_file, "rb");
  if (!file) fail(options.request_file);
  static char body[1 << 20];
  size_t length = fread(body, 1, sizeof body, file);
  if (ferror(file)) fail(options.request_file);
  fclose(file);
  int head = asprintf(&message,
                      "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%ld\r\nContent-Type: application/json\r\n"
                      "Content-Length: %zu\r\n\r\n",
                      options.path, options.port, length);
  if (head < 0) fail("asprintf");
  message_length = (size_t)head + length;
  message = realloc(message, message_length);
  if (!message) fail("realloc");
  memcpy(message + head, body, length);
}

static void watch(struct connection *connection, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = connection};
  if (epoll_ctl(set, operation, connection->fd, &event) != 0) fail("epoll_ctl");
}

static void open_connection(struct connection *connection) {
  connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (connection->fd < 0) fail("socket");
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)options.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  /* A request that is sent before this is through is kept for then, as one that the kernel has no space for. */
  if (connect(connection->fd, (struct sockaddr *)&address, sizeof address) != 0 && errno != EINPROGRESS) fail("connect");
  int on = 1;
  setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  connection->waiting = false;
  watch(connection, EPOLL_CTL_ADD, EPOLLIN);
}

static void send_rest(struct connection *connection) {
  ssize_t count = send(connection->fd, message + connection->sent, message_length - connection->sent, MSG_NOSIGNAL);
  if (count > 0) connection->sent += (size_t)count;
  /* A broken connection is noticed when it is read. */
  if (connection->sent < message_length) watch(connection, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
}

static void send_request(struct connection *connection, uint64_t time) {
  connection->waiting = true;
  connection->sent = 0;
  connection->sent_at = time;
  connection->head_length = 0;
  connection->body_left = -1;
  send_rest(connection);
}

/* Sends the connection's next request if that is due; `was_free` says that nothing else has delayed it. */
static void send_if_due(struct connection *connection, uint64_t time, bool was_free) {
  uint64_t planned = due(connection, connection->next);
  if (connection->waiting || planned > time || place(connection, connection->next) >= total) return;
  if (was_free && planned >= measured_from) histogram_add(&lateness, time - planned);
  send_request(connection, time);
}

/* The request under way has come to its end. */
static void finish_request(struct connection *connection, uint64_t time) {
  uint64_t planned = due(connection, connection->next);
  if (planned >= measured_from) {
    answered++;
    refused += connection->refused;
    histogram_add(&latency, time - planned);
    histogram_add(&exchange, time - connection->sent_at);
  }
  connection->waiting = false;
  connection->next++;
  if (connection->closes) {
    close(connection->fd);
    open_connection(connection);
  }
  send_if_due(connection, time, false);
}

/* Opens a connection anew that was closed. A request under way is lost, and counts among the broken. */
static void replace(struct connection *connection, uint64_t time) {
  close(connection->fd);
  if (connection->waiting) {
    if (due(connection, connection->next) >= measured_from) broken++;
    connection->next++;
  }
  open_connection(connection);
  send_if_due(connection, time, false);
}

/* Reads the head once it is complete; false if this is no answer that can be followed. */
static bool read_head(struct connection *connection, size_t *length) {
  connection->head[connection->head_length] = 0;
  char *body = strstr(connection->head, "\r\n\r\n");
  if (!body) return connection->head_length < HEAD_CAPACITY;
  *length = (size_t)(body - connection->head) + 4;
  *body = 0;
  char *field = strcasestr(connection->head, "\r\ncontent-length:");
  if (strncmp(connection->head, "HTTP/1.1 ", 9) != 0 || !field) return false;
  connection->refused = connection->head[9] >= '4';
  connection->closes = strcasestr(connection->head, "\r\nconnection: close") != NULL;
  connection->body_left = (ssize_t)strtoul(field + 17, NULL, 10);
  return true;
}

/* Reads what has come; false if the connection is to be replaced. */
static bool receive(struct connection *connection) {
  static char rest[65536];
  bool in_head = connection->waiting && connection->body_left < 0;
  char *target = in_head ? connection->head + connection->head_length : rest;
  size_t space = in_head ? HEAD_CAPACITY - connection->head_length : sizeof rest;
  ssize_t count = recv(connection->fd, target, space, 0);
  if (count < 0 && errno == ECONNREFUSED) fail("connect");
  if (count < 0) return errno == EAGAIN || errno == EINTR;
  /* Nothing is expected of a server that has not been asked. */
  if (count == 0 || !connection->waiting) return false;
  if (in_head) {
    connection->head_length += (size_t)count;
    size_t head = 0;
    if (!read_head(connection, &head)) return false;
    if (connection->body_left < 0) return true;
    count = (ssize_t)(connection->head_length - head);
  }
  if (count > connection->body_left) return false;
  connection->body_left -= count;
  if (connection->body_left == 0) finish_request(connection, now());
  return true;
}

static void handle(const struct epoll_event *event) {
  struct connection *connection = event->data.ptr;
  if (event->events & EPOLLOUT && connection->waiting) {
    watch(connection, EPOLL_CTL_MOD, EPOLLIN);
    send_rest(connection);
  }
  if (event->events & ~(uint32_t)EPOLLOUT && !receive(connection)) replace(connection, now());
}

/* Follows the schedule until all requests are answered or the grace is over. */
static void run(void) {
  uint64_t count_of_connections = (uint64_t)options.connections;
  uint64_t next = 0;
  for (;;) {
    uint64_t time = now();
    uint64_t wake = end + GRACE_SECONDS * 1000000000u;
    for (; next < total; next++) {
      struct connection *connection = &connections[next % count_of_connections];
      uint64_t number = next / count_of_connections;
      uint64_t planned = due(connection, number);
      if (planned > time) {
        wake = planned;
        break;
      }
      /* Where an earlier request is under way, its end will send this one. */
      if (!connection->waiting && connection->next == number) send_if_due(connection, now(), true);
    }
    if (next == total) {
      bool idle = true;
      for (long index = 0; index < options.connections && idle; index++) idle = !connections[index].waiting;
      if (idle || time >= wake) return;
    }
    time = now();
    uint64_t rest = wake > time ? wake - time : 0;
    struct timespec timeout = {.tv_sec = (time_t)(rest / 1000000000u), .tv_nsec = (long)(rest % 1000000000u)};
    struct epoll_event events[EVENTS];
    int count = epoll_pwait2(set, events, EVENTS, &timeout, NULL);
    if (count < 0 && errno != EINTR) fail("epoll_pwait2");
    for (int index = 0; index < count; index++) handle(&events[index]);
  }
}

/* Counts what was due and is not answered, with the time that it has waited so far. */
static void count_unanswered(void) {
  uint64_t time = now();
  for (long index = 0; index < options.connections; index++) {
    struct connection *connection = &connections[index];
    for (uint64_t number = connection->next; place(connection, number) < total; number++) {
      uint64_t planned = due(connection, number);
      if (planned < measured_from) continue;
      unanswered++;
      histogram_add(&latency, time - planned);
    }
  }
}

static void print_times(const char *name, const struct histogram *times, const char *after) {
  printf("\"%s\":{\"p50\":%lu,\"p90\":%lu,\"p99\":%lu,\"p99.9\":%lu,\"max\":%lu}%s", name,
         histogram_quantile(times, 0.5), histogram_quantile(times, 0.9), histogram_quantile(times, 0.99),
         histogram_quantile(times, 0.999), times->most, after);
}

static void usage(void) {
  fprintf(stderr, "usage: open-loop --port PORT --rate R --request FILE [--connections N] [--seconds S] [--warm-up S] "
                  "[--path PATH]\n");
  exit(2);
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
  if (count % 2 == 0) usage();
  for (int index = 1; index + 1 < count; index += 2) {
    const char *name = arguments[index], *value = arguments[index + 1];
    if (strcmp(name, "--port") == 0) options.port = (long)number(value, 1, 65535);
    else if (strcmp(name, "--rate") == 0) options.rate = number(value, 0.1, 1e7);
    else if (strcmp(name, "--request") == 0) options.request_file = value;
    else if (strcmp(name, "--connections") == 0) options.connections = (long)number(value, 1, 20000);
    else if (strcmp(name, "--seconds") == 0) options.seconds = number(value, 0.1, 86400);
    else if (strcmp(name, "--warm-up") == 0) options.warm_up = number(value, 0, 3600);
    else if (strcmp(name, "--path") == 0) options.path = value;
    else usage();
  }
  if (!options.port || options.rate == 0 || !options.request_file) usage();
}

int main(int count, char **arguments) {
  read_options(count, arguments);
  prepare_message();
  /* Timers are otherwise up to 50 µs late, to save power. */
  prctl(PR_SET_TIMERSLACK, 1);
  set = epoll_create1(EPOLL_CLOEXEC);
  connections = calloc((size_t)options.connections, sizeof *connections);
  if (set < 0 || !connections) fail("setting up");
  for (long index = 0; index < options.connections; index++) open_connection(&connections[index]);
  start = now() + 10000000;
  measured_from = start + (uint64_t)(options.warm_up * 1e9);
  end = measured_from + (uint64_t)(options.seconds * 1e9);
  total = (uint64_t)((options.warm_up + options.seconds) * options.rate);
  run();
  double elapsed = (double)(now() - measured_from) / 1e9;
  count_unanswered();
  printf("{\"rate\":%g,\"achieved\":%.1f,\"due\":%lu,\"answered\":%lu,\"unanswered\":%lu,\"refused\":%lu,\"broken\":%lu,",
         options.rate, (double)answered / (elapsed > options.seconds ? elapsed : options.seconds),
         answered + unanswered + broken, answered, unanswered, refused, broken);
  print_times("latency", &latency, ",");
  print_times("exchange", &exchange, ",");
  print_times("lateness", &lateness, "}\n");
}
