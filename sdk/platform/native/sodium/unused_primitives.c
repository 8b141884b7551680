/* sodium_init() lets every primitive choose its fastest implementation, and so brings all of them. Nothing here uses
 * those below: with nothing to choose they stay out, 45 KB of them. A call to one of their functions does not link. */
#include <private/implementations.h>

int _crypto_generichash_blake2b_pick_best_implementation(void) { return 0; }
int _crypto_pwhash_argon2_pick_best_implementation(void) { return 0; }
int _crypto_scalarmult_curve25519_pick_best_implementation(void) { return 0; }
int _crypto_stream_salsa20_pick_best_implementation(void) { return 0; }
