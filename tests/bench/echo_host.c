/* The least that a native-messaging host can be: says hello in one frame, then echoes each frame until the end of stdin. What
   patchbay-host is measured against. */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { capacity = 1024 * 1024 };

static char frame[sizeof(uint32_t) + capacity];

static int read_exactly(char* at, size_t count) {
  while (count > 0) {
    ssize_t const got = read(0, at, count);
    if (got <= 0) return 0;
    at += got;
    count -= (size_t)got;
  }
  return 1;
}

static int write_exactly(char const* at, size_t count) {
  while (count > 0) {
    ssize_t const put = write(1, at, count);
    if (put <= 0) return 0;
    at += put;
    count -= (size_t)put;
  }
  return 1;
}

static int say(char const* text) {
  uint32_t const length = (uint32_t)strlen(text);
  memcpy(frame, &length, sizeof length);
  memcpy(frame + sizeof length, text, length);
  return write_exactly(frame, sizeof length + length);
}

int main(void) {
  if (!say("{\"jsonrpc\":\"2.0\",\"method\":\"host.hello\"}")) return 1;
  for (;;) {
    uint32_t length = 0;
    if (!read_exactly(frame, sizeof length)) return 0;
    memcpy(&length, frame, sizeof length);
    if (length > capacity || !read_exactly(frame + sizeof length, length)) return 1;
    if (!write_exactly(frame, sizeof length + length)) return 1;
  }
}
