/* The ceiling of the comparison: one epoll loop a thread that reads whole HTTP/1.1 requests and answers each with the
 * same prepared bytes. It parses no more of a request than is needed to find its end, so whatever a real server does
 * beyond this is that server's own cost.
 *
 * usage: canned-server --answer FILE [--port PORT] [--threads N] [--close]
 *
 * FILE holds the body of the answer. Port 0, the default, lets the system pick one; by default there is a thread a
 * processor. With --close each answer says so and ends its connection. One line on standard output tells the address once connections are accepted. */

#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Requests beyond this are not part of any benchmark; their connections are closed. */
#define INPUT_CAPACITY 65536
#define EVENTS 256
/* Answers that one call can send, for clients that ask for several at a time. */
#define ANSWERS_A_SEND 32

struct connection {
  int fd;
  /* Bytes of the answers under way that the kernel has not taken: a count of answers, and how far the first is. */
  size_t answers_waiting;
  size_t answer_sent;
  size_t length;
  /* One more byte than is ever filled, so that a head can be ended for the string functions. */
  char input[INPUT_CAPACITY + 1];
};

/* The answer, so many times in a row. */
static char *answers;
static size_t answer_length;
static bool closes;

static void fail(const char *doing) {
  perror(doing);
  exit(1);
}

/* Prepares the whole message, with the fields that the servers it is compared with send too. */
static void prepare_answer(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  static char body[1 << 20];
  size_t length = fread(body, 1, sizeof body, file);
  if (ferror(file)) fail(path);
  if (!feof(file)) {
    fprintf(stderr, "%s: longer than %zu bytes\n", path, sizeof body - 1);
    exit(1);
  }
  fclose(file);
  int head = asprintf(&answers,
                      "HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 11:00:00 GMT\r\nContent-Type: application/json\r\n"
                      "Content-Length: %zu\r\n%s\r\n",
                      length, closes ? "Connection: close\r\n" : "");
  if (head < 0) fail("asprintf");
  answer_length = (size_t)head + length;
  answers = realloc(answers, answer_length * ANSWERS_A_SEND);
  if (!answers) fail("realloc");
  memcpy(answers + head, body, length);
  for (size_t index = 1; index < ANSWERS_A_SEND; index++) memcpy(answers + index * answer_length, answers, answer_length);
}

/* The length of the first whole request in the input; 0 if there is none yet, -1 if there never will be. */
static ssize_t request_length(char *input, size_t length) {
  char *end = memmem(input, length, "\r\n\r\n", 4);
  if (!end) return length == INPUT_CAPACITY ? -1 : 0;
  size_t head = (size_t)(end - input) + 4;
  char kept = input[head];
  input[head] = 0;
  char *field = strcasestr(input, "\r\ncontent-length:");
  size_t body = field ? strtoul(field + 17, NULL, 10) : 0;
  input[head] = kept;
  if (body > INPUT_CAPACITY - head) return -1;
  return head + body <= length ? (ssize_t)(head + body) : 0;
}

/* Sends what is waiting, as far as the kernel takes it; false if the connection is broken. */
static bool flush(struct connection *connection) {
  while (connection->answers_waiting > 0) {
    size_t count = connection->answers_waiting < ANSWERS_A_SEND ? connection->answers_waiting : ANSWERS_A_SEND;
    size_t length = count * answer_length - connection->answer_sent;
    ssize_t sent = send(connection->fd, answers + connection->answer_sent, length, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN || errno == EINTR;
    size_t through = connection->answer_sent + (size_t)sent;
    connection->answers_waiting -= through / answer_length;
    connection->answer_sent = through % answer_length;
    if ((size_t)sent < length) return true;
  }
  return !closes;
}

/* Takes the whole requests off the input and answers them; false if the connection is broken. */
static bool answer_requests(struct connection *connection) {
  size_t done = 0;
  for (;;) {
    ssize_t length = request_length(connection->input + done, connection->length - done);
    if (length < 0) return false;
    if (length == 0) break;
    done += (size_t)length;
    connection->answers_waiting++;
  }
  if (done == 0) return true;
  connection->length -= done;
  memmove(connection->input, connection->input + done, connection->length);
  return flush(connection);
}

/* Reads once and answers; false if the connection is to be closed. */
static bool serve(struct connection *connection) {
  ssize_t count = recv(connection->fd, connection->input + connection->length, INPUT_CAPACITY - connection->length, 0);
  if (count == 0) return false;
  if (count < 0) return errno == EAGAIN || errno == EINTR;
  connection->length += (size_t)count;
  return answer_requests(connection);
}

static void *loop(void *argument) {
  int set = *(int *)argument;
  struct epoll_event events[EVENTS];
  for (;;) {
    int count = epoll_wait(set, events, EVENTS, -1);
    for (int index = 0; index < count; index++) {
      struct connection *connection = events[index].data.ptr;
      bool wrote = connection->answers_waiting > 0;
      bool open = !(events[index].events & EPOLLOUT) || flush(connection);
      if (open && events[index].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) open = serve(connection);
      if (!open) {
        close(connection->fd);
        free(connection);
      } else if (wrote != (connection->answers_waiting > 0)) {
        /* Only a send that blocked, or was blocked until now, changes what to wait for. */
        struct epoll_event event = {.events = wrote ? EPOLLIN : EPOLLIN | EPOLLOUT, .data.ptr = connection};
        epoll_ctl(set, EPOLL_CTL_MOD, connection->fd, &event);
      }
    }
  }
  return NULL;
}

static int listen_on(unsigned short port, unsigned short *bound) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) fail("socket");
  int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0) fail("bind");
  if (listen(listener, 1024) != 0) fail("listen");
  if (getsockname(listener, (struct sockaddr *)&address, &size) != 0) fail("getsockname");
  *bound = ntohs(address.sin_port);
  return listener;
}

/* Hands connections to the loops in turn, so that each has as many as the next. */
static void accept_all(int listener, const int *sets, long threads) {
  int on = 1;
  for (long turn = 0;; turn = (turn + 1) % threads) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      fail("accept4");
    }
    struct connection *connection = malloc(sizeof *connection);
    if (!connection) fail("malloc");
    connection->fd = fd;
    connection->answers_waiting = connection->answer_sent = connection->length = 0;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    if (epoll_ctl(sets[turn], EPOLL_CTL_ADD, fd, &event) != 0) fail("epoll_ctl");
  }
}

static long number(const char *text, long least, long most) {
  char *end;
  long value = strtol(text, &end, 10);
  if (*text == 0 || *end != 0 || value < least || value > most) {
    fprintf(stderr, "expected a number from %ld to %ld, found %s\n", least, most, text);
    exit(2);
  }
  return value;
}

int main(int count, char **arguments) {
  const char *file = NULL;
  long port = 0;
  long threads = sysconf(_SC_NPROCESSORS_ONLN);
  bool understood = true;
  for (int index = 1; index < count && understood; index++) {
    const char *name = arguments[index];
    if (strcmp(name, "--close") == 0) {
      closes = true;
      continue;
    }
    /* A last option without its value reads the null pointer that ends the arguments. */
    const char *value = arguments[++index];
    if (!value) understood = false;
    else if (strcmp(name, "--answer") == 0) file = value;
    else if (strcmp(name, "--port") == 0) port = number(value, 0, 65535);
    else if (strcmp(name, "--threads") == 0) threads = number(value, 1, 1024);
    else understood = false;
  }
  if (!understood || !file) {
    fprintf(stderr, "usage: canned-server --answer FILE [--port PORT] [--threads N] [--close]\n");
    return 2;
  }
  prepare_answer(file);
  unsigned short bound;
  int listener = listen_on((unsigned short)port, &bound);
  int *sets = calloc((size_t)threads, sizeof *sets);
  if (!sets) fail("calloc");
  for (long index = 0; index < threads; index++) {
    sets[index] = epoll_create1(EPOLL_CLOEXEC);
    if (sets[index] < 0) fail("epoll_create1");
    pthread_t thread;
    if (pthread_create(&thread, NULL, loop, &sets[index]) != 0) fail("pthread_create");
  }
  printf("listening on http://127.0.0.1:%u\n", bound);
  fflush(stdout);
  accept_all(listener, sets, threads);
}
