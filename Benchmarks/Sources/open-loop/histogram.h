/* A histogram of times with a relative error below 1 %: each power of two of nanoseconds is parted into 128 equal
 * steps, as HdrHistogram does. Its size is fixed, so that recording never allocates. */

#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>

#define STEP_BITS 7
#define STEPS (1u << STEP_BITS)
/* Up to 2^40 ns, some 18 minutes; what is longer counts as that. */
#define POWERS 34

struct histogram {
  uint64_t counts[POWERS * STEPS];
  uint64_t total;
  uint64_t most;
};

/* The step that a time falls into. */
static inline unsigned histogram_step(uint64_t time) {
  if (time < STEPS) return (unsigned)time;
  unsigned power = 63 - (unsigned)__builtin_clzll(time) - STEP_BITS + 1;
  unsigned step = (power << STEP_BITS) + (unsigned)(time >> (power - 1)) - STEPS;
  return step < POWERS * STEPS ? step : POWERS * STEPS - 1;
}

/* The longest time of a step. */
static inline uint64_t histogram_limit(unsigned step) {
  unsigned power = step >> STEP_BITS;
  if (power == 0) return step;
  return ((((uint64_t)(step & (STEPS - 1)) + STEPS + 1) << (power - 1))) - 1;
}

static inline void histogram_add(struct histogram *histogram, uint64_t time) {
  histogram->counts[histogram_step(time)]++;
  histogram->total++;
  if (time > histogram->most) histogram->most = time;
}

/* The time that a share of all recorded ones does not exceed. */
static inline uint64_t histogram_quantile(const struct histogram *histogram, double share) {
  uint64_t rank = (uint64_t)(share * (double)histogram->total + 0.5);
  uint64_t seen = 0;
  for (unsigned step = 0; step < POWERS * STEPS; step++) {
    seen += histogram->counts[step];
    if (seen >= rank && seen > 0) {
      uint64_t limit = histogram_limit(step);
      return limit < histogram->most ? limit : histogram->most;
    }
  }
  return histogram->most;
}

#endif
