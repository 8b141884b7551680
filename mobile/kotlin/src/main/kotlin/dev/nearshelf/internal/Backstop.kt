package dev.nearshelf.internal

import java.lang.ref.PhantomReference
import java.lang.ref.ReferenceQueue
import java.util.Collections
import java.util.concurrent.ConcurrentHashMap

/**
 * Releases what an application forgot to close, once the garbage collector has found its owner unreachable. A backstop
 * only: nobody knows when that is. (java.lang.ref.Cleaner does the same, but Android has it from API 33 on.)
 */
internal object Backstop {
    private val queue = ReferenceQueue<Any>()
    private val guards: MutableSet<Guard> = Collections.newSetFromMap(ConcurrentHashMap())
    private val thread: Thread by lazy {
        Thread(::run, "nearshelf-backstop").apply {
            isDaemon = true
            start()
        }
    }

    class Guard(owner: Any, private val rescue: () -> Unit) : PhantomReference<Any>(owner, queue) {
        /** The owner was closed as it should be. */
        fun dismiss() {
            guards.remove(this)
            clear()
        }

        fun fire() {
            if (guards.remove(this)) rescue()
        }
    }

    /** [rescue] must not refer to [owner], or that would never become unreachable. */
    fun watch(owner: Any, rescue: () -> Unit): Guard {
        val guard = Guard(owner, rescue)
        guards.add(guard)
        thread.isAlive // starts it
        return guard
    }

    private fun run() {
        while (true) {
            try {
                (queue.remove() as Guard).fire()
            } catch (_: Throwable) {
                // Whatever a release ran into, the next one must not wait for it.
            }
        }
    }
}
