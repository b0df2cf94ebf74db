#ifndef CCURL_H
#define CCURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libcurl behind six calls. The library is loaded at the first request: it brings some thirty
// others along, which commands that never ask a network need not pay for.

// Loads libcurl.so.4 once. NULL when it is there, else what is wrong (lives forever).
// Safe from any thread.
const char *ccurl_load(void);

// One easy handle with the connections that it keeps open. For one thread at a time.
typedef struct ccurl_session ccurl_session;
ccurl_session *ccurl_open(void);
void ccurl_close(ccurl_session *session);

typedef struct {
    const char *url;
    // NULL for GET; else the JSON body of a POST.
    const uint8_t *body;
    size_t body_count;
    // "Name: value", or NULL. One that says what to accept takes the place of our own.
    const char *extra_header;
    const char *user_agent;
    int64_t connect_timeout_ms;
    int64_t total_timeout_ms;
    // Bytes of answer at most.
    size_t answer_max;
    // Bytes of status line and headers at most; 0 does not gather them.
    size_t head_max;
    // Not zero: stop as soon as possible. Read while the request runs.
    const volatile int *cancelled;
} ccurl_request;

typedef struct {
    // libcurl's code, 0 when an answer came.
    int code;
    char error[256];
    // HTTP status, 0 without an answer.
    long status;
    // False only when certainly no byte of the request reached the connection.
    bool was_sent;
    bool is_too_long;
    bool was_cancelled;
    // Where a redirect points, or NULL. Valid until the session's next request.
    const char *redirect;
    // The answer's body; the caller frees it with ccurl_free.
    uint8_t *body;
    size_t body_count;
    // Status line and headers of the last answer, where asked for; freed as the body is.
    uint8_t *head;
    size_t head_count;
} ccurl_answer;

void ccurl_perform(ccurl_session *session, const ccurl_request *request, ccurl_answer *answer);
void ccurl_free(uint8_t *body);

#endif
