#include "CCurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// The headers type-check calls by macros of these names; we call through pointers.
#undef curl_easy_setopt
#undef curl_easy_getinfo

static struct {
    CURLcode (*global_init)(long);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    void (*easy_reset)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_perform)(CURL *);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    const char *(*easy_strerror)(CURLcode);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
} lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];
static bool failed;

static void fail(const char *why) {
    failed = true;
    strncpy(failure, why ? why : "unknown reason", sizeof failure - 1);
}

static void load(void) {
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        fail(dlerror());
        return;
    }
    const struct { const char *name; void **slot; } symbols[] = {
        {"curl_global_init", (void **)&lib.global_init},
        {"curl_easy_init", (void **)&lib.easy_init},
        {"curl_easy_cleanup", (void **)&lib.easy_cleanup},
        {"curl_easy_reset", (void **)&lib.easy_reset},
        {"curl_easy_setopt", (void **)&lib.easy_setopt},
        {"curl_easy_perform", (void **)&lib.easy_perform},
        {"curl_easy_getinfo", (void **)&lib.easy_getinfo},
        {"curl_easy_strerror", (void **)&lib.easy_strerror},
        {"curl_slist_append", (void **)&lib.slist_append},
        {"curl_slist_free_all", (void **)&lib.slist_free_all},
    };
    for (size_t index = 0; index < sizeof symbols / sizeof symbols[0]; index++) {
        *symbols[index].slot = dlsym(handle, symbols[index].name);
        if (!*symbols[index].slot) {
            fail(dlerror());
            return;
        }
    }
    if (lib.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) fail("curl_global_init failed");
}

const char *ccurl_load(void) {
    pthread_once(&once, load);
    return failed ? failure : NULL;
}

struct ccurl_session {
    CURL *easy;
};

ccurl_session *ccurl_open(void) {
    if (ccurl_load()) return NULL;
    ccurl_session *session = calloc(1, sizeof *session);
    if (!session) return NULL;
    session->easy = lib.easy_init();
    if (!session->easy) {
        free(session);
        return NULL;
    }
    return session;
}

void ccurl_close(ccurl_session *session) {
    if (!session) return;
    lib.easy_cleanup(session->easy);
    free(session);
}

void ccurl_free(uint8_t *body) { free(body); }

// Where the answer is gathered.
typedef struct {
    ccurl_answer *answer;
    size_t capacity;
    size_t max;
} gathering;

static size_t gather(char *bytes, size_t size, size_t count, void *context) {
    gathering *into = context;
    ccurl_answer *answer = into->answer;
    size_t more = size * count;
    if (more > into->max - answer->body_count) {
        answer->is_too_long = true;
        return 0;
    }
    size_t wanted = answer->body_count + more;
    if (wanted > into->capacity) {
        size_t capacity = into->capacity ? into->capacity : 4096;
        while (capacity < wanted) capacity *= 2;
        uint8_t *body = realloc(answer->body, capacity);
        if (!body) return 0;
        answer->body = body;
        into->capacity = capacity;
    }
    memcpy(answer->body + answer->body_count, bytes, more);
    answer->body_count = wanted;
    return more;
}

// Where the head is gathered. Called once a line; each answer on the way begins anew.
static size_t gather_head(char *bytes, size_t size, size_t count, void *context) {
    gathering *into = context;
    ccurl_answer *answer = into->answer;
    size_t more = size * count;
    if (more >= 5 && !memcmp(bytes, "HTTP/", 5)) answer->head_count = 0;
    if (more > into->max - answer->head_count) {
        answer->is_too_long = true;
        return 0;
    }
    size_t wanted = answer->head_count + more;
    if (wanted > into->capacity) {
        size_t capacity = into->capacity ? into->capacity : 4096;
        while (capacity < wanted) capacity *= 2;
        uint8_t *head = realloc(answer->head, capacity);
        if (!head) return 0;
        answer->head = head;
        into->capacity = capacity;
    }
    memcpy(answer->head + answer->head_count, bytes, more);
    answer->head_count = wanted;
    return more;
}

static int watch(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    const ccurl_request *request = context;
    return request->cancelled && *request->cancelled ? 1 : 0;
}

static void set_up(
    CURL *easy, const ccurl_request *request, struct curl_slist *headers, gathering *into
) {
    // Reset keeps live connections and the DNS cache.
    lib.easy_reset(easy);
    lib.easy_setopt(easy, CURLOPT_ERRORBUFFER, into->answer->error);
    lib.easy_setopt(easy, CURLOPT_URL, request->url);
    lib.easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
    lib.easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    lib.easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    lib.easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    lib.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    lib.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_timeout_ms);
    lib.easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->total_timeout_ms);
    lib.easy_setopt(easy, CURLOPT_USERAGENT, request->user_agent);
    lib.easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    lib.easy_setopt(easy, CURLOPT_WRITEFUNCTION, gather);
    lib.easy_setopt(easy, CURLOPT_WRITEDATA, into);
    lib.easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    lib.easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, watch);
    lib.easy_setopt(easy, CURLOPT_XFERINFODATA, request);
    if (request->body) {
        lib.easy_setopt(easy, CURLOPT_POST, 1L);
        lib.easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_count);
        lib.easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
    }
}

static struct curl_slist *headers_of(const ccurl_request *request) {
    struct curl_slist *headers = NULL;
    if (!request->extra_header || strncasecmp(request->extra_header, "Accept:", 7))
        headers = lib.slist_append(headers, "Accept: application/json");
    if (request->body) {
        headers = lib.slist_append(headers, "Content-Type: application/json");
        // Never wait for "100 Continue": servers that do not know it cost a second.
        headers = lib.slist_append(headers, "Expect:");
    }
    if (request->extra_header) headers = lib.slist_append(headers, request->extra_header);
    return headers;
}

void ccurl_perform(ccurl_session *session, const ccurl_request *request, ccurl_answer *answer) {
    memset(answer, 0, sizeof *answer);
    gathering into = {answer, 0, request->answer_max};
    gathering head = {answer, 0, request->head_max};
    struct curl_slist *headers = headers_of(request);
    set_up(session->easy, request, headers, &into);
    if (request->head_max) {
        lib.easy_setopt(session->easy, CURLOPT_HEADERFUNCTION, gather_head);
        lib.easy_setopt(session->easy, CURLOPT_HEADERDATA, &head);
    }
    CURLcode code = lib.easy_perform(session->easy);
    answer->code = (int)code;
    if (code != CURLE_OK && !answer->error[0])
        strncpy(answer->error, lib.easy_strerror(code), sizeof answer->error - 1);
    answer->was_cancelled = code == CURLE_ABORTED_BY_CALLBACK;
    long size = 0;
    curl_off_t before = 0;
    char *redirect = NULL;
    lib.easy_getinfo(session->easy, CURLINFO_RESPONSE_CODE, &answer->status);
    lib.easy_getinfo(session->easy, CURLINFO_REQUEST_SIZE, &size);
    lib.easy_getinfo(session->easy, CURLINFO_PRETRANSFER_TIME_T, &before);
    lib.easy_getinfo(session->easy, CURLINFO_REDIRECT_URL, &redirect);
    // The request goes out after "pretransfer": connected, proxied and TLS agreed. The size also
    // counts what was said to a proxy, so either alone would be wrong.
    answer->was_sent = code == CURLE_OK || (size > 0 && before > 0);
    answer->redirect = redirect;
    // The handle must not keep pointers into this frame.
    lib.easy_setopt(session->easy, CURLOPT_HTTPHEADER, NULL);
    lib.easy_setopt(session->easy, CURLOPT_ERRORBUFFER, NULL);
    lib.easy_setopt(session->easy, CURLOPT_HEADERFUNCTION, NULL);
    lib.easy_setopt(session->easy, CURLOPT_HEADERDATA, NULL);
    lib.slist_free_all(headers);
}
