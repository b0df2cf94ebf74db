// What the compiler expects of a C library, for a machine that has none: memory and wide integers.
//
// One call of a contract is one fresh instance that is thrown away afterwards, so the allocator is
// plain: free lists of power-of-two blocks over a heap that only grows. It costs little gas.

typedef __SIZE_TYPE__ size_t;
typedef unsigned char byte;
typedef unsigned long long u64;
typedef u64 __attribute__((aligned(1))) loose;
typedef unsigned __int128 u128;

extern byte __heap_base;

#define HEADER 16  // keeps the payload aligned for every type
#define CLASSES 24 // blocks of 16 bytes to 128 MiB, more than a contract may have

struct block {
    size_t class;
    struct block *next;
};

static struct block *released[CLASSES];
static size_t heap_end;

static void *grow(size_t size) {
    if (heap_end == 0) heap_end = ((size_t)&__heap_base + 15) & ~(size_t)15;
    size_t start = heap_end;
    if (size > 0xffffffffu - start) __builtin_trap();
    heap_end = start + size;
    size_t have = (size_t)__builtin_wasm_memory_size(0) << 16;
    if (heap_end > have || have == 0) {
        size_t pages = (heap_end - have + 65535) >> 16;
        if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) __builtin_trap();
    }
    return (void *)start;
}

void *malloc(size_t count) {
    size_t class = count <= 16 ? 0 : 28 - __builtin_clz((unsigned)count - 1);
    if (class >= CLASSES) __builtin_trap();
    struct block *block = released[class];
    if (block) {
        released[class] = block->next;
    } else {
        // Beyond 4 KiB exactly what is asked for: doubling it could hit the 12 MiB limit early.
        size_t room = class <= 8 ? (size_t)16 << class : (count + 15) & ~(size_t)15;
        block = grow(HEADER + room);
        block->class = class <= 8 ? class : CLASSES;
    }
    return (byte *)block + HEADER;
}

void free(void *pointer) {
    if (!pointer) return;
    struct block *block = (struct block *)((byte *)pointer - HEADER);
    if (block->class >= CLASSES) return;
    block->next = released[block->class];
    released[block->class] = block;
}

int posix_memalign(void **result, size_t alignment, size_t count) {
    if (alignment > HEADER) __builtin_trap();
    *result = malloc(count);
    return 0;
}

void *memmove(void *to, const void *from, size_t count) {
    byte *d = to;
    const byte *s = from;
    if (d == s) return to;
    if (d < s || d >= s + count) {
        // The machine reads and writes eight bytes at any address.
        for (; count >= 8; count -= 8, d += 8, s += 8) *(loose *)d = *(const loose *)s;
        while (count--) *d++ = *s++;
    } else {
        while (count--) d[count] = s[count];
    }
    return to;
}

void *memcpy(void *to, const void *from, size_t count) { return memmove(to, from, count); }

void *memset(void *to, int value, size_t count) {
    byte *d = to;
    u64 eight = (byte)value * 0x0101010101010101ull;
    for (; count >= 8; count -= 8, d += 8) *(loose *)d = eight;
    while (count--) *d++ = (byte)value;
    return to;
}

int memcmp(const void *left, const void *right, size_t count) {
    const byte *l = left, *r = right;
    for (; count--; l++, r++) {
        if (*l != *r) return *l - *r;
    }
    return 0;
}

// A contract has no chance: whatever asks for some gets the same bytes each time.
void arc4random_buf(void *to, size_t count) { memset(to, 0, count); }

static u128 join(u64 high, u64 low) { return ((u128)high << 64) | low; }

u128 __ashlti3(u128 value, int count) {
    u64 high = (u64)(value >> 64), low = (u64)value;
    if (count == 0) return value;
    if (count >= 64) return join(low << (count - 64), 0);
    return join(high << count | low >> (64 - count), low << count);
}

u128 __lshrti3(u128 value, int count) {
    u64 high = (u64)(value >> 64), low = (u64)value;
    if (count == 0) return value;
    if (count >= 64) return join(0, high >> (count - 64));
    return join(high >> count, low >> count | high << (64 - count));
}

u128 __multi3(u128 left, u128 right) {
    u64 a = (u64)left, b = (u64)right;
    u64 al = a & 0xffffffff, ah = a >> 32, bl = b & 0xffffffff, bh = b >> 32;
    u64 low = al * bl, mid1 = ah * bl, mid2 = al * bh, high = ah * bh;
    u64 carry = (low >> 32) + (mid1 & 0xffffffff) + (mid2 & 0xffffffff);
    u64 bottom = (low & 0xffffffff) | (carry << 32);
    u64 top = high + (mid1 >> 32) + (mid2 >> 32) + (carry >> 32);
    top += (u64)(left >> 64) * b + a * (u64)(right >> 64);
    return join(top, bottom);
}

static u128 divide(u128 left, u128 right, u128 *rest) {
    if (right == 0) __builtin_trap();
    if ((left >> 64) == 0 && (right >> 64) == 0) {
        *rest = (u64)left % (u64)right;
        return (u64)left / (u64)right;
    }
    u128 quotient = 0, remainder = 0;
    for (int bit = 127; bit >= 0; bit--) {
        u64 part = (u64)(bit < 64 ? left : left >> 64);
        remainder = (remainder << 1) | (part >> (bit & 63) & 1);
        if (remainder >= right) {
            remainder -= right;
            quotient |= (u128)1 << bit;
        }
    }
    *rest = remainder;
    return quotient;
}

u128 __udivti3(u128 left, u128 right) {
    u128 rest;
    return divide(left, right, &rest);
}

u128 __umodti3(u128 left, u128 right) {
    u128 rest;
    divide(left, right, &rest);
    return rest;
}
