package dev.nearshelf.internal

import dev.nearshelf.LogLevel

/**
 * What the core calls back for a shelf, on the thread that called it. Nothing that is thrown gets past here: a log or a
 * clock that fails must not fail a call.
 */
internal class Callbacks(
    private val log: ((LogLevel, String) -> Unit)?,
    private val clock: (() -> Long)?,
) {
    // Called from mobile/kotlin/native/callbacks.cc.
    @Suppress("unused")
    fun log(level: Int, message: ByteArray) {
        val log = log ?: return
        guarded { log(LogLevel.of(level), String(message, Charsets.UTF_8)) }
    }

    @Suppress("unused")
    fun nowMs(): Long {
        val clock = clock ?: return System.currentTimeMillis()
        return guarded { clock() } ?: System.currentTimeMillis()
    }

    /** This thread is in one of the functions above, of this object. */
    fun isRunningHere(): Boolean = running.get() === this

    private inline fun <R> guarded(call: () -> R): R? {
        val outer = running.get()
        running.set(this)
        return try {
            call()
        } catch (_: Throwable) {
            null
        } finally {
            running.set(outer)
        }
    }

    companion object {
        private val running = ThreadLocal<Callbacks?>()

        /** This thread is in a callback of some shelf. */
        fun isRunning(): Boolean = running.get() != null
    }
}
