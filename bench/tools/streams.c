// This client reads many streams at once, each to its [DONE], and measures for each event how long the upstream's
// stamp took to arrive, and by how much the gap before it grew on the way. It prints one line of JSON.
#include "common.h"

#define KEEP 200
typedef struct {
  char tail[KEEP];
  int kept, events, usage, status;
  int64_t last; // the delay of the event before
} Stream;

static Stream of[MAX_FD];
static int64_t *delays, *gaps;
static long delay_count, gap_count, ok, bad, with_usage;
static int epoll_fd, live;
static char first_error[512];

static void close_stream(int fd, int whole) {
  if (whole) ok++;
  else {
    bad++;
    if (!first_error[0]) snprintf(first_error, sizeof first_error, "%.*s", of[fd].kept, of[fd].tail);
  }
  with_usage += of[fd].usage;
  close(fd);
  live--;
}

// Stamps may be split between two reads, so the end of each read is kept for the next.
static void read_events(int fd) {
  static char bytes[KEEP + 65536 + 1];
  Stream *s = &of[fd];
  memcpy(bytes, s->tail, s->kept);
  int got = recv(fd, bytes + s->kept, 65536, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return close_stream(fd, 0);
  int64_t now = now_us();
  int length = s->kept + got;
  bytes[length] = 0;
  if (!s->status) s->status = atoi(bytes + 9);
  char *from = bytes, *read = bytes;
  while ((from = memmem(from, length - (from - bytes), "\"t\":", 4))) {
    char *end;
    int64_t stamp = strtoll(from + 4, &end, 10);
    if (end == bytes + length) break;
    int64_t delay = now - stamp;
    if (s->events++) gaps[gap_count++] = delay > s->last ? delay - s->last : 0;
    delays[delay_count++] = s->last = delay;
    read = from = end;
  }
  if (memmem(bytes, length, "\"usage\":{", 9)) s->usage = 1;
  if (memmem(read, length - (read - bytes), "[DONE]", 6)) return close_stream(fd, s->status == 200);
  int keep = length - (read - bytes);
  s->kept = keep > KEEP ? KEEP : keep;
  memmove(s->tail, bytes + length - s->kept, s->kept);
}

int main(int argc, char **argv) {
  allow_many_files();
  int port = number(argc, argv, "--port", 0), count = number(argc, argv, "--streams", 1000), started = 0, key_count;
  double ramp = number(argc, argv, "--ramp", 1000) * 1000, limit = number(argc, argv, "--limit", 60) * 1e6;
  const char *template = "{\"model\":\"%s\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":256,"
                         "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  char *body;
  if (asprintf(&body, template, option(argc, argv, "--model", "bench")) < 0) die("memory");
  char **keys = read_keys(option(argc, argv, "--keys", NULL), &key_count);
  char **requests = requests_for(keys, key_count, option(argc, argv, "--path", "/v1/chat/completions"), body);
  delays = malloc(sizeof *delays * count * 1000L);
  gaps = malloc(sizeof *gaps * count * 1000L);
  epoll_fd = epoll_create1(0);
  int64_t start = now_us();
  for (struct epoll_event ready[512]; ok + bad < count && now_us() - start < limit;) {
    while (started < count && now_us() - start >= (int64_t)(ramp * started / count)) {
      int fd = connect_to(port);
      if (fd < 0) die("connect");
      of[fd] = (Stream){0};
      watch(epoll_fd, fd, EPOLL_CTL_ADD, EPOLLIN);
      send(fd, requests[started % key_count], strlen(requests[started % key_count]), MSG_NOSIGNAL);
      started++, live++;
    }
    int n = epoll_wait(epoll_fd, ready, 512, 1);
    for (int i = 0; i < n; i++) read_events(ready[i].data.fd);
  }
  qsort(delays, delay_count, sizeof *delays, by_value);
  qsort(gaps, gap_count, sizeof *gaps, by_value);
  if (first_error[0]) fprintf(stderr, "first broken stream: %s\n", first_error);
  printf("{\"ok\":%ld,\"bad\":%ld,\"unfinished\":%d,\"usage\":%ld,\"events\":%ld,\"seconds\":%.3f,\"p50\":%.3f,\"p90\":%.3f,\"p99\":%.3f,\"max\":%.3f,\"gap99\":%.3f}\n",
         ok, bad, live, with_usage, delay_count, (now_us() - start) / 1e6, at(delays, delay_count, .5), at(delays, delay_count, .9),
         at(delays, delay_count, .99), at(delays, delay_count, 1), at(gaps, gap_count, .99));
}
