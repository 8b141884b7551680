package dev.nearshelf

import dev.nearshelf.internal.Native
import dev.nearshelf.internal.NativeLibrary

/** What the native library tells of itself. */
public object Nearshelf {
    /** "0.1.0". */
    public val version: String
        get() {
            NativeLibrary.ensure()
            return String(Native.version(), Charsets.UTF_8)
        }

    /** Loads the native library, which else happens with the first shelf or model; throws when there is none. */
    public fun load(): Unit = NativeLibrary.ensure()

    /** "INVALID_ARGUMENT" for 1; "UNKNOWN" for a number that the library does not know either. */
    public fun statusName(number: Int): String {
        NativeLibrary.ensure()
        return String(Native.statusName(number), Charsets.UTF_8)
    }
}
