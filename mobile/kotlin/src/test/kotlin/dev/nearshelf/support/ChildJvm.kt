package dev.nearshelf.support

import java.io.BufferedReader
import java.io.File
import java.util.concurrent.TimeUnit

/** A program of these tests in a virtual machine of its own. */
class ChildJvm(
    main: String,
    vararg arguments: String,
    options: List<String> = emptyList(),
    /** Where its output goes, also that of its last moment; null: to [ChildJvm.out]. */
    out: File? = null,
) : AutoCloseable {
    private val process: Process = ProcessBuilder(
        listOf(File(System.getProperty("java.home"), "bin/java").path, "-XX:TieredStopAtLevel=1") + options +
            listOf(
                "-Dnearshelf.root=${Places.root}", "-Dnearshelf.build=${Places.build}",
                "-cp", System.getProperty("java.class.path"), main, *arguments,
            ),
    ).redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(out?.let(ProcessBuilder.Redirect::to) ?: ProcessBuilder.Redirect.PIPE)
        .start()

    val out: BufferedReader = process.inputStream.bufferedReader()

    fun tell(line: String) {
        process.outputStream.write("$line\n".toByteArray())
        process.outputStream.flush()
    }

    /** SIGKILL: nothing of it runs any more. */
    fun kill() {
        process.destroyForcibly()
        process.waitFor()
    }

    fun await(): Int {
        check(process.waitFor(600, TimeUnit.SECONDS)) { "the program does not end" }
        return process.exitValue()
    }

    override fun close() {
        process.destroyForcibly()
        process.waitFor()
    }
}
