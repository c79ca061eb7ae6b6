// What Linux offers and Swift's Glibc module does not, or not usably. Functions return -errno on failure.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct sockaddr;

enum {
  CLINUX_READABLE = 1,
  CLINUX_WRITABLE = 2,
  // The connection is reset or closed on both sides; always reported, needs no asking.
  CLINUX_BROKEN = 4,
  // The other side sends nothing more, whatever it sent before is still unread. Told again and again while asked for.
  CLINUX_HUNG_UP = 8,
};

/// One event of an epoll set: what happened, and the token given when the descriptor was added.
typedef struct {
  uint64_t token;
  uint32_t happened;
} clinux_event;

int clinux_epoll_create(void);
int clinux_epoll_add(int set, int descriptor, uint32_t interest, uint64_t token);
int clinux_epoll_modify(int set, int descriptor, uint32_t interest, uint64_t token);
/// Waits for up to `capacity` (at most 256) events. A negative time-out waits for ever. Returns how many there are.
int clinux_epoll_wait(int set, clinux_event *events, int capacity, int timeout_milliseconds);

/// A non-blocking event counter, closed on exec.
int clinux_eventfd(void);
int clinux_eventfd_signal(int descriptor);
int clinux_eventfd_clear(int descriptor);

/// The address of a connection's other end, as IPv6; one of IPv4 is mapped (::ffff:0:0/96). In the machine's byte order.
typedef struct {
  uint64_t high;
  uint64_t low;
} clinux_peer;

/// A listening socket for the address, non-blocking and closed on exec; with `shares_port` others may listen there, too.
int clinux_listen(const struct sockaddr *address, unsigned length, int family, int backlog, bool shares_port);
/// Checks that a descriptor from elsewhere is a TCP socket that listens, and makes it as `clinux_listen` would have.
int clinux_adopt_listener(int descriptor);
/// Accepts a connection, non-blocking, closed on exec and without Nagle's delay. `peer` is zero where it has no IP address.
int clinux_accept(int listener, clinux_peer *peer);

ssize_t clinux_receive(int descriptor, void *buffer, size_t count);
/// Sends without ever raising SIGPIPE.
ssize_t clinux_send(int descriptor, const void *buffer, size_t count);
int clinux_shut_down_writing(int descriptor);

/// A descriptor that does nothing but take up a place, to be given up when there are no more.
int clinux_spare_descriptor(void);

uint64_t clinux_monotonic_nanoseconds(void);
int64_t clinux_unix_nanoseconds(void);
