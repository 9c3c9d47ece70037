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
    private static let checksumOptions: [UtilityOption] = [
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
private final class ChecksumRun {
    private let call: UtilityCall
    private let kind: ChecksumKind
    private let isGNU: Bool
    private var length: Int

    init(_ call: UtilityCall, _ kind: ChecksumKind) {
        self.call = call
        self.kind = kind
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
        if call.has("c") { return try ChecksumCheck(call, kind, length).perform() }
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
        if call.has("tag") {
            let size = length == kind.length ? "" : "-\(length * 8)"
            try call.write("\(kind.tag)\(size) (")
            try call.write(shown + Array(") = ".utf8) + digest + [end])
            return
        }
        let isMarked = isGNU && call.options.last(of: "b", "t") == "b"
        try call.write(digest + [32, isMarked ? 42 : 32] + shown + [end])
    }
}

/// The checking of lists of checksums.
private final class ChecksumCheck {
    private let call: UtilityCall
    private let kind: ChecksumKind
    private let length: Int
    private let isGNU: Bool
    private let isSilent: Bool

    init(_ call: UtilityCall, _ kind: ChecksumKind, _ length: Int) {
        self.call = call
        self.kind = kind
        self.length = length
        isGNU = call.manner == .gnu
        isSilent = call.options.has(any: "status", "s")
    }

    func perform() throws -> UInt8 {
        for name in call.operands.isEmpty ? [[UInt8(ascii: "-")]] : call.operands {
            do {
                let reader = try call.reader(name)
                defer { reader.close() }
                if isGNU { try check(reader, name) } else { try checkPlainly(reader, name) }
            } catch let error as FileError {
                try call.complain(name, error)
            }
        }
        return call.status
    }

    private func digest(of name: [UInt8], _ length: Int) throws -> [UInt8] {
        let reader = try call.reader(name)
        defer { reader.close() }
        return try kind.digest(of: reader, length: length)
    }

    private func check(_ reader: ByteReader, _ list: [UInt8]) throws {
        let source =
            list == [45] ? "'standard input'" : call.shown(list)
        var (malformed, unreadable, mismatched, lines, wellFormed, matched) = (0, 0, 0, 0, 0, 0)
        while let line = try reader.line() {
            try call.context.step()
            lines += 1
            var bytes = Array(reader.bytes[line.range])
            if bytes.last == 13 { bytes.removeLast() }
            if bytes.isEmpty || bytes[0] == UInt8(ascii: "#") { continue }
            guard let entry = ChecksumLine(bytes, kind, length) else {
                malformed += 1
                if call.has("w") {
                    try call.complain(
                        "\(source): \(lines): improperly formatted \(kind.tag) checksum line")
                }
                continue
            }
            wellFormed += 1
            // Only where a line would break is a name escaped here.
            let breaks = entry.name.contains { $0 == 10 || $0 == 13 }
            let name = breaks ? [92] + ChecksumLine.escaped(entry.name).name : entry.name
            do {
                let isRight = try digest(of: entry.name, entry.length) == entry.digest
                if isRight { matched += 1 } else { mismatched += 1 }
                guard !isSilent, !isRight || !call.has("quiet") else { continue }
                try call.write(name + Array(isRight ? ": OK\n".utf8 : ": FAILED\n".utf8))
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                if error.code == .notFound, call.has("ignore-missing") { continue }
                unreadable += 1
                try call.complain("\(call.shown(entry.name)): \(error.reason)")
                if !isSilent { try call.write(name + Array(": FAILED open or read\n".utf8)) }
            }
        }
        if wellFormed == 0 {
            try call.complain("\(source): no properly formatted checksum lines found")
            call.status = 1
            return
        }
        func warn(_ count: Int, _ one: String, _ many: String) throws {
            guard count > 0, !isSilent else { return }
            try call.complain("WARNING: \(count) \(count == 1 ? one : many)")
        }
        try warn(malformed, "line is improperly formatted", "lines are improperly formatted")
        try warn(
            unreadable, "listed file could not be read", "listed files could not be read")
        try warn(
            mismatched, "computed checksum did NOT match", "computed checksums did NOT match")
        if call.has("ignore-missing"), matched == 0, mismatched == 0 {
            try call.complain("\(source): no file was verified")
            call.status = 1
        }
        if mismatched > 0 || unreadable > 0 || call.has("strict") && malformed > 0 {
            call.status = 1
        }
    }

    /// Busybox takes lines apart at their first two blanks.
    private func checkPlainly(_ reader: ByteReader, _ list: [UInt8]) throws {
        var (lines, failed) = (0, 0)
        while let line = try reader.line() {
            try call.context.step()
            lines += 1
            let bytes = Array(reader.bytes[line.range])
            guard let blank = bytes.firstIndex(of: 32), blank + 2 <= bytes.count,
                bytes[(blank + 1)...].first == 32 || bytes[(blank + 1)...].first == 42
            else {
                if call.has("w") { try call.complain("invalid format") }
                failed += 1
                continue
            }
            let name = Array(bytes[(blank + 2)...])
            var isRight = false
            do {
                let digest = try digest(of: name, length)
                isRight = digest == bytes[..<blank].map { $0 &- 65 < 26 ? $0 | 32 : $0 }
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try call.complain("can't open '\(call.text(name))': \(error.reason)")
            }
            if !isRight { failed += 1 }
            if !isSilent {
                try call.write(name + Array(isRight ? ": OK\n".utf8 : ": FAILED\n".utf8))
            }
        }
        if failed > 0 { call.status = 1 }
        if failed > 0, !isSilent {
            try call.complain("WARNING: \(failed) of \(lines) computed checksums did NOT match")
        }
        if lines == 0 {
            try call.complain("\(call.text(list)): no checksum lines found")
            call.status = 1
        }
    }
}

/// A line of a list of checksums.
private struct ChecksumLine {
    let digest: [UInt8]
    let name: [UInt8]
    let length: Int

    /// Reads `DIGEST  NAME`, `DIGEST *NAME`, `DIGEST NAME` and `KIND (NAME) = DIGEST`.
    init?(_ line: [UInt8], _ kind: ChecksumKind, _ length: Int) {
        var rest = line.drop { $0 == 32 || $0 == 9 }
        let isEscaped = rest.first == 92
        if isEscaped { rest.removeFirst() }
        var name: [UInt8]
        var digits: ArraySlice<UInt8>
        var length = length
        if rest.starts(with: kind.tag.utf8) {
            rest = rest.dropFirst(kind.tag.utf8.count)
            if kind.name.isEmpty, rest.first == 45 {
                let bits = rest.dropFirst().prefix { $0 &- 48 < 10 }
                guard let count = Int(String(decoding: bits, as: UTF8.self)), count % 8 == 0,
                    (8...512).contains(count)
                else { return nil }
                length = count / 8
                rest = rest.dropFirst(1 + bits.count)
            }
            if rest.first == 32 { rest.removeFirst() }
            guard rest.first == UInt8(ascii: "("), let close = rest.lastIndex(of: 41) else {
                return nil
            }
            name = Array(rest[(rest.startIndex + 1)..<close])
            digits = rest[(close + 1)...].drop { $0 == 32 }
            guard digits.first == UInt8(ascii: "=") else { return nil }
            digits = digits.dropFirst().drop { $0 == 32 || $0 == 9 }
        } else {
            digits = rest.prefix { Self.isHex($0) }
            if kind.name.isEmpty, digits.count % 2 == 0, (2...128).contains(digits.count) {
                length = digits.count / 2
            }
            rest = rest.dropFirst(digits.count)
            guard rest.first == 32 || rest.first == 9 else { return nil }
            rest.removeFirst()
            if rest.first == 32 || rest.first == 42 { rest.removeFirst() }
            name = Array(rest)
        }
        guard digits.count == 2 * length, digits.allSatisfy(Self.isHex), !name.isEmpty else {
            return nil
        }
        if isEscaped {
            guard let plain = Self.unescaped(name) else { return nil }
            name = plain
        }
        self.name = name
        self.length = length
        digest = digits.map { $0 &- 65 < 26 ? $0 | 32 : $0 }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 32) &- 97 < 6
    }

    /// A name as a line has it, and whether a backslash has to stand before the line.
    static func escaped(_ name: [UInt8]) -> (name: [UInt8], isEscaped: Bool) {
        guard name.contains(where: { $0 == 92 || $0 == 10 || $0 == 13 }) else {
            return (name, false)
        }
        var result: [UInt8] = []
        for byte in name {
            switch byte {
            case 92: result += [92, 92]
            case 10: result += [92, UInt8(ascii: "n")]
            case 13: result += [92, UInt8(ascii: "r")]
            default: result.append(byte)
            }
        }
        return (result, true)
    }

    private static func unescaped(_ name: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = name[...]
        while let byte = rest.popFirst() {
            guard byte == 92 else {
                result.append(byte)
                continue
            }
            switch rest.popFirst() {
            case 92?: result.append(92)
            case UInt8(ascii: "n")?: result.append(10)
            case UInt8(ascii: "r")?: result.append(13)
            default: return nil
            }
        }
        return result
    }
}
