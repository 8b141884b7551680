package dev.nearshelf.internal

import dev.nearshelf.NearshelfException
import dev.nearshelf.StatusCode
import java.io.IOException

/** Where requests go: below the sync server's address, or to an absolute one that the core was told of. */
internal object ServerAddress {
    private fun isHttps(url: String) = url.startsWith("https://", ignoreCase = true)

    private fun isHttp(url: String) = url.startsWith("http://", ignoreCase = true)

    fun resolve(path: String, server: String): String =
        if (isHttps(path) || isHttp(path)) path else server.trimEnd('/') + "/" + path.trimStart('/')

    /** Said when a shelf is opened, where it can still be mended. */
    fun checkServer(url: String, allowHttp: Boolean) {
        if (isHttps(url) || (allowHttp && isHttp(url))) return
        throw NearshelfException(
            StatusCode.INVALID_ARGUMENT,
            "\"$url\" does not begin with https:// (allowHttp also takes http://, for a server on this machine)",
            "options.sync.url",
        )
    }

    fun check(url: String, allowHttp: Boolean) {
        if (!isHttps(url) && !(allowHttp && isHttp(url))) throw IOException("not sent without TLS: $url")
    }
}
