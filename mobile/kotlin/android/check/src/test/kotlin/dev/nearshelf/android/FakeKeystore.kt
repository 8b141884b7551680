package dev.nearshelf.android

import android.security.keystore.KeyGenParameterSpec
import java.io.IOException
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.UnrecoverableKeyException
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec

/** A provider of the Android Keystore's name that keeps its keys in memory, and loses them when a test wants it. */
object FakeKeystore : Provider("AndroidKeyStore", "1", "for tests") {
    private val held: MutableMap<String, SecretKey> = ConcurrentHashMap()

    @Volatile var unrecoverable = false

    @Volatile var unavailable = false

    init {
        put("KeyStore.AndroidKeyStore", Store::class.java.name)
        put("KeyGenerator.AES", Generator::class.java.name)
    }

    fun reset() = held.clear()

    fun replaceKeys() {
        for (alias in held.keys) held[alias] = randomKey()
    }

    private fun randomKey() = SecretKeySpec(ByteArray(32).also(SecureRandom()::nextBytes), "AES")

    class Generator : KeyGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec

        override fun engineInit(params: AlgorithmParameterSpec, random: SecureRandom?) {
            spec = params as KeyGenParameterSpec
            check(spec.keySize == 256 && spec.blockModes.toList() == listOf("GCM")) { "another key than expected" }
            check(!spec.isUserAuthenticationRequired) { "a sync in the background could not use it" }
        }

        override fun engineInit(random: SecureRandom?) = throw UnsupportedOperationException()

        override fun engineInit(keysize: Int, random: SecureRandom?) = throw UnsupportedOperationException()

        override fun engineGenerateKey(): SecretKey = randomKey().also { held[spec.keystoreAlias] = it }
    }

    class Store : KeyStoreSpi() {
        override fun engineLoad(stream: InputStream?, password: CharArray?) {
            if (unavailable) throw IOException("the Keystore is busy")
        }

        override fun engineGetKey(alias: String, password: CharArray?): Key? {
            if (unrecoverable) throw UnrecoverableKeyException("the key was invalidated")
            return held[alias]
        }

        override fun engineContainsAlias(alias: String): Boolean = alias in held

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(held.keys)

        override fun engineSize(): Int = held.size

        override fun engineIsKeyEntry(alias: String): Boolean = alias in held

        override fun engineIsCertificateEntry(alias: String): Boolean = false

        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null

        override fun engineGetCertificate(alias: String): Certificate? = null

        override fun engineGetCertificateAlias(cert: Certificate?): String? = null

        override fun engineGetCreationDate(alias: String): Date? = null

        override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<Certificate>?) =
            throw UnsupportedOperationException()

        override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<Certificate>?) =
            throw UnsupportedOperationException()

        override fun engineSetCertificateEntry(alias: String, cert: Certificate?) = throw UnsupportedOperationException()

        override fun engineDeleteEntry(alias: String) {
            held.remove(alias)
        }

        override fun engineStore(stream: OutputStream?, password: CharArray?) = Unit
    }
}
