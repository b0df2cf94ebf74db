#ifndef CWASMTIME_H
#define CWASMTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The part of Wasmtime's C interface (version 50) that the Wasm room calls, and nothing else. The
// library itself is loaded at run time: `cwasmtime_load`. Before that succeeded, no other function
// here may be called. scripts/generate-wasmtime.py makes Trampolines.c from this file.

// Loads the shared library at `path`, once for the process. NULL when it is loaded (now, or before
// from any path), else what is wrong, in a buffer of the calling thread. After a failure another
// path may be tried. Safe from any thread.
const char *cwasmtime_load(const char *path);

// What keeps the file at `path` from being that library, or NULL. It is not kept loaded.
const char *cwasmtime_examine(const char *path);

// Bytes of stack left to the calling thread below its caller; SIZE_MAX where that is not known.
size_t cwasmtime_stack_left(void);

// Gives memory that the allocator keeps for later back to the system.
void cwasmtime_return_memory(void);

// 64 bits that change when `bytes` is damaged. No protection against somebody who means it.
uint64_t cwasmtime_checksum(const uint8_t *bytes, size_t count);

// A trap that an import ends the run with; Swift keeps the reason beside it.
#define CWASMTIME_HOST_TRAP "host"

typedef struct wasm_config_t wasm_config_t;
typedef struct wasm_engine_t wasm_engine_t;
typedef struct wasm_trap_t wasm_trap_t;
typedef struct wasm_functype_t wasm_functype_t;
typedef struct wasm_valtype_t wasm_valtype_t;
typedef struct wasm_externtype_t wasm_externtype_t;
typedef struct wasm_importtype_t wasm_importtype_t;
typedef struct wasm_exporttype_t wasm_exporttype_t;
typedef struct wasmtime_error wasmtime_error_t;
typedef struct wasmtime_module wasmtime_module_t;
typedef struct wasmtime_store wasmtime_store_t;
typedef struct wasmtime_context wasmtime_context_t;
typedef struct wasmtime_linker wasmtime_linker_t;
typedef struct wasmtime_instance_pre wasmtime_instance_pre_t;
typedef struct wasmtime_caller wasmtime_caller_t;

typedef struct wasm_byte_vec_t { size_t size; char *data; } wasm_byte_vec_t;
typedef struct wasm_valtype_vec_t { size_t size; wasm_valtype_t **data; } wasm_valtype_vec_t;
typedef struct wasm_importtype_vec_t { size_t size; wasm_importtype_t **data; } wasm_importtype_vec_t;
typedef struct wasm_exporttype_vec_t { size_t size; wasm_exporttype_t **data; } wasm_exporttype_vec_t;

// Kinds of values and of things that modules give and take.
enum { CWASMTIME_I32 = 0, CWASMTIME_I64 = 1, CWASMTIME_F32 = 2, CWASMTIME_F64 = 3 };
enum { CWASMTIME_FUNC = 0, CWASMTIME_GLOBAL = 1, CWASMTIME_TABLE = 2, CWASMTIME_MEMORY = 3 };
enum { CWASMTIME_STRATEGY_CRANELIFT = 1, CWASMTIME_OPT_LEVEL_SPEED = 1 };

// Trap codes of instructions.
enum {
    CWASMTIME_TRAP_STACK_OVERFLOW = 0,
    CWASMTIME_TRAP_MEMORY_OUT_OF_BOUNDS = 1,
    CWASMTIME_TRAP_TABLE_OUT_OF_BOUNDS = 3,
    CWASMTIME_TRAP_INDIRECT_CALL_TO_NULL = 4,
    CWASMTIME_TRAP_BAD_SIGNATURE = 5,
    CWASMTIME_TRAP_INTEGER_OVERFLOW = 6,
    CWASMTIME_TRAP_DIVISION_BY_ZERO = 7,
    CWASMTIME_TRAP_BAD_CONVERSION = 8,
    CWASMTIME_TRAP_UNREACHABLE = 9,
};

typedef struct wasmtime_func { uint64_t store_id; void *private_1; } wasmtime_func_t;
typedef struct wasmtime_memory {
    struct { uint64_t store_id; uint32_t private_1; } of;
    uint32_t private_2;
} wasmtime_memory_t;
typedef struct wasmtime_global {
    uint64_t store_id;
    uint32_t private_1, private_2, private_3;
} wasmtime_global_t;
typedef struct wasmtime_instance { uint64_t store_id; size_t private_1; } wasmtime_instance_t;

typedef struct wasmtime_extern {
    uint8_t kind;
    union { wasmtime_func_t func; wasmtime_global_t global; wasmtime_memory_t memory; } of;
} wasmtime_extern_t;

// A value with its kind.
typedef struct wasmtime_val {
    uint8_t kind;
    union { int32_t i32; int64_t i64; uint8_t v128[16]; uint64_t words[3]; } of;
} wasmtime_val_t;

// A value whose kind both sides know: arguments, and in the same place the results.
typedef union wasmtime_val_raw {
    int32_t i32;
    int64_t i64;
    uint8_t v128[16];
    void *funcref;
} wasmtime_val_raw_t;

_Static_assert(sizeof(wasmtime_val_t) == 32, "wasmtime_val_t");
_Static_assert(sizeof(wasmtime_val_raw_t) == 16, "wasmtime_val_raw_t");
_Static_assert(sizeof(wasmtime_extern_t) == 32, "wasmtime_extern_t");
_Static_assert(sizeof(wasmtime_func_t) == 16, "wasmtime_func_t");
_Static_assert(sizeof(wasmtime_memory_t) == 24, "wasmtime_memory_t");
_Static_assert(sizeof(wasmtime_global_t) == 24, "wasmtime_global_t");
_Static_assert(sizeof(wasmtime_instance_t) == 16, "wasmtime_instance_t");

// `values` holds the arguments and takes the results. NULL, or a trap that becomes the callee's.
typedef wasm_trap_t *(*wasmtime_func_unchecked_callback_t)(
    void *env, wasmtime_caller_t *caller, wasmtime_val_raw_t *values, size_t count);
typedef void (*cwasmtime_finalizer_t)(void *data);

// -- functions of the library; one declaration ends with each semicolon --

wasm_config_t *wasm_config_new(void);
void wasmtime_config_strategy_set(wasm_config_t *config, uint8_t strategy);
void wasmtime_config_cranelift_opt_level_set(wasm_config_t *config, uint8_t level);
void wasmtime_config_cranelift_nan_canonicalization_set(wasm_config_t *config, bool on);
void wasmtime_config_parallel_compilation_set(wasm_config_t *config, bool on);
void wasmtime_config_consume_fuel_set(wasm_config_t *config, bool on);
void wasmtime_config_epoch_interruption_set(wasm_config_t *config, bool on);
void wasmtime_config_max_wasm_stack_set(wasm_config_t *config, size_t bytes);
void wasmtime_config_memory_init_cow_set(wasm_config_t *config, bool on);
void wasmtime_config_signals_based_traps_set(wasm_config_t *config, bool on);
void wasmtime_config_native_unwind_info_set(wasm_config_t *config, bool on);
void wasmtime_config_gc_support_set(wasm_config_t *config, bool on);
void wasmtime_config_shared_memory_set(wasm_config_t *config, bool on);
void wasmtime_config_concurrency_support_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_threads_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_tail_call_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_reference_types_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_function_references_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_gc_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_simd_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_relaxed_simd_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_bulk_memory_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_multi_value_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_multi_memory_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_memory64_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_exceptions_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_wide_arithmetic_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_custom_page_sizes_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_stack_switching_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_component_model_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_component_model_async_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_component_model_more_async_builtins_set(wasm_config_t *config, bool on);
void wasmtime_config_wasm_component_model_async_stackful_set(wasm_config_t *config, bool on);

wasm_engine_t *wasm_engine_new_with_config(wasm_config_t *config);
void wasm_engine_delete(wasm_engine_t *engine);

wasmtime_error_t *wasmtime_module_new(
    wasm_engine_t *engine, const uint8_t *wasm, size_t count, wasmtime_module_t **module);
wasmtime_error_t *wasmtime_module_validate(
    wasm_engine_t *engine, const uint8_t *wasm, size_t count);
void wasmtime_module_delete(wasmtime_module_t *module);
void wasmtime_module_imports(const wasmtime_module_t *module, wasm_importtype_vec_t *imports);
void wasmtime_module_exports(const wasmtime_module_t *module, wasm_exporttype_vec_t *exports);
wasmtime_error_t *wasmtime_module_serialize(wasmtime_module_t *module, wasm_byte_vec_t *bytes);
wasmtime_error_t *wasmtime_module_deserialize_file(
    wasm_engine_t *engine, const char *path, wasmtime_module_t **module);

wasmtime_store_t *wasmtime_store_new(
    wasm_engine_t *engine, void *data, cwasmtime_finalizer_t finalizer);
wasmtime_context_t *wasmtime_store_context(wasmtime_store_t *store);
void wasmtime_store_limiter(
    wasmtime_store_t *store, int64_t memory_bytes, int64_t table_elements, int64_t instances,
    int64_t tables, int64_t memories);
void wasmtime_store_delete(wasmtime_store_t *store);
void wasmtime_context_set_data(wasmtime_context_t *context, void *data);
void *wasmtime_context_get_data(const wasmtime_context_t *context);

wasmtime_linker_t *wasmtime_linker_new(wasm_engine_t *engine);
void wasmtime_linker_delete(wasmtime_linker_t *linker);
wasmtime_error_t *wasmtime_linker_define_func_unchecked(
    wasmtime_linker_t *linker, const char *module, size_t module_count, const char *name,
    size_t name_count, const wasm_functype_t *type, wasmtime_func_unchecked_callback_t callback,
    void *data, cwasmtime_finalizer_t finalizer);
wasmtime_error_t *wasmtime_linker_instantiate_pre(
    const wasmtime_linker_t *linker, const wasmtime_module_t *module,
    wasmtime_instance_pre_t **prepared);
void wasmtime_instance_pre_delete(wasmtime_instance_pre_t *prepared);
wasmtime_error_t *wasmtime_instance_pre_instantiate(
    const wasmtime_instance_pre_t *prepared, wasmtime_context_t *context,
    wasmtime_instance_t *instance, wasm_trap_t **trap);
bool wasmtime_instance_export_get(
    wasmtime_context_t *context, const wasmtime_instance_t *instance, const char *name,
    size_t name_count, wasmtime_extern_t *item);

wasmtime_context_t *wasmtime_caller_context(wasmtime_caller_t *caller);
wasmtime_error_t *wasmtime_func_call_unchecked(
    wasmtime_context_t *context, const wasmtime_func_t *function, wasmtime_val_raw_t *values,
    size_t count, wasm_trap_t **trap);
uint8_t *wasmtime_memory_data(const wasmtime_context_t *context, const wasmtime_memory_t *memory);
size_t wasmtime_memory_data_size(
    const wasmtime_context_t *context, const wasmtime_memory_t *memory);
void wasmtime_global_get(
    wasmtime_context_t *context, const wasmtime_global_t *global, wasmtime_val_t *value);
wasmtime_error_t *wasmtime_global_set(
    wasmtime_context_t *context, const wasmtime_global_t *global, const wasmtime_val_t *value);

void wasmtime_error_message(const wasmtime_error_t *error, wasm_byte_vec_t *message);
void wasmtime_error_delete(wasmtime_error_t *error);
wasm_trap_t *wasmtime_trap_new(const char *message, size_t count);
bool wasmtime_trap_code(const wasm_trap_t *trap, uint8_t *code);
void wasm_trap_delete(wasm_trap_t *trap);
void wasm_byte_vec_delete(wasm_byte_vec_t *bytes);

wasm_functype_t *wasm_functype_new(wasm_valtype_vec_t *parameters, wasm_valtype_vec_t *results);
void wasm_functype_delete(wasm_functype_t *type);
const wasm_valtype_vec_t *wasm_functype_params(const wasm_functype_t *type);
const wasm_valtype_vec_t *wasm_functype_results(const wasm_functype_t *type);
wasm_valtype_t *wasm_valtype_new(uint8_t kind);
uint8_t wasm_valtype_kind(const wasm_valtype_t *type);
void wasm_valtype_vec_new(wasm_valtype_vec_t *out, size_t count, wasm_valtype_t *const *types);
const wasm_byte_vec_t *wasm_importtype_module(const wasm_importtype_t *type);
const wasm_byte_vec_t *wasm_importtype_name(const wasm_importtype_t *type);
const wasm_externtype_t *wasm_importtype_type(const wasm_importtype_t *type);
void wasm_importtype_vec_delete(wasm_importtype_vec_t *imports);
const wasm_byte_vec_t *wasm_exporttype_name(const wasm_exporttype_t *type);
const wasm_externtype_t *wasm_exporttype_type(const wasm_exporttype_t *type);
void wasm_exporttype_vec_delete(wasm_exporttype_vec_t *exports);
uint8_t wasm_externtype_kind(const wasm_externtype_t *type);
const wasm_functype_t *wasm_externtype_as_functype_const(const wasm_externtype_t *type);

// -- end of the library's functions --

#endif
