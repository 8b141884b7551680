package dev.nearshelf.support

import java.io.File
import java.net.InetAddress
import java.security.KeyStore
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLServerSocket
import kotlin.concurrent.thread

/** A TLS server with a certificate that it signed itself, made by the JDK's keytool. */
class TlsServer(directory: File) : AutoCloseable {
    private val socket: SSLServerSocket
    val port: Int get() = socket.localPort

    /** Set when a client trusted the certificate. */
    @Volatile var requestLine: String? = null

    init {
        val store = File(directory, "tls.p12")
        val keytool = File(System.getProperty("java.home"), "bin/keytool").path
        val made = ProcessBuilder(
            keytool, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1",
            "-validity", "2", "-keystore", store.path, "-storetype", "PKCS12", "-storepass", PASSWORD,
        ).redirectErrorStream(true).start()
        val output = made.inputStream.readBytes().decodeToString()
        check(made.waitFor() == 0) { output }
        val keys = KeyStore.getInstance("PKCS12").apply { store.inputStream().use { load(it, PASSWORD.toCharArray()) } }
        val managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm())
        managers.init(keys, PASSWORD.toCharArray())
        val context = SSLContext.getInstance("TLS").apply { init(managers.keyManagers, null, null) }
        socket = context.serverSocketFactory.createServerSocket(0, 5, InetAddress.getLoopbackAddress()) as SSLServerSocket
        thread(isDaemon = true) {
            while (!socket.isClosed) runCatching { socket.accept().use { requestLine = it.inputStream.bufferedReader().readLine() } }
        }
    }

    override fun close() = socket.close()

    private companion object {
        const val PASSWORD = "for-tests-only"
    }
}
