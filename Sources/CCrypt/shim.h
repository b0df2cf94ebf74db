#include <crypt.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* prctl takes a variable number of arguments, which Swift cannot call. 0 when both took. */
static inline int secretctl_disable_core_dumps(void) {
    struct rlimit none = {0, 0};
    int limited = setrlimit(RLIMIT_CORE, &none);
    int hidden = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    return (limited == 0 && hidden == 0) ? 0 : -1;
}
