package dev.nearshelf

import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.net.HttpRetryException
import java.net.HttpURLConnection
import java.net.URL
import java.util.concurrent.Executor
import java.util.zip.GZIPInputStream
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.suspendCancellableCoroutine

/**
 * Requests over [HttpURLConnection], which every JVM and Android has. Answers are asked for compressed with gzip, which
 * is all that they can both unpack.
 *
 * @property connectTimeoutMs how long a server may take to accept
 */
public class HttpTransport(
    public val connectTimeoutMs: Int = 10_000,
    private val executor: Executor = Dispatchers.IO.asExecutor(),
) : Transport {
    override suspend fun execute(request: HttpRequest): HttpResponse =
        suspendCancellableCoroutine { continuation ->
            val exchange = Exchange(request, connectTimeoutMs)
            continuation.invokeOnCancellation { exchange.cancel() }
            executor.execute {
                val outcome = runCatching { exchange.run() }
                // Nobody listens any more when it was cancelled, and resuming does nothing then.
                outcome.fold(continuation::resume) {
                    continuation.resumeWithException(if (it is IOException) it else IOException(it.toString(), it))
                }
            }
        }
}

/** One request; blocks a thread, and ends when another one cancels it. */
private class Exchange(private val request: HttpRequest, private val connectTimeoutMs: Int) {
    private val connection = URL(request.url).openConnection() as? HttpURLConnection
        ?: throw IOException("not an HTTP address: ${request.url}")

    @Volatile private var cancelled = false

    fun run(): HttpResponse {
        var readWhole = false
        try {
            prepare()
            request.body?.let { body -> connection.outputStream.use { it.write(body) } }
            if (cancelled) throw IOException("cancelled")
            val status = statusOf()
            val body = when {
                status == 204 || status == 304 -> ByteArray(0)
                status >= 400 -> readBody(connection.errorStream)
                else -> readBody(connection.inputStream)
            }
            readWhole = body.size <= request.maxResponseBytes
            return HttpResponse(
                status = status,
                body = body,
                retryAfter = connection.getHeaderField("Retry-After"),
                etag = connection.getHeaderField("ETag"),
            )
        } catch (e: HttpRetryException) {
            // The JDK's way to say that an answer asks for credentials; there are none to give.
            return HttpResponse(e.responseCode())
        } finally {
            // After an answer that was read to its end the connection serves the next request, too.
            if (!readWhole) connection.disconnect()
        }
    }

    fun cancel() {
        cancelled = true
        // Closes the socket under the thread that waits for it; not on this one, which may be a user interface's.
        Thread({ connection.disconnect() }, "nearshelf-cancel").apply { isDaemon = true }.start()
    }

    private fun prepare() {
        connection.requestMethod = request.method
        connection.instanceFollowRedirects = false
        connection.useCaches = false
        connection.connectTimeout = connectTimeoutMs
        connection.readTimeout = request.timeoutMs.coerceIn(1, Int.MAX_VALUE.toLong()).toInt()
        // What the platform would say here names the device.
        connection.setRequestProperty("User-Agent", "nearshelf")
        connection.setRequestProperty("Accept-Encoding", "gzip")
        for ((name, value) in request.headers) connection.setRequestProperty(name, value)
        request.body?.let {
            connection.doOutput = true
            // Also keeps the JDK from sending a request twice on its own.
            connection.setFixedLengthStreamingMode(it.size)
        }
    }

    private fun statusOf(): Int {
        val status = connection.responseCode
        if (status <= 0) throw IOException("not an HTTP answer")
        return status
    }

    private fun readBody(stream: InputStream?): ByteArray {
        if (stream == null) return ByteArray(0)
        val encoding = connection.contentEncoding
        val plain = when {
            encoding == null || encoding.equals("identity", ignoreCase = true) -> stream
            encoding.equals("gzip", ignoreCase = true) -> GZIPInputStream(stream)
            else -> throw IOException("the answer is compressed in a way that was not asked for: $encoding")
        }
        return plain.use { readUpTo(it, request.maxResponseBytes) }
    }

    /** Of a longer answer one byte more than the limit. */
    private fun readUpTo(stream: InputStream, limit: Long): ByteArray {
        val body = ByteArrayOutputStream()
        val part = ByteArray(16 * 1024)
        while (body.size() <= limit) {
            val count = stream.read(part, 0, minOf(part.size.toLong(), limit + 1 - body.size()).toInt())
            if (count < 0) break
            body.write(part, 0, count)
            if (cancelled) throw IOException("cancelled")
        }
        return body.toByteArray()
    }
}
