/* Holds many connections to a server open: as an attack that sends heads byte by byte, or idle between requests.
 *
 * usage: slow-clients --port PORT --mode header|idle [--connections N] [--seconds S] [--interval S]
 *
 *   header   Each connection sends a byte of an endless head every interval. One that the server closes is replaced.
 *   idle     Each connection asks for /livez once, reads the answer, and stays open. None is replaced.
 *
 * Once all have been opened one line says `open`; S seconds later one line of JSON tells of the run, and the program
 * ends:
 *   opened, closed (by the server), most (open at once), sent (bytes), and the answers by status: ok (200),
 *   timed_out (408), unavailable (503), other */

#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define EVENTS 1024
/* Connections are opened in steps, so that the server's queue of those to accept does not overflow. */
#define STEP_SECONDS 0.01
#define OPENED_A_STEP 20

static const char slow_head[] = "POST /score HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
static const char idle_request[] = "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

struct connection {
  int fd;
  uint32_t sent;
  /* Whether the status of an answer has been counted. */
  bool answered;
};

static struct {
  long port, connections;
  double seconds, interval;
  bool idle;
} options = {.connections = 10000, .seconds = 60, .interval = 1};

static struct connection *connections;
static int set;
static uint64_t opened, closed, sent, ok, timed_out, unavailable, other;
static long now_open, most_open;

static void fail(const char *doing) {
  perror(doing);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void open_connection(struct connection *connection) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) fail("socket");
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)options.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0 && errno != EINPROGRESS) fail("connect");
  *connection = (struct connection){.fd = fd};
  /* For the idle ones also when they are connected, to send their request then. */
  struct epoll_event event = {.events = options.idle ? EPOLLIN | EPOLLOUT : EPOLLIN, .data.ptr = connection};
  if (epoll_ctl(set, EPOLL_CTL_ADD, fd, &event) != 0) fail("epoll_ctl");
  opened++;
  if (++now_open > most_open) most_open = now_open;
}

static void close_connection(struct connection *connection) {
  close(connection->fd);
  connection->fd = -1;
  closed++;
  now_open--;
}

/* Sends the next byte of an endless head. */
static void send_byte(struct connection *connection) {
  char byte = connection->sent < sizeof slow_head - 1 ? slow_head[connection->sent] : 'a';
  if (send(connection->fd, &byte, 1, MSG_NOSIGNAL) == 1) {
    connection->sent++;
    sent++;
  }
}

static void count_status(struct connection *connection, const char *answer, ssize_t length) {
  if (connection->answered) return;
  connection->answered = true;
  int status = length > 12 ? atoi(answer + 9) : 0;
  if (status == 200) ok++;
  else if (status == 408) timed_out++;
  else if (status == 503) unavailable++;
  else other++;
}

static void handle(const struct epoll_event *event) {
  struct connection *connection = event->data.ptr;
  if (event->events & EPOLLOUT) {
    ssize_t count = send(connection->fd, idle_request, sizeof idle_request - 1, MSG_NOSIGNAL);
    if (count > 0) sent += (uint64_t)count;
    struct epoll_event next = {.events = EPOLLIN, .data.ptr = connection};
    if (epoll_ctl(set, EPOLL_CTL_MOD, connection->fd, &next) != 0) fail("epoll_ctl");
  }
  if (!(event->events & ~(uint32_t)EPOLLOUT)) return;
  char answer[4097];
  ssize_t count = recv(connection->fd, answer, sizeof answer - 1, 0);
  if (count > 0) {
    answer[count] = 0;
    count_status(connection, answer, count);
  } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
    close_connection(connection);
  }
}

static void handle_events(double until) {
  struct epoll_event events[EVENTS];
  for (;;) {
    double rest = until - now();
    int count = epoll_wait(set, events, EVENTS, rest > 0 ? (int)(rest * 1000) + 1 : 0);
    if (count < 0 && errno != EINTR) fail("epoll_wait");
    for (int index = 0; index < count; index++) handle(&events[index]);
    if (rest <= 0) return;
  }
}

/* Sends a byte on so many connections as are due in a step, going round. */
static void send_bytes(long *place, double *share) {
  *share += (double)options.connections * STEP_SECONDS / options.interval;
  for (; *share >= 1; *share -= 1) {
    if (connections[*place].fd >= 0) send_byte(&connections[*place]);
    *place = (*place + 1) % options.connections;
  }
}

/* Opens connections: those that are still to come, and for the attack those that were closed. */
static bool open_connections(long *first, bool replacing) {
  long budget = OPENED_A_STEP;
  for (; *first < options.connections && budget > 0; (*first)++, budget--) open_connection(&connections[*first]);
  if (*first < options.connections) return false;
  for (long index = 0; replacing && now_open < options.connections && index < options.connections && budget > 0; index++) {
    if (connections[index].fd >= 0) continue;
    open_connection(&connections[index]);
    budget--;
  }
  return true;
}

static void run(void) {
  long first = 0, place = 0;
  double share = 0, end = 0;
  for (double step = now() + STEP_SECONDS;; step += STEP_SECONDS) {
    bool all = open_connections(&first, !options.idle);
    if (all && end == 0) {
      printf("open\n");
      fflush(stdout);
      end = now() + options.seconds;
    }
    if (end > 0 && now() >= end) return;
    if (!options.idle) send_bytes(&place, &share);
    handle_events(step);
  }
}

/* The system lets a process have more descriptors if it asks. */
static void raise_descriptor_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) fail("getrlimit");
  rlim_t needed = (rlim_t)options.connections + 64;
  if (limit.rlim_max < needed) {
    fprintf(stderr, "%ld connections need %lu descriptors, and the hard limit is %lu: raise it with "
            "`ulimit -Hn` as root, or take fewer connections\n", options.connections, needed, limit.rlim_max);
    exit(1);
  }
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) fail("setrlimit");
}

static void usage(void) {
  fprintf(stderr, "usage: slow-clients --port PORT --mode header|idle [--connections N] [--seconds S] [--interval S]\n");
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
  bool has_mode = false;
  if (count % 2 == 0) usage();
  for (int index = 1; index + 1 < count; index += 2) {
    const char *name = arguments[index], *value = arguments[index + 1];
    if (strcmp(name, "--port") == 0) options.port = (long)number(value, 1, 65535);
    else if (strcmp(name, "--connections") == 0) options.connections = (long)number(value, 1, 1e6);
    else if (strcmp(name, "--seconds") == 0) options.seconds = number(value, 0.1, 86400);
    else if (strcmp(name, "--interval") == 0) options.interval = number(value, 0.001, 3600);
    else if (strcmp(name, "--mode") == 0) {
      has_mode = true;
      options.idle = strcmp(value, "idle") == 0;
      if (!options.idle && strcmp(value, "header") != 0) usage();
    } else usage();
  }
  if (!options.port || !has_mode) usage();
}

int main(int count, char **arguments) {
  read_options(count, arguments);
  raise_descriptor_limit();
  set = epoll_create1(EPOLL_CLOEXEC);
  connections = calloc((size_t)options.connections, sizeof *connections);
  if (set < 0 || !connections) fail("setting up");
  run();
  printf("{\"opened\":%lu,\"closed\":%lu,\"most\":%ld,\"sent\":%lu,\"ok\":%lu,\"timed_out\":%lu,\"unavailable\":%lu,"
         "\"other\":%lu}\n",
         opened, closed, most_open, sent, ok, timed_out, unavailable, other);
}
