package dev.nearshelf.blocking

import dev.nearshelf.ModelInfo
import dev.nearshelf.RecommendOptions
import dev.nearshelf.Recommendations
import dev.nearshelf.internal.ArtifactBuffer
import dev.nearshelf.internal.Backstop
import dev.nearshelf.internal.KnownItems
import dev.nearshelf.internal.Native
import dev.nearshelf.internal.NativeHandle
import dev.nearshelf.internal.NativeLibrary
import dev.nearshelf.internal.WireWriter
import dev.nearshelf.internal.answerOf
import dev.nearshelf.internal.modelInfo
import dev.nearshelf.internal.recommendOptions
import dev.nearshelf.internal.recommendations
import java.io.File

/**
 * One model artifact (.nsm): ranking without a profile, on the calling thread. Never changes, and may be used by every
 * thread at once. Every call throws a [dev.nearshelf.NearshelfException] when it fails.
 */
public class BlockingModel internal constructor(pointer: Long) : AutoCloseable {
    private val handle = NativeHandle(pointer, "model", release = Native::modelClose)
    private val knownItems = KnownItems()
    private val guard = handle.let { handle -> Backstop.watch(this) { handle.close() } }

    public val isClosed: Boolean get() = handle.isClosed

    public fun info(): ModelInfo = handle.use { answerOf(Native.modelInfo(it)).modelInfo() }

    /** Recommends after a session of these items, oldest first; none: what is popular. */
    public fun recommend(
        after: List<String> = emptyList(),
        options: RecommendOptions = RecommendOptions(),
    ): Recommendations {
        val request = WireWriter().texts(after).recommendOptions(options).toArray()
        return answerOf(handle.use { Native.modelRecommend(it, request) }).recommendations(knownItems)
    }

    /** Idempotent. Waits for calls that are running. */
    override fun close() {
        handle.close()
        guard.dismiss()
    }

    public companion object {
        /** Verifies all of an artifact, and keeps a copy of it outside the Java heap. */
        @JvmStatic
        public fun open(artifact: ByteArray): BlockingModel {
            NativeLibrary.ensure()
            return BlockingModel(ArtifactBuffer.of(artifact) { answerOf(Native.modelOpenBuffer(it)).long() })
        }

        @JvmStatic
        public fun open(artifact: File): BlockingModel {
            NativeLibrary.ensure()
            return BlockingModel(answerOf(Native.modelOpenFile(artifact.path.toByteArray())).long())
        }
    }
}
