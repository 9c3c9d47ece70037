internal import LayArchive

/// A signature of OpenPGP (RFC 4880, 5.2).
struct OpenPGPSignature {
    let version: UInt8
    let kind: UInt8
    let algorithm: UInt8
    let hash: UInt8
    private(set) var created = 0
    /// Seconds after which it is worth nothing; `nil` for never.
    private(set) var lifetime: Int?
    /// Seconds after which the key is; `nil` for never.
    private(set) var keyLifetime: Int?
    private(set) var issuer: [UInt8] = []
    private(set) var issuerFingerprint: [UInt8] = []
    private(set) var signer: [UInt8]?
    private(set) var keyFlags: UInt8?
    private(set) var isPrimaryUserID = false
    /// What is hashed behind what is signed.
    private let trailer: [UInt8]
    /// The first two bytes of the digest.
    private let start: [UInt8]
    private let numbers: [[UInt8]]

    /// Kinds of what is signed.
    enum Kind {
        static let binary: UInt8 = 0
        static let text: UInt8 = 1
        static let userIDs: ClosedRange<UInt8> = 0x10...0x13
        static let subkey: UInt8 = 0x18
        static let direct: UInt8 = 0x1f
        static let revocation: UInt8 = 0x20
    }

    init?(_ body: [UInt8]) {
        var reader = OpenPGPBytes(body[...])
        guard let version = reader.byte() else { return nil }
        self.version = version
        var hashed: ArraySlice<UInt8> = []
        var unhashed: ArraySlice<UInt8> = []
        switch version {
        case 3:
            guard reader.byte() == 5, let kind = reader.byte(), let time = reader.take(4),
                let issuer = reader.take(8), let algorithm = reader.byte(),
                let hash = reader.byte()
            else { return nil }
            self.kind = kind
            self.algorithm = algorithm
            self.hash = hash
            self.issuer = Array(issuer)
            created = time.reduce(0) { $0 << 8 | Int($1) }
            trailer = [kind] + time
        case 4:
            guard let kind = reader.byte(), let algorithm = reader.byte(),
                let hash = reader.byte(), let size = reader.number(2),
                let first = reader.take(size), let other = reader.number(2),
                let second = reader.take(other)
            else { return nil }
            self.kind = kind
            self.algorithm = algorithm
            self.hash = hash
            (hashed, unhashed) = (first, second)
            let head = [4, kind, algorithm, hash, UInt8(size >> 8), UInt8(size & 255)] + first
            trailer =
                head + [4, 255]
                + stride(from: 24, through: 0, by: -8).map {
                    UInt8(truncatingIfNeeded: head.count >> $0)
                }
        default: return nil
        }
        guard let start = reader.take(2) else { return nil }
        self.start = Array(start)
        var numbers: [[UInt8]] = []
        while !reader.isAtEnd, numbers.count < 4 {
            guard let number = reader.integer() else { return nil }
            numbers.append(number)
        }
        self.numbers = numbers
        read(hashed, isHashed: true)
        read(unhashed, isHashed: false)
    }

    private mutating func read(_ subpackets: ArraySlice<UInt8>, isHashed: Bool) {
        var reader = OpenPGPBytes(subpackets)
        while let first = reader.byte() {
            let length: Int? =
                switch first {
                case 0..<192: Int(first)
                case 255: reader.number(4)
                default: reader.byte().map { (Int(first) - 192) << 8 + Int($0) + 192 }
                }
            guard let length, let packet = reader.take(length), let kind = packet.first else {
                return
            }
            let value = packet.dropFirst()
            let number = value.count == 4 ? value.reduce(0) { $0 << 8 | Int($1) } : 0
            switch kind & 0x7f {
            case 16 where value.count == 8: if issuer.isEmpty { issuer = Array(value) }
            case 33 where value.count == 21: issuerFingerprint = Array(value.dropFirst())
            // Nobody signed the others, so that anybody may have put them there.
            case _ where !isHashed: continue
            case 2: created = number
            case 3: lifetime = number == 0 ? nil : number
            case 9: keyLifetime = number == 0 ? nil : number
            case 25: isPrimaryUserID = value.first ?? 0 != 0
            case 27: keyFlags = value.first
            case 28: signer = Array(value)
            default: continue
            }
        }
    }

    /// The number of the key that made it: the end of the fingerprint, where that is there.
    var keyID: [UInt8] {
        issuerFingerprint.isEmpty ? issuer : Array(issuerFingerprint.suffix(8))
    }

    /// What the algorithm is called.
    var algorithmName: String { OpenPGPKey.name(of: algorithm) }

    /// What OpenSSL calls the digest.
    var digestName: String? {
        [
            1: "MD5", 2: "SHA1", 3: "RIPEMD160", 8: "SHA256", 9: "SHA384", 10: "SHA512",
            11: "SHA224",
        ][Int(hash)]
    }

    /// True when it is a key's, of these bytes.
    func verifies(_ parts: [[UInt8]], with key: OpenPGPKey) -> Bool {
        guard let name = digestName, var digest = MessageDigest(named: name) else { return false }
        for part in parts + [trailer] { part.withUnsafeBytes { digest.update($0) } }
        return verifies(digest: digest.finish(), with: key, name)
    }

    private func verifies(digest: [UInt8], with key: OpenPGPKey, _ name: String) -> Bool {
        guard digest.starts(with: start), let material = key.material else { return false }
        // Of a digest that is longer than DSA's numbers, the beginning is signed.
        if case .dsa(_, let q, _, _) = material, digest.count > q.count {
            let cut = Array(digest.prefix(q.count))
            return material.verifies(numbers, cutDigest: cut)
        }
        return material.verifies(numbers, digest: digest, of: name)
    }

    /// What names it in a status line: a digest of its numbers.
    var identity: [UInt8] {
        guard var digest = MessageDigest(.sha1) else { return [] }
        let time = stride(from: 24, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: created >> $0)
        }
        // Each number with the count of its bits in front, as the signature has it.
        let counted = numbers.map { number -> [UInt8] in
            let plain = Array(number.drop { $0 == 0 })
            let bits = plain.count * 8 - (plain.first?.leadingZeroBitCount ?? 0)
            return [UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits)] + plain
        }
        for part in [[algorithm, hash] + time] + counted {
            part.withUnsafeBytes { digest.update($0) }
        }
        return Array(Base64.encode(digest.finish()).utf8.filter { $0 != UInt8(ascii: "=") })
    }

    /// A document as it is hashed: lines of a text end with CR and LF.
    func canonical(_ bytes: [UInt8]) -> [UInt8] {
        guard kind == Kind.text else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var last: UInt8 = 0
        for byte in bytes {
            if byte == 10, last != 13 { result.append(13) }
            result.append(byte)
            last = byte
        }
        return result
    }

    /// True for one that is over at a time.
    func isExpired(at now: Int) -> Bool { lifetime.map { created &+ $0 < now } ?? false }
}
