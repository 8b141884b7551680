package dev.nearshelf.internal

import java.nio.ByteBuffer

/**
 * The functions of libnearshelf_jni, which registers them when [NativeLibrary] loads it. Only numbers, arrays and
 * buffers cross. An array that comes back begins with a status; null stands for success with nothing to say.
 * R8 must keep this class and [Callbacks] as they are (META-INF/proguard).
 */
internal object Native {
    @JvmStatic external fun abiVersion(): Int

    @JvmStatic external fun builtForAbi(): Int

    @JvmStatic external fun wireVersion(): Int

    @JvmStatic external fun version(): ByteArray

    @JvmStatic external fun statusName(status: Int): ByteArray

    @JvmStatic external fun bufferCreate(size: Long): ByteArray?

    @JvmStatic external fun bufferView(buffer: Long, size: Long): ByteBuffer?

    @JvmStatic external fun bufferFree(buffer: Long)

    @JvmStatic external fun modelOpenBuffer(buffer: Long): ByteArray?

    @JvmStatic external fun modelOpenFile(path: ByteArray): ByteArray?

    @JvmStatic external fun modelInfo(model: Long): ByteArray?

    @JvmStatic external fun modelRecommend(model: Long, request: ByteArray): ByteArray?

    @JvmStatic external fun modelClose(model: Long)

    @JvmStatic external fun shelfOpen(request: ByteArray, callbacks: Callbacks?): ByteArray?

    @JvmStatic external fun shelfInstallBuffer(shelf: Long, buffer: Long): ByteArray?

    @JvmStatic external fun shelfModel(shelf: Long): ByteArray?

    @JvmStatic external fun shelfTrack(shelf: Long, request: ByteArray): ByteArray?

    @JvmStatic external fun shelfRecommend(shelf: Long, request: ByteArray): ByteArray?

    @JvmStatic external fun shelfSession(shelf: Long): ByteArray?

    @JvmStatic external fun shelfEndSession(shelf: Long): ByteArray?

    @JvmStatic external fun shelfForgetAll(shelf: Long): ByteArray?

    @JvmStatic external fun shelfInfo(shelf: Long): ByteArray?

    @JvmStatic external fun shelfTrimMemory(shelf: Long): ByteArray?

    @JvmStatic external fun shelfSetConsent(shelf: Long, request: ByteArray): ByteArray?

    @JvmStatic external fun shelfConsent(shelf: Long): ByteArray?

    @JvmStatic external fun shelfExport(shelf: Long): ByteArray?

    @JvmStatic external fun shelfImport(shelf: Long, json: ByteArray): ByteArray?

    @JvmStatic external fun shelfReadEvents(shelf: Long, afterSequence: Long, maxCount: Int): ByteArray?

    @JvmStatic external fun shelfNextTask(shelf: Long, moment: Int): ByteArray?

    @JvmStatic external fun shelfFinishTask(shelf: Long, task: Long, outcome: ByteArray): ByteArray?

    @JvmStatic external fun shelfSyncInfo(shelf: Long): ByteArray?

    @JvmStatic external fun taskFree(task: Long)

    @JvmStatic external fun shelfClose(shelf: Long)
}
