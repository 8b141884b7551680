package dev.nearshelf.internal

import dev.nearshelf.HttpResponse
import dev.nearshelf.LogLevel
import dev.nearshelf.NearshelfException
import dev.nearshelf.ShelfOptions
import dev.nearshelf.StatusCode
import dev.nearshelf.blocking.BlockingShelf
import dev.nearshelf.blocking.Moment
import dev.nearshelf.blocking.NextTask
import dev.nearshelf.blocking.SyncTask
import dev.nearshelf.blocking.TaskKind
import java.util.Collections
import java.util.concurrent.ConcurrentHashMap

/** What of a shelf has to be released: kept apart from the object that an application holds, for [Backstop]. */
internal class OpenShelf private constructor(pointer: Long, callbacks: Callbacks?, private val options: ShelfOptions) {
    /** Handed out and not finished yet; the core wants them back before the shelf goes. */
    private val tasks: MutableSet<Long> = Collections.newSetFromMap(ConcurrentHashMap())

    val handle = NativeHandle(pointer, "shelf", callbacks) {
        for (task in tasks) Native.taskFree(task)
        tasks.clear()
        Native.shelfClose(it)
    }

    fun nextTask(shelf: BlockingShelf, moment: Moment): NextTask = handle.use {
        val answer = answerOf(Native.shelfNextTask(it, moment.number))
        val waitMs = answer.long()
        val task = answer.long()
        if (task == 0L) return NextTask(null, waitMs)
        tasks.add(task)
        NextTask(answer.task(shelf, task), waitMs)
    }

    fun finish(task: SyncTask, response: HttpResponse?) {
        val outcome = WireWriter(256 + (response?.body?.size ?: 0))
            .int(response?.status ?: 0)
            .text(response?.retryAfter)
            .text(response?.etag)
            .bytes(response?.body ?: ByteArray(0))
            .toArray()
        handle.use {
            if (!tasks.remove(task.pointer)) throw done()
            checkAnswer(Native.shelfFinishTask(it, task.pointer, outcome))
        }
    }

    fun free(task: SyncTask) {
        // Of a closed shelf it was freed already.
        handle.useIfOpen { if (tasks.remove(task.pointer)) Native.taskFree(task.pointer) }
    }

    fun close() {
        handle.close()
    }

    /** The application forgot to close it. */
    fun rescue() {
        options.log?.let { log -> runCatching { log(LogLevel.WARNING, "a shelf was not closed: ${options.path}") } }
        handle.close()
    }

    private fun done() =
        NearshelfException(StatusCode.FAILED_PRECONDITION, "it was finished or freed already", "task")

    companion object {
        fun open(options: ShelfOptions): OpenShelf {
            val callbacks =
                if (options.log == null && options.clock == null) null else Callbacks(options.log, options.clock)
            val writer = WireWriter().shelfOptions(options)
            val request = writer.toArray()
            try {
                return OpenShelf(answerOf(Native.shelfOpen(request, callbacks)).long(), callbacks, options)
            } finally {
                writer.wipe()
                request.fill(0)
            }
        }
    }
}

private fun WireReader.task(shelf: BlockingShelf, pointer: Long): SyncTask {
    val kind = TaskKind.of(int())
    val timeoutMs = int().toLong() and 0xffffffffL
    val maxResponseBytes = long()
    val method = text()
    val url = text()
    val headers = List(int()) { text() to text() }
    val hasBody = flag()
    val body = bytes()
    return SyncTask(
        shelf, pointer, kind, timeoutMs, maxResponseBytes, method, url, headers, if (hasBody) body else null,
    )
}
