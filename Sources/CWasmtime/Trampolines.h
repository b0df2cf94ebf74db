#ifndef CWASMTIME_TRAMPOLINES_H
#define CWASMTIME_TRAMPOLINES_H

#include "CWasmtime.h"

// A function of the library, and where its address goes.
typedef struct {
    const char *name;
    void **slot;
} cwasmtime_symbol;

extern const cwasmtime_symbol cwasmtime_symbols[];
extern const size_t cwasmtime_symbol_count;

#endif
