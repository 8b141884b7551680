// What the JavaScript around a module provides: the imports of the module named "nearshelf". The other side is
// wasm/npm/src/core/imports.ts. None of them throws; sizes and offsets in files are doubles, which hold 2^53 exactly.
#ifndef NEARSHELF_WASM_NATIVE_HOST_IMPORTS_H_
#define NEARSHELF_WASM_NATIVE_HOST_IMPORTS_H_

#include <cstddef>
#include <cstdint>

#define NEARSHELF_IMPORT(name) __attribute__((import_module("nearshelf"), import_name(name)))

extern "C" {

NEARSHELF_IMPORT("now_ms") double nearshelf_now_ms(void);
NEARSHELF_IMPORT("random") void nearshelf_random(uint8_t* bytes, size_t size);
// The hash that the host has computed of these bytes before the call; without one 0 comes back and nothing is written.
NEARSHELF_IMPORT("sha256") int32_t nearshelf_sha256(const uint8_t* bytes, size_t size, uint8_t* hash);
// 0: the bytes are known to have another hash. 1: they have this one, or the host looks at them after the call.
NEARSHELF_IMPORT("has_sha256")
int32_t nearshelf_has_sha256(const uint8_t* bytes, size_t size, const uint8_t* hash);
// Of a few hundred bytes at most, computed at once: writes 32 bytes to `code`.
NEARSHELF_IMPORT("hmac_sha256")
void nearshelf_hmac_sha256(const uint8_t* key, size_t key_size, const uint8_t* bytes, size_t size, uint8_t* code);
NEARSHELF_IMPORT("log") void nearshelf_log(int32_t level, const char* message, size_t size);

// Files of the database: 0 itself, 1 its rollback journal. A negative result is minus an nsh_status.
// Bytes read, fewer at the end of the file.
NEARSHELF_IMPORT("file_read") int32_t nearshelf_file_read(int32_t file, void* into, size_t size, double offset);
NEARSHELF_IMPORT("file_write") int32_t nearshelf_file_write(int32_t file, const void* from, size_t size, double offset);
NEARSHELF_IMPORT("file_truncate") int32_t nearshelf_file_truncate(int32_t file, double size);
NEARSHELF_IMPORT("file_flush") int32_t nearshelf_file_flush(int32_t file);
NEARSHELF_IMPORT("file_size") double nearshelf_file_size(int32_t file);

}  // extern "C"

#endif  // NEARSHELF_WASM_NATIVE_HOST_IMPORTS_H_
