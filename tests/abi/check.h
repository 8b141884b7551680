/* Checks for tests in plain C: a program ends with 1 when one of its checks failed. */
#ifndef NEARSHELF_TESTS_ABI_CHECK_H_
#define NEARSHELF_TESTS_ABI_CHECK_H_

#include <nearshelf/nearshelf.h>

/* Says where and what when `condition` is 0. */
#define CHECK(condition) check_that((condition) != 0, #condition, __FILE__, __LINE__)
/* The call's status and the code in its error must both be `status`; the name of a place may be required. */
#define CHECK_STATUS(call, status) check_status((call), (status), "", #call, __FILE__, __LINE__)
#define CHECK_REFUSED(call, status, place) check_status((call), (status), (place), #call, __FILE__, __LINE__)

/* Every call under test gets this one, filled with rubbish before. */
extern nsh_error check_error;
/* &check_error, with rubbish in it. */
nsh_error* fresh_error(void);

void check_that(int ok, const char* what, const char* file, int line);
void check_status(nsh_status got, nsh_status wanted, const char* place, const char* what, const char* file, int line);
int check_result(void);

nsh_string text(const char* literal);
int equals(nsh_string a, const char* b);

/* The bytes of a model of tests/conformance/sessions; the caller frees them. Ends the program when it cannot be read.
 */
void* read_model(const char* directory, const char* name, size_t* size);

/* A shelf in memory with the model shop-1 and a clock that reads `*now_ms`. */
nsh_shelf* make_shelf(const char* directory, int64_t* now_ms);
int64_t read_clock(void* now_ms);
nsh_status view(nsh_shelf* shelf, const char* item_id);

/* Takes the decision that these purposes are granted. */
void grant(nsh_shelf* shelf, uint32_t purposes);

#endif /* NEARSHELF_TESTS_ABI_CHECK_H_ */
