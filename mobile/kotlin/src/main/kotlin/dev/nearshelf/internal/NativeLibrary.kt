package dev.nearshelf.internal

import dev.nearshelf.NearshelfException
import dev.nearshelf.StatusCode
import java.io.File
import java.io.IOException
import java.util.Locale

/**
 * Loads libnearshelf_jni, once: the file that the system property "nearshelf.library" names; on Android what the package
 * manager put beside the app; elsewhere the one in the jar for this system, or one that java.library.path leads to.
 */
internal object NativeLibrary {
    /** The NSH_ABI_VERSION and the layout of answers that this code was written for. */
    private const val ABI_VERSION = 0
    private const val WIRE_VERSION = 2
    private const val NAME = "nearshelf_jni"

    private val outcome: Result<Unit> by lazy { runCatching { load(); check() } }

    /** Throws a [NearshelfException] when there is no library, or the wrong one. */
    fun ensure() {
        outcome.onFailure { if (it is NearshelfException) throw again(it) else throw it }
    }

    /** "linux-x86_64", "macos-aarch64": the folder of this system's library in the jar. */
    fun platform(osName: String, osArch: String): String {
        val os = osName.lowercase(Locale.ROOT)
        val system = when {
            os.startsWith("mac") -> "macos"
            os.startsWith("windows") -> "windows"
            else -> os.substringBefore(' ')
        }
        val processor = when (val arch = osArch.lowercase(Locale.ROOT)) {
            "amd64", "x86_64" -> "x86_64"
            "arm64", "aarch64" -> "aarch64"
            else -> arch
        }
        return "$system-$processor"
    }

    private fun load() {
        val named = System.getProperty("nearshelf.library")
        try {
            when {
                named != null -> System.load(File(named).absolutePath)
                System.getProperty("java.vm.name") == "Dalvik" -> System.loadLibrary(NAME)
                else -> loadFromJar()
            }
        } catch (e: UnsatisfiedLinkError) {
            throw missing("cannot be loaded: ${e.message}", e)
        } catch (e: IOException) {
            throw missing("cannot be unpacked: ${e.message}", e)
        }
    }

    private fun loadFromJar() {
        val platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"))
        val resource = "/dev/nearshelf/native/$platform/${System.mapLibraryName(NAME)}"
        val stream = NativeLibrary::class.java.getResourceAsStream(resource)
        if (stream == null) {
            System.loadLibrary(NAME)
            return
        }
        val file = File.createTempFile("nearshelf", System.mapLibraryName(NAME))
        try {
            stream.use { from -> file.outputStream().use { from.copyTo(it) } }
            System.load(file.absolutePath)
        } finally {
            // Where a file in use cannot be deleted, it goes when the virtual machine ends.
            if (!file.delete()) file.deleteOnExit()
        }
    }

    private fun check() {
        val abi = try {
            Native.abiVersion()
        } catch (e: UnsatisfiedLinkError) {
            throw missing("that was loaded is another one: ${e.message}", e)
        }
        if (abi != ABI_VERSION || Native.builtForAbi() != ABI_VERSION || Native.wireVersion() != WIRE_VERSION) {
            throw NearshelfException(
                StatusCode.UNSUPPORTED_VERSION,
                "the native library has ABI version $abi and layout ${Native.wireVersion()}, this code $ABI_VERSION " +
                    "and $WIRE_VERSION; take both from one release",
                NAME,
            )
        }
    }

    private fun missing(why: String, cause: Throwable) =
        NearshelfException(StatusCode.NOT_FOUND, "the native library $why", NAME).apply { initCause(cause) }

    /** Each caller gets a stack trace of its own. */
    private fun again(first: NearshelfException) =
        NearshelfException(first.number, first.reason, first.place).apply { initCause(first) }
}
