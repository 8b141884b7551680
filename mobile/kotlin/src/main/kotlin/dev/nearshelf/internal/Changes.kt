package dev.nearshelf.internal

import dev.nearshelf.Change
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.onSubscription
import kotlinx.coroutines.flow.transformWhile

/** Tells whoever listens what happened to a shelf. Telling never waits for them. */
internal class Changes {
    private val generations = MutableStateFlow(0L)
    private val shared = MutableSharedFlow<Change?>(
        extraBufferCapacity = 64,
        onBufferOverflow = BufferOverflow.DROP_OLDEST,
    )

    /** Grows with every change; [CLOSED] in the end. Of a burst of changes only the last is seen. */
    val generation: StateFlow<Long> get() = generations

    /** Completes when the shelf is closed, or at once when it is already. */
    val flow: Flow<Change> = shared
        .onSubscription { if (generations.value == CLOSED) emit(null) }
        .transformWhile { change ->
            if (change != null) emit(change)
            change != null
        }

    fun tell(change: Change) {
        while (true) {
            val now = generations.value
            if (now == CLOSED) return
            if (generations.compareAndSet(now, now + 1)) break
        }
        shared.tryEmit(change)
    }

    fun close() {
        generations.value = CLOSED
        shared.tryEmit(null)
    }

    companion object {
        const val CLOSED = -1L
    }
}
