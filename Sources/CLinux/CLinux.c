#define _GNU_SOURCE
#include "CLinux.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static inline int result(int value) { return value < 0 ? -errno : value; }

int clinux_epoll_create(void) { return result(epoll_create1(EPOLL_CLOEXEC)); }

static int control(int set, int operation, int descriptor, uint32_t interest, uint64_t token) {
  struct epoll_event event = {.data.u64 = token};
  if (interest & CLINUX_READABLE) event.events |= EPOLLIN;
  if (interest & CLINUX_WRITABLE) event.events |= EPOLLOUT;
  if (interest & CLINUX_HUNG_UP) event.events |= EPOLLRDHUP;
  return result(epoll_ctl(set, operation, descriptor, &event));
}

int clinux_epoll_add(int set, int descriptor, uint32_t interest, uint64_t token) {
  return control(set, EPOLL_CTL_ADD, descriptor, interest, token);
}

int clinux_epoll_modify(int set, int descriptor, uint32_t interest, uint64_t token) {
  return control(set, EPOLL_CTL_MOD, descriptor, interest, token);
}

int clinux_epoll_wait(int set, clinux_event *events, int capacity, int timeout_milliseconds) {
  struct epoll_event raw[256];
  int count = epoll_wait(set, raw, capacity < 256 ? capacity : 256, timeout_milliseconds);
  if (count < 0) return errno == EINTR ? 0 : -errno;
  for (int i = 0; i < count; i++) {
    uint32_t happened = 0;
    if (raw[i].events & EPOLLIN) happened |= CLINUX_READABLE;
    if (raw[i].events & EPOLLOUT) happened |= CLINUX_WRITABLE;
    if (raw[i].events & (EPOLLERR | EPOLLHUP)) happened |= CLINUX_BROKEN;
    if (raw[i].events & EPOLLRDHUP) happened |= CLINUX_HUNG_UP;
    events[i] = (clinux_event){.token = raw[i].data.u64, .happened = happened};
  }
  return count;
}

int clinux_eventfd(void) { return result(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)); }

int clinux_eventfd_signal(int descriptor) {
  uint64_t one = 1;
  return write(descriptor, &one, sizeof one) < 0 ? -errno : 0;
}

int clinux_eventfd_clear(int descriptor) {
  uint64_t count;
  return read(descriptor, &count, sizeof count) < 0 ? -errno : 0;
}

int clinux_listen(const struct sockaddr *address, unsigned length, int family, int backlog, bool shares_port) {
  int descriptor = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  int on = 1;
  if (setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
      (shares_port && setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) < 0) ||
      bind(descriptor, address, length) < 0 || listen(descriptor, backlog) < 0) {
    int error = -errno;
    close(descriptor);
    return error;
  }
  return descriptor;
}

static int option(int descriptor, int name, int *value) {
  socklen_t length = sizeof *value;
  return result(getsockopt(descriptor, SOL_SOCKET, name, value, &length));
}

int clinux_adopt_listener(int descriptor) {
  int domain, type, listens;
  int error;
  if ((error = option(descriptor, SO_DOMAIN, &domain)) < 0) return error;
  if ((error = option(descriptor, SO_TYPE, &type)) < 0) return error;
  if ((error = option(descriptor, SO_ACCEPTCONN, &listens)) < 0) return error;
  if (domain != AF_INET && domain != AF_INET6) return -EAFNOSUPPORT;
  if (type != SOCK_STREAM) return -ESOCKTNOSUPPORT;
  if (!listens) return -ENOTCONN;
  int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0) return -errno;
  return result(fcntl(descriptor, F_SETFD, FD_CLOEXEC));
}

static clinux_peer peer_of(const struct sockaddr_storage *address) {
  clinux_peer peer = {0, 0};
  if (address->ss_family == AF_INET) {
    peer.low = 0xFFFF00000000 | ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr);
  } else if (address->ss_family == AF_INET6) {
    uint64_t halves[2];
    memcpy(halves, &((const struct sockaddr_in6 *)address)->sin6_addr, sizeof halves);
    peer.high = be64toh(halves[0]);
    peer.low = be64toh(halves[1]);
  }
  return peer;
}

int clinux_accept(int listener, clinux_peer *peer) {
  struct sockaddr_storage address = {.ss_family = AF_UNSPEC};
  socklen_t length = sizeof address;
  int descriptor = accept4(listener, (struct sockaddr *)&address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (descriptor < 0) return -errno;
  *peer = peer_of(&address);
  int on = 1;
  // It may fail for a connection that is reset already; the first receive will tell.
  (void)setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}

ssize_t clinux_receive(int descriptor, void *buffer, size_t count) {
  ssize_t received;
  do received = recv(descriptor, buffer, count, 0);
  while (received < 0 && errno == EINTR);
  return received < 0 ? -errno : received;
}

ssize_t clinux_send(int descriptor, const void *buffer, size_t count) {
  ssize_t sent;
  do sent = send(descriptor, buffer, count, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent < 0 ? -errno : sent;
}

int clinux_shut_down_writing(int descriptor) { return result(shutdown(descriptor, SHUT_WR)); }

int clinux_spare_descriptor(void) { return result(open("/dev/null", O_RDONLY | O_CLOEXEC)); }

uint64_t clinux_monotonic_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int64_t clinux_unix_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
