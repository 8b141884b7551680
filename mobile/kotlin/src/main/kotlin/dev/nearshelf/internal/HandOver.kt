package dev.nearshelf.internal

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext

/**
 * Runs [open] elsewhere and gives what it made. When the caller is cancelled meanwhile nobody would ever close that: it
 * is closed here.
 */
internal suspend fun <T> handOver(dispatcher: CoroutineDispatcher, close: (T) -> Unit, open: () -> T): T {
    currentCoroutineContext().ensureActive()
    return withContext(NonCancellable + dispatcher) { open() }.also { made ->
        try {
            currentCoroutineContext().ensureActive()
        } catch (e: Throwable) {
            withContext(NonCancellable + dispatcher) { close(made) }
            throw e
        }
    }
}
