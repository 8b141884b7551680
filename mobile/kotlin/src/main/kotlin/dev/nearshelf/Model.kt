package dev.nearshelf

import dev.nearshelf.blocking.BlockingModel
import dev.nearshelf.internal.handOver
import java.io.File
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * One model artifact (.nsm): ranking without a profile, off the caller's thread.
 *
 * @property blocking the same on the calling thread: it is memory and arithmetic, and takes well under a millisecond
 */
public class Model internal constructor(public val blocking: BlockingModel) : AutoCloseable {
    public val isClosed: Boolean get() = blocking.isClosed

    public fun info(): ModelInfo = blocking.info()

    /** Recommends after a session of these items, oldest first; none: what is popular. */
    public suspend fun recommend(
        after: List<String> = emptyList(),
        options: RecommendOptions = RecommendOptions(),
    ): Recommendations = withContext(Dispatchers.Default) { blocking.recommend(after, options) }

    /** Idempotent. */
    override fun close(): Unit = blocking.close()

    public companion object {
        /** Verifies all of an artifact, and keeps a copy of it outside the Java heap. */
        public suspend fun open(artifact: ByteArray): Model = opened { BlockingModel.open(artifact) }

        public suspend fun open(artifact: File): Model = opened { BlockingModel.open(artifact) }

        private suspend fun opened(open: () -> BlockingModel): Model =
            handOver(Dispatchers.IO, BlockingModel::close) { open() }.let(::Model)
    }
}
