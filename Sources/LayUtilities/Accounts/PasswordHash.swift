internal import LayArchive

/// Passwords as /etc/shadow has them: crypt(3) with SHA-512.
enum PasswordHash {
    private static let letters = Array(
        "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// `$6$SALT$HASH`; the salt comes from what is hashed, since there is no chance in a model.
    static func make(_ password: [UInt8], for user: [UInt8]) -> [UInt8] {
        let seed = sha([user, [0], password])
        let salt = seed.prefix(16).map { letters[Int($0 & 63)] }
        return hash(password, salt: salt)
    }

    private static func sha(_ parts: [[UInt8]]) -> [UInt8] {
        guard var digest = MessageDigest(.sha512) else { return [UInt8](repeating: 0, count: 64) }
        for part in parts { part.withUnsafeBytes { digest.update($0) } }
        return digest.finish()
    }

    /// The hash of 5000 rounds (Drepper, "Unix crypt with SHA-256/512").
    static func hash(_ password: [UInt8], salt: [UInt8]) -> [UInt8] {
        func stretched(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
            (0..<count).map { bytes[$0 % bytes.count] }
        }
        let second = sha([password, salt, password])
        var parts = [password, salt, stretched(second, password.count)]
        var length = password.count
        while length > 0 {
            parts.append(length & 1 == 1 ? second : password)
            length >>= 1
        }
        var hash = sha(parts)
        let p = stretched(
            sha([[UInt8]](repeating: password, count: password.count)), password.count)
        let s = stretched(
            sha([[UInt8]](repeating: salt, count: 16 + Int(hash[0]))), salt.count)
        for round in 0..<5_000 {
            var parts = [round & 1 == 1 ? p : hash]
            if round % 3 != 0 { parts.append(s) }
            if round % 7 != 0 { parts.append(p) }
            parts.append(round & 1 == 1 ? hash : p)
            hash = sha(parts)
        }
        var text = Array("$6$".utf8) + salt + [UInt8(ascii: "$")]
        var triple = [0, 21, 42]
        for _ in 0..<21 {
            append(hash[triple[0]], hash[triple[1]], hash[triple[2]], 4, &text)
            triple = [triple[1] + 1, triple[2] + 1, triple[0] + 1]
        }
        append(0, 0, hash[63], 2, &text)
        return text
    }

    private static func append(
        _ high: UInt8, _ middle: UInt8, _ low: UInt8, _ count: Int, _ text: inout [UInt8]
    ) {
        var value = UInt32(high) << 16 | UInt32(middle) << 8 | UInt32(low)
        for _ in 0..<count {
            text.append(letters[Int(value & 63)])
            value >>= 6
        }
    }
}
