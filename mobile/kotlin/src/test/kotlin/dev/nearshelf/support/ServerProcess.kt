package dev.nearshelf.support

import java.io.File
import java.net.HttpURLConnection
import java.net.URL
import java.util.concurrent.TimeUnit

/** The real nearshelf-server on a free port, with a directory of its own. */
class ServerProcess(private val data: File, config: String = "") : AutoCloseable {
    private val program = Places.program("nearshelf-server").path
    private val configFile = File(data.apply { mkdirs() }, "server.toml").apply { writeText(config) }
    private val portFile = File(data, "port")
    private val process: Process
    val deviceKey: String
    val url: String

    init {
        deviceKey = token("device")
        process = start()
        url = "http://127.0.0.1:${portFile.readText().trim().lines().first()}"
    }

    /** A new token for a role; the server is told once more when it asks its store. */
    fun token(role: String): String = command("token", "create", "--role", role)

    fun publish(model: File) {
        val connection = URL("$url/v1/models").openConnection() as HttpURLConnection
        connection.requestMethod = "PUT"
        connection.doOutput = true
        connection.setRequestProperty("Authorization", "Bearer ${token("publisher")}")
        connection.setRequestProperty("Content-Type", "application/octet-stream")
        connection.outputStream.use { it.write(model.readBytes()) }
        check(connection.responseCode in 200..299) { "not published: HTTP ${connection.responseCode}" }
    }

    override fun close() {
        process.destroy()
        if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly().waitFor()
    }

    private fun start(): Process {
        val process = ProcessBuilder(
            program, "serve", "--config", configFile.path, "--data", data.path, "--listen", "127.0.0.1:0",
            "--port-file", portFile.path, "--log-level", "warning", "--log-access=false",
        ).redirectErrorStream(true).redirectOutput(File(data, "log")).start()
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
        while (!portFile.exists() || !portFile.readText().endsWith("\n")) {
            check(process.isAlive && System.nanoTime() < deadline) { "did not start: ${File(data, "log").readText()}" }
            Thread.sleep(10)
        }
        return process
    }

    private fun command(vararg arguments: String): String {
        val process = ProcessBuilder(
            program, *arguments, "--config", configFile.path, "--data", data.path, "--log-level", "warning",
        ).redirectError(File(data, "command-log")).start()
        val out = process.inputStream.readBytes().decodeToString().trim()
        check(process.waitFor() == 0) { "${arguments.toList()}: ${File(data, "command-log").readText()}" }
        return out
    }
}
