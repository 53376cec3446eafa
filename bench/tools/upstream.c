// This model server costs next to nothing, with one thread and one epoll. It answers a call without "stream":true
// at once, and a call of /embeddings or /rerank with the file of that name in `--answers`. A stream gets `--events` events, one each
// `--tick` ms, each stamped with "t":<monotonic microseconds>.
// GET /__stats answers what was served.
#include "common.h"

typedef struct {
  char *in, *out;
  int in_len, in_cap, out_len, out_at, out_cap;
  int streaming, left;
  int64_t due;
} Connection;

static Connection *of[MAX_FD];
static int streams[MAX_FD], stream_count, epoll_fd, listener;
static long requests, finished, aborted;
static int64_t tick;
static int events_each;
typedef struct {
  const char *path;
  char *bytes;
  int length;
} Answer;
// The first stands for every path that is none of the others.
static Answer answers[] = {{""}, {"/embeddings "}, {"/rerank "}};

static void forget(int fd) {
  Connection *c = of[fd];
  if (c->streaming) {
    aborted++;
    for (int i = 0; i < stream_count; i++)
      if (streams[i] == fd) streams[i--] = streams[--stream_count];
  }
  free(c->in);
  free(c->out);
  free(c);
  of[fd] = NULL;
  close(fd);
}

static void flush(int fd) {
  Connection *c = of[fd];
  while (c->out_at < c->out_len) {
    int sent = send(fd, c->out + c->out_at, c->out_len - c->out_at, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) break; // The socket is full, or broken, which the next read finds out.
    c->out_at += sent;
  }
  int rest = c->out_at < c->out_len;
  if (!rest) c->out_at = c->out_len = 0;
  watch(epoll_fd, fd, EPOLL_CTL_MOD, rest ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static void put(int fd, const char *bytes, int length) {
  Connection *c = of[fd];
  if (c->out_len == 0) {
    int sent = send(fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent == length) return;
    if (sent > 0) bytes += sent, length -= sent;
  }
  if (c->out_len + length > c->out_cap) c->out = realloc(c->out, c->out_cap = (c->out_len + length) * 2);
  memcpy(c->out + c->out_len, bytes, length);
  c->out_len += length;
  flush(fd);
}

static void put_chunk(int fd, const char *text, const char *after) {
  char chunk[1024];
  put(fd, chunk, snprintf(chunk, sizeof chunk, "%zx\r\n%s\r\n%s", strlen(text), text, after));
}

static void tick_streams(void) {
  for (int i = 0; i < stream_count; i++) {
    int fd = streams[i];
    Connection *c = of[fd];
    int64_t now = now_us();
    if (c->due > now) continue;
    c->due += tick;
    char event[400];
    if (c->left-- > 0) {
      snprintf(event, sizeof event,
               "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1774332696,\"model\":\"deepseek\","
               "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}],\"t\":%lld}\n\n",
               (long long)now);
      put_chunk(fd, event, "");
      continue;
    }
    snprintf(event, sizeof event,
             "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1774332696,\"model\":\"deepseek\","
             "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    put_chunk(fd, event, "");
    snprintf(event, sizeof event,
             "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1774332696,\"model\":\"deepseek\","
             "\"choices\":[],\"usage\":{\"prompt_tokens\":14,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\ndata: [DONE]\n\n",
             events_each, events_each + 14);
    c->streaming = 0;
    finished++;
    streams[i--] = streams[--stream_count];
    put_chunk(fd, event, "0\r\n\r\n");
  }
}

static void answer_stats(int fd) {
  char body[256], head[400];
  int n = snprintf(body, sizeof body, "{\"requests\":%ld,\"finished\":%ld,\"aborted\":%ld,\"live\":%d}", requests, finished,
                   aborted, stream_count);
  put(fd, head, snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s", n, body));
}

static const Answer *answer_to(const char *line, const char *end) {
  for (int i = 1; i < 3; i++)
    if (answers[i].bytes && memmem(line, end - line, answers[i].path, strlen(answers[i].path))) return &answers[i];
  return &answers[0];
}

static void answer_call(int fd, const char *head, const char *body, int length) {
  Connection *c = of[fd];
  requests++;
  if (!memmem(body, length, "\"stream\":true", 13)) {
    finished++;
    const Answer *answer = answer_to(head, memchr(head, '\r', body - head));
    return put(fd, answer->bytes, answer->length);
  }
  static const char begins[] = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
  put(fd, begins, sizeof begins - 1);
  c->streaming = 1;
  c->left = events_each;
  c->due = now_us() + tick;
  streams[stream_count++] = fd;
}

// Returns the length of the body after the head, or -1 while it is not all there.
static int body_length(Connection *c, char *head_end) {
  char *body = head_end + 4, *field = strcasestr(c->in, "\r\ncontent-length:");
  int there = c->in + c->in_len - body;
  if (field && field < head_end) return there >= atoi(field + 17) ? atoi(field + 17) : -1;
  field = strcasestr(c->in, "\r\ntransfer-encoding: chunked");
  if (!field || field > head_end) return 0;
  char *last = memmem(body, there, "0\r\n\r\n", 5);
  return last ? last + 5 - body : -1;
}

static void read_requests(int fd) {
  Connection *c = of[fd];
  for (;;) {
    c->in[c->in_len] = 0;
    char *head_end = strstr(c->in, "\r\n\r\n");
    int length = head_end ? body_length(c, head_end) : -1;
    if (length < 0) return;
    if (!strncmp(c->in, "GET /__stats", 12)) answer_stats(fd);
    else answer_call(fd, c->in, head_end + 4, length);
    int used = head_end + 4 - c->in + length;
    memmove(c->in, c->in + used, c->in_len - used);
    c->in_len -= used;
  }
}

static void accept_all(void) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    if (fd >= MAX_FD) {
      close(fd);
      continue;
    }
    no_delay(fd);
    of[fd] = calloc(1, sizeof(Connection));
    of[fd]->in = malloc((of[fd]->in_cap = 8192) + 1);
    watch(epoll_fd, fd, EPOLL_CTL_ADD, EPOLLIN);
  }
}

static void read_from(int fd) {
  Connection *c = of[fd];
  if (c->in_cap - c->in_len < 4096) c->in = realloc(c->in, (c->in_cap *= 2) + 1);
  int got = recv(fd, c->in + c->in_len, c->in_cap - c->in_len, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return forget(fd);
  c->in_len += got;
  read_requests(fd);
}

static void prepare(Answer *answer, const char *body) {
  static const char head[] = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n%s";
  if ((answer->length = asprintf(&answer->bytes, head, strlen(body), body)) < 0) die("memory");
}

static void prepare_from(const char *folder) {
  for (int i = 1; i < 3; i++) {
    char file[1024], *name = strdup(answers[i].path + 1);
    name[strlen(name) - 1] = 0;
    snprintf(file, sizeof file, "%s/%s.json", folder, name);
    prepare(&answers[i], whole_file(file));
  }
}

int main(int argc, char **argv) {
  allow_many_files();
  tick = number(argc, argv, "--tick", 50) * 1000;
  events_each = number(argc, argv, "--events", 64);
  char text[1001], body[2048];
  memset(text, 'x', 1000), text[1000] = 0;
  snprintf(body, sizeof body,
           "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1774332696,\"model\":\"deepseek\",\"choices\":"
           "[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"%s\"}}],"
           "\"usage\":{\"prompt_tokens\":14,\"completion_tokens\":250,\"total_tokens\":264}}",
           text);
  prepare(&answers[0], body);
  const char *folder = option(argc, argv, "--answers", NULL);
  if (folder) prepare_from(folder);
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = loopback(number(argc, argv, "--port", 0));
  socklen_t size = sizeof address;
  if (bind(listener, (void *)&address, size) || listen(listener, 4096) || getsockname(listener, (void *)&address, &size)) die("listen");
  printf("ready %d\n", ntohs(address.sin_port));
  fflush(stdout);
  epoll_fd = epoll_create1(0);
  watch(epoll_fd, listener, EPOLL_CTL_ADD, EPOLLIN);
  for (struct epoll_event ready[512];;) {
    int count = epoll_wait(epoll_fd, ready, 512, stream_count ? 1 : 1000);
    for (int i = 0; i < count; i++) {
      int fd = ready[i].data.fd;
      if (fd == listener) accept_all();
      else {
        if (ready[i].events & EPOLLOUT) flush(fd);
        if (ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) read_from(fd);
      }
    }
    tick_streams();
  }
}
