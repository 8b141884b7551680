package dev.nearshelf.support

import dev.nearshelf.Nearshelf
import dev.nearshelf.NearshelfException

/** Says the version of the native library, or twice why there is none. */
fun main() {
    repeat(2) {
        try {
            println(Nearshelf.version)
            return
        } catch (e: NearshelfException) {
            println("${e.code} ${e.place} ${e.reason.lines().first()}")
        }
    }
}
