internal import CCrypto

/// Encrypts and decrypts with one of the ciphers that OpenSSL knows, and makes keys of passwords.
package struct PasswordCipher: ~Copyable {
    private let context: OpaquePointer?

    /// The bytes of a cipher's key and of what it begins with; `nil` for one that is not known, or that
    /// needs more than a key.
    package static func sizes(of name: String) -> (key: Int, start: Int)? {
        guard let cipher = EVP_get_cipherbyname(name) else { return nil }
        // GCM and its like end with a tag, which has no place in such a file.
        guard EVP_CIPHER_get_flags(cipher) & UInt(EVP_CIPH_FLAG_AEAD_CIPHER) == 0 else {
            return nil
        }
        return (Int(EVP_CIPHER_get_key_length(cipher)), Int(EVP_CIPHER_get_iv_length(cipher)))
    }

    /// Starts; `nil` for a cipher that is not known or a key that does not fit.
    package init?(_ name: String, key: [UInt8], start: [UInt8], encrypts: Bool, pads: Bool) {
        context = EVP_CIPHER_CTX_new()
        guard let cipher = EVP_get_cipherbyname(name),
            key.count == Int(EVP_CIPHER_get_key_length(cipher)),
            start.count == Int(EVP_CIPHER_get_iv_length(cipher)),
            EVP_CipherInit_ex(context, cipher, nil, key, start, encrypts ? 1 : 0) == 1
        else { return nil }
        EVP_CIPHER_CTX_set_padding(context, pads ? 1 : 0)
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    /// What becomes of the next bytes; `nil` where they cannot be.
    package mutating func update(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: bytes.count + 64)
        var count: Int32 = 0
        let isDone = bytes.withUnsafeBufferPointer { input in
            EVP_CipherUpdate(
                context, &result, &count, input.baseAddress, Int32(truncatingIfNeeded: input.count))
        }
        return isDone == 1 ? Array(result.prefix(Int(count))) : nil
    }

    /// The last bytes; `nil` for what does not end as it has to.
    package mutating func finish() -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: 64)
        var count: Int32 = 0
        guard EVP_CipherFinal_ex(context, &result, &count) == 1 else { return nil }
        return Array(result.prefix(Int(count)))
    }

    /// So many bytes of a password (RFC 8018, PBKDF2).
    package static func derive(
        _ password: [UInt8], salt: [UInt8], rounds: Int, digest: String, count: Int
    ) -> [UInt8]? {
        guard let kind = EVP_get_digestbyname(digest) else { return nil }
        var result = [UInt8](repeating: 0, count: count)
        let isDone = password.withUnsafeBytes { bytes in
            PKCS5_PBKDF2_HMAC(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), salt,
                Int32(salt.count), Int32(truncatingIfNeeded: rounds), kind, Int32(count), &result)
        }
        return isDone == 1 ? result : nil
    }

    /// So many bytes of a password as OpenSSL made them before, with one round of a digest.
    package static func deriveOnce(
        _ password: [UInt8], salt: [UInt8], digest: String, count: Int
    ) -> [UInt8]? {
        var result: [UInt8] = []
        var last: [UInt8] = []
        while result.count < count {
            guard var hash = MessageDigest(named: digest) else { return nil }
            for part in [last, password, salt] { part.withUnsafeBytes { hash.update($0) } }
            last = hash.finish()
            if last.isEmpty { return nil }
            result += last
        }
        return Array(result.prefix(count))
    }
}

/// A checksum with a key (RFC 2104).
package struct KeyedDigest: ~Copyable {
    private let name: String
    private let outer: [UInt8]
    private var inner: MessageDigest

    /// Starts with a digest that OpenSSL knows; `nil` for any other.
    package init?(named name: String, key: [UInt8]) {
        guard let kind = EVP_get_digestbyname(name) else { return nil }
        let block = Int(EVP_MD_get_block_size(kind))
        guard block > 0, var inner = MessageDigest(named: name) else { return nil }
        var padded = key
        if padded.count > block {
            guard var hash = MessageDigest(named: name) else { return nil }
            key.withUnsafeBytes { hash.update($0) }
            padded = hash.finish()
        }
        padded += [UInt8](repeating: 0, count: max(0, block - padded.count))
        padded.map { $0 ^ 0x36 }.withUnsafeBytes { inner.update($0) }
        self.name = name
        outer = padded.map { $0 ^ 0x5c }
        self.inner = inner
    }

    /// Adds bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) { inner.update(bytes) }

    /// The checksum of all bytes added.
    package consuming func finish() -> [UInt8] {
        let (name, outer) = (name, outer)
        let first = inner.finish()
        guard var hash = MessageDigest(named: name) else { return [] }
        for part in [outer, first] { part.withUnsafeBytes { hash.update($0) } }
        return hash.finish()
    }
}
