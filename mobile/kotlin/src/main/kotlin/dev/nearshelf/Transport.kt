package dev.nearshelf

/**
 * One request that the core wants made, as it is.
 *
 * @property url absolute
 * @property timeoutMs give up after so long; the caller cancels then
 * @property maxResponseBytes of a longer answer one byte more is enough: the core refuses it
 */
public class HttpRequest(
    public val method: String,
    public val url: String,
    public val headers: List<Pair<String, String>>,
    public val body: ByteArray?,
    public val timeoutMs: Long,
    public val maxResponseBytes: Long,
)

/**
 * @property retryAfter the header Retry-After as it came
 * @property etag likewise ETag
 * @property body as it was before any compression of the transfer
 */
public class HttpResponse(
    public val status: Int,
    public val body: ByteArray = ByteArray(0),
    public val retryAfter: String? = null,
    public val etag: String? = null,
)

/** What carries requests out: [HttpTransport], or an app's own HTTP client. */
public fun interface Transport {
    /**
     * Makes the request and gives the answer, whatever its status. Follows no redirect, verifies certificates, ends
     * when the coroutine is cancelled. Throws a [java.io.IOException] when no answer comes.
     */
    public suspend fun execute(request: HttpRequest): HttpResponse
}
