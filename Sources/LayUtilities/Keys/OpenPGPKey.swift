internal import LayArchive

/// A key of OpenPGP (RFC 4880, 5.5), of which only the public half is ever read.
struct OpenPGPKey {
    let created: Int
    let algorithm: UInt8
    let fingerprint: [UInt8]
    /// What checks its signatures; `nil` for a key that makes none.
    let material: PublicKey?
    let bits: Int
    private let curve: [UInt8]
    /// What is hashed of it.
    let hashed: [UInt8]

    /// The bytes of the curves' object identifiers, with their names and sizes.
    private static let curves: [(bytes: [UInt8], name: String, bits: Int)] = [
        ([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07], "nistp256", 256),
        ([0x2b, 0x81, 0x04, 0x00, 0x22], "nistp384", 384),
        ([0x2b, 0x81, 0x04, 0x00, 0x23], "nistp521", 521),
        ([0x2b, 0x81, 0x04, 0x00, 0x0a], "secp256k1", 256),
        ([0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x07], "brainpoolP256r1", 256),
        ([0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0b], "brainpoolP384r1", 384),
        ([0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0d], "brainpoolP512r1", 512),
        ([0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x0f, 0x01], "ed25519", 255),
        ([0x2b, 0x06, 0x01, 0x04, 0x01, 0x97, 0x55, 0x01, 0x05, 0x01], "cv25519", 255),
    ]

    init?(_ body: [UInt8]) {
        var reader = OpenPGPBytes(body[...])
        guard reader.byte() == 4, let created = reader.number(4), let algorithm = reader.byte(),
            body.count < 1 << 16
        else { return nil }
        self.created = created
        self.algorithm = algorithm
        hashed = [0x99, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
        guard var hash = MessageDigest(.sha1) else { return nil }
        hashed.withUnsafeBytes { hash.update($0) }
        fingerprint = hash.finish()
        var curve: [UInt8] = []
        if [18, 19, 22].contains(algorithm) {
            guard let size = reader.byte(), let bytes = reader.take(Int(size)) else { return nil }
            curve = Array(bytes)
        }
        self.curve = curve
        var numbers: [[UInt8]] = []
        while numbers.count < 4, let number = reader.integer() { numbers.append(number) }
        let known = Self.curves.first { $0.bytes == curve }
        bits = known?.bits ?? Self.bits(numbers.first ?? [])
        switch (algorithm, numbers.count) {
        case (1, 2...), (3, 2...): material = .rsa(modulus: numbers[0], exponent: numbers[1])
        case (17, 4): material = .dsa(p: numbers[0], q: numbers[1], g: numbers[2], y: numbers[3])
        case (19, 1...): material = .elliptic(curve: curve, point: numbers[0])
        // A byte in front says how the point is written.
        case (22, 1...): material = .ed25519(Array(numbers[0].dropFirst()))
        default: material = nil
        }
    }

    private static func bits(_ number: [UInt8]) -> Int {
        let plain = number.drop { $0 == 0 }
        guard let first = plain.first else { return 0 }
        return plain.count * 8 - first.leadingZeroBitCount
    }

    var keyID: [UInt8] { Array(fingerprint.suffix(8)) }

    /// The curve's name; empty for keys without one.
    var curveName: String { Self.curves.first { $0.bytes == curve }?.name ?? "" }

    /// `rsa4096`, `ed25519`.
    var shortName: String {
        if !curveName.isEmpty { return curveName }
        switch algorithm {
        case 1, 2, 3: return "rsa\(bits)"
        case 16: return "elg\(bits)"
        case 17: return "dsa\(bits)"
        default: return "unknown_\(algorithm)"
        }
    }

    /// What gpg calls an algorithm.
    static func name(of algorithm: UInt8) -> String {
        [
            1: "RSA", 2: "RSA", 3: "RSA", 16: "ELG", 17: "DSA", 18: "ECDH", 19: "ECDSA",
            22: "EDDSA",
        ][Int(algorithm)] ?? "[unknown]"
    }

    /// What it may do where no signature says it: sign and certify, encrypt.
    func capabilities(_ flags: UInt8?) -> String {
        guard let flags else {
            switch algorithm {
            case 1: return "sce"
            case 16, 18, 2: return "e"
            default: return "sc"
            }
        }
        var text = ""
        if flags & 0x0c != 0 { text += "e" }
        if flags & 2 != 0 { text += "s" }
        if flags & 1 != 0 { text += "c" }
        if flags & 0x20 != 0 { text += "a" }
        return text
    }
}

/// A key with its owners and what belongs to it (RFC 4880, 11.1).
struct OpenPGPCertificate {
    /// An owner, as the key itself says.
    struct UserID {
        let text: [UInt8]
        let certification: OpenPGPSignature
    }

    /// A key below the first one.
    struct Subkey {
        let key: OpenPGPKey
        let binding: OpenPGPSignature
    }

    let key: OpenPGPKey
    /// The first is the one that the key names so, or the newest.
    private(set) var userIDs: [UserID] = []
    private(set) var subkeys: [Subkey] = []
    private(set) var isRevoked = false
    /// Its packets as they were read.
    private(set) var bytes: [UInt8]

    /// Longer names of owners are no names (gpg's MAX_UID_PACKET_LENGTH).
    private static let longestName = 2048

    /// The certificates among packets.
    ///
    /// - Parameter work: asked before each signature is checked, with the bytes that this takes.
    /// - Throws: what `work` throws.
    static func all(
        _ packets: [OpenPGPPacket], work: (Int) throws -> Void
    ) rethrows -> [OpenPGPCertificate] {
        var result: [OpenPGPCertificate] = []
        var rest = packets[...]
        while let first = rest.popFirst() {
            guard first.tag == OpenPGPPacket.Tag.key, let key = OpenPGPKey(first.body) else {
                continue
            }
            let inner = rest.prefix {
                $0.tag != OpenPGPPacket.Tag.key && [2, 12, 13, 14, 17].contains($0.tag)
            }
            rest = rest.dropFirst(inner.count)
            result.append(try OpenPGPCertificate(key, first, inner, work))
        }
        return result
    }

    private init(
        _ key: OpenPGPKey, _ first: OpenPGPPacket, _ inner: ArraySlice<OpenPGPPacket>,
        _ work: (Int) throws -> Void
    ) rethrows {
        self.key = key
        bytes = first.bytes
        var owner: [UInt8]?
        var subkey: OpenPGPKey?
        for packet in inner {
            bytes += packet.bytes
            switch packet.tag {
            case OpenPGPPacket.Tag.userID:
                (owner, subkey) = (packet.body.count > Self.longestName ? nil : packet.body, nil)
            case OpenPGPPacket.Tag.subkey: (owner, subkey) = (nil, OpenPGPKey(packet.body))
            case OpenPGPPacket.Tag.attribute: (owner, subkey) = (nil, nil)
            case OpenPGPPacket.Tag.signature:
                try work(key.hashed.count + packet.body.count)
                take(packet, owner, subkey)
            default: continue
            }
        }
        // The one that is named so is the first; without one, or of several, the newest.
        let first = userIDs.indices.max {
            let (left, right) = (userIDs[$0].certification, userIDs[$1].certification)
            if left.isPrimaryUserID != right.isPrimaryUserID { return right.isPrimaryUserID }
            return left.created < right.created
        }
        if let first { userIDs.insert(userIDs.remove(at: first), at: 0) }
    }

    /// Looks at a signature; those of others say nothing here.
    private mutating func take(
        _ packet: OpenPGPPacket, _ owner: [UInt8]?, _ subkey: OpenPGPKey?
    ) {
        guard let signature = OpenPGPSignature(packet.body), signature.keyID == key.keyID else {
            return
        }
        if let owner, OpenPGPSignature.Kind.userIDs.contains(signature.kind) {
            let size = stride(from: 24, through: 0, by: -8).map {
                UInt8(truncatingIfNeeded: owner.count >> $0)
            }
            let head = signature.version == 3 ? [] : [0xb4] + size
            guard signature.verifies([key.hashed, head + owner], with: key) else { return }
            let found = UserID(text: owner, certification: signature)
            if let index = userIDs.firstIndex(where: { $0.text == owner }) {
                if signature.created >= userIDs[index].certification.created {
                    userIDs[index] = found
                }
            } else {
                userIDs.append(found)
            }
        } else if let subkey, signature.kind == OpenPGPSignature.Kind.subkey {
            guard signature.verifies([key.hashed, subkey.hashed], with: key) else { return }
            let found = Subkey(key: subkey, binding: signature)
            if let index = subkeys.firstIndex(where: { $0.key.fingerprint == subkey.fingerprint }) {
                if signature.created >= subkeys[index].binding.created { subkeys[index] = found }
            } else {
                subkeys.append(found)
            }
        } else if owner == nil, subkey == nil,
            signature.kind == OpenPGPSignature.Kind.revocation
        {
            isRevoked = isRevoked || signature.verifies([key.hashed], with: key)
        }
    }

    /// The owner that is named in messages.
    var name: String {
        userIDs.first.map { String(decoding: $0.text, as: UTF8.self) } ?? "[User ID not found]"
    }

    /// When it is over; `nil` for never.
    var expires: Int? {
        userIDs.first?.certification.keyLifetime.map { key.created &+ $0 }
    }

    func isExpired(at now: Int) -> Bool { expires.map { $0 <= now } ?? false }

    /// All keys in it.
    var keys: [OpenPGPKey] { [key] + subkeys.map(\.key) }

    /// What all of its keys may do together.
    func capabilities(at now: Int) -> String {
        var all = Set<Character>()
        all.formUnion(key.capabilities(userIDs.first?.certification.keyFlags))
        for subkey in subkeys {
            let isOver = subkey.binding.keyLifetime.map { subkey.key.created &+ $0 <= now } ?? false
            if !isOver { all.formUnion(subkey.key.capabilities(subkey.binding.keyFlags)) }
        }
        return "esca".filter { all.contains($0) }
    }

    /// True for one that a word means: the end of a fingerprint, or a part of an owner's name.
    func isMeant(_ word: [UInt8]) -> Bool {
        var digits = word[...]
        if digits.starts(with: "0x".utf8) || digits.starts(with: "0X".utf8) {
            digits = digits.dropFirst(2)
        }
        let hex = digits.filter { $0 != 32 && $0 != UInt8(ascii: "!") }.map { upper($0) }
        let isHex = hex.allSatisfy { (48...57).contains($0) || (65...70).contains($0) }
        if isHex, [8, 16, 40].contains(hex.count) {
            return keys.contains { Hex.upper($0.fingerprint).hasSuffix(hex) }
        }
        if word.first == UInt8(ascii: "=") {
            return userIDs.contains { $0.text == Array(word.dropFirst()) }
        }
        let wanted = word.map { lower($0) }
        return userIDs.contains { owner in
            let text = owner.text.map { lower($0) }
            return text.count >= wanted.count
                && (0...(text.count - wanted.count)).contains {
                    text[$0...].starts(with: wanted)
                }
        }
    }

    private func upper(_ byte: UInt8) -> UInt8 { (97...122).contains(byte) ? byte &- 32 : byte }
    private func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte &+ 32 : byte }
}

/// Bytes as hexadecimal digits.
enum Hex {
    static func upper(_ bytes: [UInt8]) -> [UInt8] { text(bytes, "0123456789ABCDEF") }
    static func lower(_ bytes: [UInt8]) -> [UInt8] { text(bytes, "0123456789abcdef") }

    private static func text(_ bytes: [UInt8], _ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ end: [UInt8]) -> Bool { suffix(end.count).elementsEqual(end) }
}
