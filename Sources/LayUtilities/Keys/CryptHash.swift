internal import LayArchive

/// Passwords as crypt(3) hashes them with MD5 and SHA-256.
enum CryptHash {
    private static let letters = Array(
        "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    private static func digest(_ parts: [[UInt8]], _ kind: MessageDigest.Algorithm) -> [UInt8] {
        guard var digest = MessageDigest(kind) else { return [UInt8](repeating: 0, count: 32) }
        for part in parts { part.withUnsafeBytes { digest.update($0) } }
        return digest.finish()
    }

    /// `$1$SALT$HASH`, or Apache's `$apr1$…`: a thousand rounds (Kamp, FreeBSD's crypt-md5.c).
    static func md5(_ password: [UInt8], salt: [UInt8], magic: String) -> [UInt8] {
        let second = digest([password, salt, password], .md5)
        var parts = [password, Array(magic.utf8), salt]
        var length = password.count
        while length > 0 {
            parts.append(Array(second.prefix(length)))
            length -= 16
        }
        length = password.count
        while length > 0 {
            parts.append(length & 1 == 1 ? [0] : Array(password.prefix(1)))
            length >>= 1
        }
        var hash = digest(parts, .md5)
        for round in 0..<1_000 {
            var parts = [round & 1 == 1 ? password : hash]
            if round % 3 != 0 { parts.append(salt) }
            if round % 7 != 0 { parts.append(password) }
            parts.append(round & 1 == 1 ? hash : password)
            hash = digest(parts, .md5)
        }
        var text = Array(magic.utf8) + salt + [UInt8(ascii: "$")]
        for (high, middle, low) in [(0, 6, 12), (1, 7, 13), (2, 8, 14), (3, 9, 15), (4, 10, 5)] {
            append(hash[high], hash[middle], hash[low], 4, &text)
        }
        append(0, 0, hash[11], 2, &text)
        return text
    }

    /// `$5$SALT$HASH` of 5000 rounds (Drepper, "Unix crypt with SHA-256/512").
    static func sha256(_ password: [UInt8], salt: [UInt8]) -> [UInt8] {
        func stretched(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
            (0..<count).map { bytes[$0 % bytes.count] }
        }
        let second = digest([password, salt, password], .sha256)
        var parts = [password, salt, stretched(second, password.count)]
        var length = password.count
        while length > 0 {
            parts.append(length & 1 == 1 ? second : password)
            length >>= 1
        }
        var hash = digest(parts, .sha256)
        let p = stretched(
            digest([[UInt8]](repeating: password, count: password.count), .sha256), password.count)
        let s = stretched(
            digest([[UInt8]](repeating: salt, count: 16 + Int(hash[0])), .sha256), salt.count)
        for round in 0..<5_000 {
            var parts = [round & 1 == 1 ? p : hash]
            if round % 3 != 0 { parts.append(s) }
            if round % 7 != 0 { parts.append(p) }
            parts.append(round & 1 == 1 ? hash : p)
            hash = digest(parts, .sha256)
        }
        var text = Array("$5$".utf8) + salt + [UInt8(ascii: "$")]
        var triple = [0, 10, 20]
        for _ in 0..<10 {
            append(hash[triple[0]], hash[triple[1]], hash[triple[2]], 4, &text)
            triple = [triple[2] + 1, triple[0] + 1, triple[1] + 1]
        }
        append(0, hash[31], hash[30], 3, &text)
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
