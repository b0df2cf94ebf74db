#define _GNU_SOURCE
#include "CWasmtime.h"

#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "Trampolines.h"

static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
static bool loaded;
static _Thread_local char failure[512];

// The library at `path` with all that we call in it, or NULL and `failure` filled.
static void *open_library(const char *path) {
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char *why = dlerror();
        snprintf(failure, sizeof failure, "%s", why ? why : "unknown reason");
        return NULL;
    }
    for (size_t index = 0; index < cwasmtime_symbol_count; index++) {
        if (dlsym(handle, cwasmtime_symbols[index].name)) continue;
        snprintf(
            failure, sizeof failure, "it has no function %s", cwasmtime_symbols[index].name);
        dlclose(handle);
        return NULL;
    }
    return handle;
}

const char *cwasmtime_examine(const char *path) {
    void *handle = open_library(path);
    if (!handle) return failure;
    dlclose(handle);
    return NULL;
}

const char *cwasmtime_load(const char *path) {
    pthread_mutex_lock(&loading);
    void *handle = loaded ? NULL : open_library(path);
    if (handle) {
        for (size_t index = 0; index < cwasmtime_symbol_count; index++)
            *cwasmtime_symbols[index].slot = dlsym(handle, cwasmtime_symbols[index].name);
        loaded = true;
    }
    const char *error = loaded ? NULL : failure;
    pthread_mutex_unlock(&loading);
    return error;
}

size_t cwasmtime_stack_left(void) {
    static _Thread_local uintptr_t lowest;
    if (!lowest) {
        pthread_attr_t attributes;
        void *address;
        size_t size;
        if (pthread_getattr_np(pthread_self(), &attributes)) return SIZE_MAX;
        int failed = pthread_attr_getstack(&attributes, &address, &size);
        pthread_attr_destroy(&attributes);
        if (failed) return SIZE_MAX;
        lowest = (uintptr_t)address;
    }
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    return here > lowest ? here - lowest : 0;
}

void cwasmtime_return_memory(void) { malloc_trim(0); }

// Four lanes of multiply and rotate, so that memory and not arithmetic is the limit.
uint64_t cwasmtime_checksum(const uint8_t *bytes, size_t count) {
    const uint64_t factor = 0x9e3779b97f4a7c15;
    uint64_t lanes[4] = {count, ~count, factor, ~factor};
    size_t index = 0;
    for (; index + 32 <= count; index += 32) {
        uint64_t words[4];
        memcpy(words, bytes + index, sizeof words);
        for (int lane = 0; lane < 4; lane++) {
            uint64_t mixed = (lanes[lane] ^ words[lane]) * factor;
            lanes[lane] = mixed << 29 | mixed >> 35;
        }
    }
    for (; index < count; index++) {
        uint64_t mixed = (lanes[0] ^ bytes[index]) * factor;
        lanes[0] = mixed << 29 | mixed >> 35;
    }
    uint64_t sum = 0;
    for (int lane = 0; lane < 4; lane++) {
        sum = (sum ^ lanes[lane]) * factor;
        sum ^= sum >> 32;
    }
    return sum;
}
