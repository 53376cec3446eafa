// What the three small tools share: time, options, sockets, percentiles.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_FD 16384

static inline int64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static inline const char *option(int argc, char **argv, const char *name, const char *fallback) {
  for (int i = 1; i + 1 < argc; i++)
    if (!strcmp(argv[i], name)) return argv[i + 1];
  return fallback;
}

static inline double number(int argc, char **argv, const char *name, double fallback) {
  const char *text = option(argc, argv, name, NULL);
  return text ? atof(text) : fallback;
}

static inline void die(const char *what) {
  perror(what);
  exit(1);
}

static inline void allow_many_files(void) {
  struct rlimit limit = {.rlim_cur = MAX_FD, .rlim_max = MAX_FD};
  setrlimit(RLIMIT_NOFILE, &limit);
  signal(SIGPIPE, SIG_IGN);
}

static inline struct sockaddr_in loopback(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static inline void no_delay(int fd) {
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

// Connects (blocking: loopback answers at once), then never blocks again.
static inline int connect_to(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = loopback(port);
  if (fd < 0 || fd >= MAX_FD || connect(fd, (void *)&address, sizeof address)) return -1;
  no_delay(fd);
  return fd;
}

static inline void watch(int epoll, int fd, int change, uint32_t events) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  epoll_ctl(epoll, change, fd, &event);
}

static inline int by_value(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

// Milliseconds that a fraction of a list sorted by value does not exceed: p99 of a hundred is the 99th.
static inline double at(const int64_t *sorted, long count, double fraction) {
  if (count == 0) return 0;
  double rank = count * fraction;
  long i = (long)rank < rank ? (long)rank : (long)rank - 1;
  return sorted[i < 0 ? 0 : i >= count ? count - 1 : i] / 1000.0;
}

static inline char *whole_file(const char *path) {
  FILE *in = fopen(path, "r");
  if (!in || fseek(in, 0, SEEK_END)) die(path);
  long length = ftell(in);
  char *bytes = calloc(1, length + 1);
  rewind(in);
  if (!bytes || fread(bytes, 1, length, in) != (size_t)length) die(path);
  fclose(in);
  return bytes;
}

// One key a line; calls take them in turn, so that many wallets are used.
static inline char **read_keys(const char *file, int *count) {
  char **keys = calloc(100000, sizeof *keys), line[512];
  *count = 0;
  FILE *in = file ? fopen(file, "r") : NULL;
  while (in && *count < 100000 && fgets(line, sizeof line, in)) {
    line[strcspn(line, "\r\n")] = 0;
    if (line[0]) keys[(*count)++] = strdup(line);
  }
  if (in) fclose(in);
  if (*count == 0) keys[(*count)++] = strdup("sk-none");
  return keys;
}

// One whole POST for each key, ready to be sent.
static inline char **requests_for(char **keys, int count, const char *path, const char *body) {
  char **requests = calloc(count, sizeof *requests);
  for (int i = 0; i < count; i++)
    if (asprintf(&requests[i],
                 "POST %s HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
                 "authorization: Bearer %s\r\ncontent-length: %zu\r\n\r\n%s",
                 path, keys[i], strlen(body), body) < 0)
      die("memory");
  return requests;
}
