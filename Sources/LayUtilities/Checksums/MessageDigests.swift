internal import LayArchive
import LayFiles
import LayShell

/// A kind of checksum, as md5sum and its like compute it.
struct ChecksumKind: Sendable {
    /// What a line with a tag calls it: `SHA256`.
    let tag: String
    /// What OpenSSL calls it; empty for BLAKE2b, which comes in many lengths.
    let name: String
    /// Bytes of a digest, of BLAKE2b the most.
    let length: Int

    /// The digest of what a reader has left.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func digest(of reader: ByteReader, length: Int) throws -> [UInt8] {
        if name.isEmpty {
            var hash = Blake2(length: length)
            while let range = try reader.piece() {
                reader.bytes.withUnsafeBytes { hash.update(.init(rebasing: $0[range])) }
            }
            return Self.hex(hash.finish())
        }
        guard var hash = MessageDigest(named: name) else {
            throw UtilityFailure("the machine's library has no \(name)")
        }
        while let range = try reader.piece() {
            reader.bytes.withUnsafeBytes { hash.update(.init(rebasing: $0[range])) }
        }
        return Self.hex(hash.finish())
    }

    private static func hex(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            for digit in [byte >> 4, byte & 15] {
                text.append(digit < 10 ? 48 + digit : 87 + digit)
            }
        }
        return text
    }
}

extension Utilities {
    static let checksumOptions: [UtilityOption] = [
        UtilityOption("-b, --binary", "mark the names with a *", .works, .gnu),
        UtilityOption("-b", "as without it", .idle("bytes are bytes"), .busybox),
        UtilityOption("-c, --check", "read checksums and check them"),
        UtilityOption("--tag", "lines with the kind", .works, .gnu),
        UtilityOption("-t, --text", "mark the names with a blank"),
        UtilityOption("-z, --zero", "end lines with NUL, names as they are", .works, .gnu),
        UtilityOption("--ignore-missing", "pass over files that are not there", .works, .gnu),
        UtilityOption("--quiet", "print no OK", .works, .gnu),
        UtilityOption("--status", "print nothing", .works, .gnu),
        UtilityOption("--strict", "fail for lines that are none", .works, .gnu),
        UtilityOption("-s", "print nothing", .works, .busybox),
        UtilityOption("-w, --warn", "tell of lines that are none"),
    ]

    private static func checksum(
        _ name: String, _ kind: ChecksumKind, _ more: [UtilityOption] = []
    ) -> Utility {
        Utility(
            name, "print or check \(kind.tag) checksums", usage: "[OPTION]... [FILE]...",
            more + checksumOptions
        ) { call in try ChecksumRun(call, kind).perform() }
    }

    static let checksumUtilities: [Utility] = [
        checksum("md5sum", ChecksumKind(tag: "MD5", name: "MD5", length: 16)),
        checksum("sha1sum", ChecksumKind(tag: "SHA1", name: "SHA1", length: 20)),
        checksum("sha224sum", ChecksumKind(tag: "SHA224", name: "SHA224", length: 28)),
        checksum("sha256sum", ChecksumKind(tag: "SHA256", name: "SHA256", length: 32)),
        checksum("sha384sum", ChecksumKind(tag: "SHA384", name: "SHA384", length: 48)),
        checksum("sha512sum", ChecksumKind(tag: "SHA512", name: "SHA512", length: 64)),
        checksum(
            "b2sum", ChecksumKind(tag: "BLAKE2b", name: "", length: 64),
            [UtilityOption("-l, --length=BITS", "bits of the digest", .works, .gnu)]),
        Utility(
            "sha3sum", "print or check SHA3 checksums", usage: "[-c[sw]] [-a BITS] [FILE]...",
            [UtilityOption("-a BITS", "224, 256, 384 or 512 bits")] + checksumOptions
        ) { call in
            let bits = call.options.text("a").map { Int($0) } ?? 224
            guard let bits, [224, 256, 384, 512].contains(bits) else {
                throw call.misuse("invalid number of bits")
            }
            let kind = ChecksumKind(tag: "SHA3", name: "SHA3-\(bits)", length: bits / 8)
            return try ChecksumRun(call, kind).perform()
        },
    ]
}

/// One call of md5sum or its like.
final class ChecksumRun {
    private let call: UtilityCall
    private let kind: ChecksumKind
    /// The kinds that lines of a list may be of.
    private let kinds: [ChecksumKind]
    private let isTagged: Bool
    private let isGNU: Bool
    private var length: Int

    /// - Parameter kinds: those that a list may have, where they are more than `kind`.
    init(
        _ call: UtilityCall, _ kind: ChecksumKind, kinds: [ChecksumKind]? = nil,
        isTagged: Bool? = nil
    ) {
        self.call = call
        self.kind = kind
        self.kinds = kinds ?? [kind]
        self.isTagged = isTagged ?? call.has("tag")
        isGNU = call.manner == .gnu
        length = kind.length
    }

    func perform() throws -> UInt8 {
        if let text = call.options.value("l") {
            guard let bits = Int(call.text(text)), bits >= 0 else {
                throw UtilityFailure("invalid length: \(call.quoted(text))")
            }
            if bits > 512 || bits % 8 != 0 {
                try call.complain("invalid length: \(call.quoted(text))")
                throw UtilityFailure(
                    bits > 512
                        ? "maximum digest length for 'BLAKE2b' is 512 bits"
                        : "length is not a multiple of 8")
            }
            if bits > 0 { length = bits / 8 }
        }
        try checkOptions()
        if call.has("c") { return try ChecksumCheck(call, kinds, length).perform() }
        for name in call.operands.isEmpty ? [[UInt8(ascii: "-")]] : call.operands {
            try print(name)
        }
        return call.status
    }

    private func checkOptions() throws {
        let isCheck = call.has("c")
        guard isGNU else {
            if !isCheck, call.options.has(any: "s", "w") { throw call.misuse("-s and -w need -c") }
            return
        }
        if call.has("tag"), call.options.last(of: "b", "t") == "t" {
            throw call.misuse("--tag does not support --text mode")
        }
        if isCheck, call.has("z") {
            throw call.misuse("the --zero option is not supported when verifying checksums")
        }
        if isCheck, call.has("tag") {
            throw call.misuse("the --tag option is meaningless when verifying checksums")
        }
        if isCheck, call.options.has(any: "b", "t") {
            throw call.misuse(
                "the --binary and --text options are meaningless when verifying checksums")
        }
        for (key, name) in [
            ("ignore-missing", "ignore-missing"), ("status", "status"), ("w", "warn"),
            ("quiet", "quiet"), ("strict", "strict"),
        ] where !isCheck && call.has(key) {
            throw call.misuse(
                "the --\(name) option is meaningful only when verifying checksums")
        }
    }

    private func print(_ name: [UInt8]) throws {
        let digest: [UInt8]
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            digest = try kind.digest(of: reader, length: length)
        } catch let error as FileError {
            if !isGNU, error.bound == nil {
                let verb = error.code == .isDirectory ? "read" : "open"
                try call.complain("can't \(verb) '\(call.text(name))': \(error.reason)")
                call.status = 1
                return
            }
            return try call.complain(name, error)
        }
        let end: UInt8 = call.has("z") ? 0 : 10
        let (shown, isEscaped) =
            end == 10 && isGNU ? ChecksumLine.escaped(name) : (name, false)
        if isEscaped { try call.write(byte: 92) }
        if isTagged {
            let size = length == kind.length ? "" : "-\(length * 8)"
            try call.write("\(kind.tag)\(size) (")
            try call.write(shown + Array(") = ".utf8) + digest + [end])
            return
        }
        let isMarked = isGNU && call.options.last(of: "b", "t") == "b"
        try call.write(digest + [32, isMarked ? 42 : 32] + shown + [end])
    }
}
