internal import CCrypto

/// A key with which signatures are checked.
package enum PublicKey: Sendable {
    case rsa(modulus: [UInt8], exponent: [UInt8])
    case dsa(p: [UInt8], q: [UInt8], g: [UInt8], y: [UInt8])
    /// ECDSA on the curve with this object identifier, whose bytes are those of its DER value.
    case elliptic(curve: [UInt8], point: [UInt8])
    case ed25519([UInt8])
    /// A SubjectPublicKeyInfo in DER (RFC 5280, 4.1).
    case encoded([UInt8])

    /// True when a signature of a digest was made with the key's other half.
    ///
    /// - Parameter parts: the numbers of the signature: one for RSA, else R and S; of an encoded key the
    ///   signature as it is.
    package func verifies(_ parts: [[UInt8]], digest: [UInt8], of algorithm: String) -> Bool {
        verifies(parts, digest, algorithm)
    }

    /// As `verifies`, for the beginning of a digest that is longer than the key's numbers.
    package func verifies(_ parts: [[UInt8]], cutDigest digest: [UInt8]) -> Bool {
        verifies(parts, digest, nil)
    }

    private func verifies(_ parts: [[UInt8]], _ digest: [UInt8], _ algorithm: String?) -> Bool {
        let der = encoded
        let key: OpaquePointer? = der.withUnsafeBufferPointer { bytes in
            var place = bytes.baseAddress
            return d2i_PUBKEY(nil, &place, bytes.count)
        }
        guard let key else { return false }
        defer { EVP_PKEY_free(key) }
        if case .ed25519 = self {
            return Self.verifiesMessage(key, Self.fixed(parts, 32), digest)
        }
        guard let context = EVP_PKEY_CTX_new(key, nil) else { return false }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_verify_init(context) == 1 else { return false }
        if let algorithm {
            guard let kind = EVP_get_digestbyname(algorithm),
                Int(EVP_MD_get_size(kind)) == digest.count,
                EVP_PKEY_CTX_set_signature_md(context, kind) == 1
            else { return false }
        }
        let signature = signature(parts, Int(EVP_PKEY_get_size(key)))
        return EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1
    }

    private static func verifiesMessage(
        _ key: OpaquePointer, _ signature: [UInt8], _ message: [UInt8]
    ) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    /// Numbers with zeros in front to this many bytes each.
    private static func fixed(_ parts: [[UInt8]], _ size: Int) -> [UInt8] {
        parts.flatMap { [UInt8](repeating: 0, count: max(0, size - $0.count)) + $0 }
    }

    /// A signature in OpenSSL's form.
    private func signature(_ parts: [[UInt8]], _ size: Int) -> [UInt8] {
        switch self {
        case .rsa: Self.fixed(parts, size)
        case .encoded: parts.first ?? []
        default: DER.sequence(parts.map { DER.integer($0) })
        }
    }

    private var encoded: [UInt8] {
        switch self {
        case .rsa(let modulus, let exponent):
            DER.key(
                [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01], parameters: [5, 0],
                DER.sequence([DER.integer(modulus), DER.integer(exponent)]))
        case .dsa(let p, let q, let g, let y):
            DER.key(
                [0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01],
                parameters: DER.sequence([p, q, g].map { DER.integer($0) }), DER.integer(y))
        case .elliptic(let curve, let point):
            DER.key(
                [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01], parameters: DER.value(6, curve), point)
        case .ed25519(let point): DER.key([0x2b, 0x65, 0x70], parameters: [], point)
        case .encoded(let bytes): bytes
        }
    }
}

/// Values in the Distinguished Encoding Rules of ASN.1 (X.690).
package enum DER {
    /// A value with its tag and length.
    package static func value(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        let count = contents.count
        if count < 128 { return [tag, UInt8(count)] + contents }
        var digits: [UInt8] = []
        var rest = count
        while rest > 0 {
            digits.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return [tag, 0x80 | UInt8(digits.count)] + digits + contents
    }

    /// A number that is not negative.
    package static func integer(_ bytes: [UInt8]) -> [UInt8] {
        let plain = Array(bytes.drop { $0 == 0 })
        guard let first = plain.first else { return [2, 1, 0] }
        return value(2, first & 0x80 == 0 ? plain : [0] + plain)
    }

    /// Several values.
    package static func sequence(_ values: [[UInt8]]) -> [UInt8] {
        value(0x30, values.flatMap { $0 })
    }

    /// A SubjectPublicKeyInfo.
    static func key(_ algorithm: [UInt8], parameters: [UInt8], _ key: [UInt8]) -> [UInt8] {
        sequence([sequence([value(6, algorithm), parameters]), value(3, [0] + key)])
    }
}
