package dev.nearshelf.support

import dev.nearshelf.Consent
import dev.nearshelf.NearshelfException
import dev.nearshelf.Purposes
import dev.nearshelf.StatusCode
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.assertThrows

val keepsProfile = Consent(Purposes.PERSONALIZATION, "1")
val measured = Consent(Purposes.PERSONALIZATION + Purposes.MEASUREMENT, "1")

/** [call] has to fail with this code. */
inline fun assertFails(code: StatusCode, place: String? = null, crossinline call: () -> Unit): NearshelfException {
    val error = assertThrows<NearshelfException> { call() }
    assertEquals(code, error.code, error.toString())
    if (place != null) assertEquals(place, error.place)
    return error
}
