package dev.nearshelf.internal

import dev.nearshelf.NearshelfException
import dev.nearshelf.StatusCode
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

/**
 * An object of the core that may be closed while other threads use it: it is released when the last of them is done,
 * and whoever comes later gets a clear error instead of freed memory.
 *
 * @property what its name in that error
 * @property callbacks of the object, whose code must not call it
 */
internal class NativeHandle(
    private val pointer: Long,
    private val what: String,
    private val callbacks: Callbacks? = null,
    private val release: (Long) -> Unit,
) {
    /** How many calls are running; with [CLOSED] in it, no further one may begin. */
    private val state = AtomicInteger(0)
    private val released = CountDownLatch(1)

    val isClosed: Boolean get() = state.get() < 0

    inline fun <R> use(call: (Long) -> R): R {
        enter()
        try {
            return call(pointer)
        } finally {
            leave()
        }
    }

    /** The same where a closed object leaves nothing to be done. */
    inline fun useIfOpen(call: (Long) -> Unit) {
        if (!tryEnter()) return
        try {
            call(pointer)
        } finally {
            leave()
        }
    }

    /**
     * No further call begins. Idempotent. Waits for the calls that are running, except in a callback: that one is inside
     * of such a call.
     */
    fun close() {
        while (true) {
            val users = state.get()
            if (users < 0) break
            if (!state.compareAndSet(users, users or CLOSED)) continue
            if (users == 0) free()
            break
        }
        if (!Callbacks.isRunning()) awaitReleased()
    }

    fun enter() {
        if (callbacks != null && callbacks.isRunningHere()) {
            throw NearshelfException(StatusCode.FAILED_PRECONDITION, "called from a callback of the same $what", what)
        }
        if (!tryEnter()) throw NearshelfException(StatusCode.FAILED_PRECONDITION, "the $what is closed", what)
    }

    fun tryEnter(): Boolean {
        while (true) {
            val users = state.get()
            if (users < 0) return false
            if (state.compareAndSet(users, users + 1)) return true
        }
    }

    fun leave() {
        if (state.decrementAndGet() == CLOSED) free()
    }

    private fun free() {
        try {
            release(pointer)
        } finally {
            released.countDown()
        }
    }

    private fun awaitReleased() {
        var interrupted = false
        while (true) {
            try {
                released.await()
                break
            } catch (_: InterruptedException) {
                interrupted = true
            }
        }
        if (interrupted) Thread.currentThread().interrupt()
    }

    private companion object {
        const val CLOSED = Int.MIN_VALUE
    }
}
