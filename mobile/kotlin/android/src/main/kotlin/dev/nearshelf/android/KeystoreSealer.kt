package dev.nearshelf.android

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.InvalidAlgorithmParameterException
import java.security.InvalidKeyException
import java.security.KeyStore
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/** AES-GCM with a key that never leaves the Android Keystore. It asks for no unlocked screen: shelves sync in the dark. */
internal class KeystoreSealer(private val alias: String) : KeySealer {
    override fun seal(secret: ByteArray): ByteArray {
        val cipher = Cipher.getInstance(TRANSFORMATION)
        cipher.init(Cipher.ENCRYPT_MODE, newKey())
        val iv = cipher.iv
        return byteArrayOf(iv.size.toByte()) + iv + cipher.doFinal(secret)
    }

    override fun open(sealed: ByteArray): ByteArray? {
        val ivSize = sealed.firstOrNull()?.toInt() ?: return null
        if (ivSize < MIN_IV_BYTES || sealed.size < 1 + ivSize + TAG_BITS / 8) return null
        return try {
            val key = key() ?: return null
            val cipher = Cipher.getInstance(TRANSFORMATION)
            cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, sealed, 1, ivSize))
            cipher.doFinal(sealed, 1 + ivSize, sealed.size - 1 - ivSize)
        } catch (_: AEADBadTagException) {
            null
        } catch (_: UnrecoverableKeyException) {
            null
        } catch (_: InvalidKeyException) {
            null
        } catch (_: InvalidAlgorithmParameterException) {
            null
        }
    }

    private fun key(): SecretKey? = keyStore().getKey(alias, null) as SecretKey?

    /** Replaces the key of that name, if there is one: nothing that it sealed could be read any more. */
    private fun newKey(): SecretKey {
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(KEY_BITS)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).apply { init(spec) }.generateKey()
    }

    private fun keyStore(): KeyStore = KeyStore.getInstance(PROVIDER).apply { load(null) }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
        const val TRANSFORMATION = "AES/GCM/NoPadding"
        const val KEY_BITS = 256
        const val TAG_BITS = 128
        const val MIN_IV_BYTES = 12
    }
}
