internal import LayArchive
import LayBounds
import LayFiles
import LayShell

extension OpensslRun {
    /// `openssl enc`, and the commands that are named as a cipher is.
    func encipher(_ kind: String?) throws -> UInt8 {
        let options = try options(
            values: [
                "in", "out", "k", "kfile", "pass", "K", "S", "iv", "md", "iter", "bufsize",
                "engine",
                "rand", "writerand",
            ],
            flags: [
                "e", "d", "a", "base64", "A", "nopad", "salt", "nosalt", "pbkdf2", "v", "none", "p",
            ]
        ) { PasswordCipher.sizes(of: $0) != nil }
        let isBase64 =
            kind == "base64" || options.flags.contains("a") || options.flags.contains("base64")
        let cipher = options.other ?? (kind == "base64" ? nil : kind)
        let name = options.values["in"]
        let shown = call.text(name ?? [])
        let reader = try reader(name) { "Can't open \"\(shown)\" for reading, \($0)" }
        defer { reader.close() }
        let file = try output(options)
        let decrypts = options.flags.contains("d")
        let source = EncodedSource(
            reader, isBase64: isBase64 && decrypts, isOneLine: options.flags.contains("A"))
        let target = EncodedTarget(
            isBase64: isBase64 && !decrypts, isOneLine: options.flags.contains("A")
        ) { try put($0, to: file) }
        var status: UInt8 = 0
        if let cipher {
            status = try cross(source, target, cipher, options)
        } else {
            while let piece = try source.next() { try target.write(piece[...]) }
        }
        try target.finish()
        try file?.flush()
        return status
    }

    private func cross(
        _ source: EncodedSource, _ target: EncodedTarget, _ name: String, _ options: OpensslOptions
    ) throws -> UInt8 {
        let decrypts = options.flags.contains("d")
        guard let sizes = PasswordCipher.sizes(of: name) else { return 1 }
        var first = try source.next() ?? []
        let key: [UInt8]
        var start = try hex(options.values["iv"], sizes.start)
        if let text = options.values["K"] {
            key = try hex(text, sizes.key) ?? []
            if start == nil, sizes.start > 0 { return try fail("iv undefined") }
        } else {
            guard let password = try secret(options) else {
                return try fail("\(self.name): nobody is there to ask for a password")
            }
            var salt: [UInt8] = []
            if let text = options.values["S"] {
                salt = try hex(text, 8) ?? []
            } else if !options.flags.contains("nosalt") {
                if decrypts {
                    while first.count < 16, let more = try source.next() { first += more }
                    guard first.count >= 16 else { return try fail("error reading input file") }
                    guard first.starts(with: "Salted__".utf8) else {
                        return try fail("bad magic number")
                    }
                    salt = Array(first[8..<16])
                    first.removeFirst(16)
                } else {
                    salt = try random(8)
                    try target.write((Array("Salted__".utf8) + salt)[...])
                }
            }
            guard
                let made = try derive(password, salt, sizes.key + sizes.start, options)
            else { return try fail("\(self.name): Unknown message digest") }
            key = Array(made.prefix(sizes.key))
            start = start ?? Array(made.dropFirst(sizes.key))
        }
        guard
            var cipher = PasswordCipher(
                name, key: key, start: start ?? [], encrypts: !decrypts,
                pads: !options.flags.contains("nopad"))
        else { return try fail("Error setting cipher \(name)") }
        var piece: [UInt8]? = first
        while let bytes = piece {
            guard let changed = cipher.update(bytes[...]) else { return try fail("bad decrypt") }
            try target.write(changed[...])
            piece = try source.next()
        }
        guard let last = cipher.finish() else {
            try target.finish()
            return try fail(decrypts ? "bad decrypt" : "bad encrypt")
        }
        try target.write(last[...])
        return 0
    }

    /// A key or what a cipher begins with, in hexadecimal digits, with zeros behind it.
    private func hex(_ text: [UInt8]?, _ count: Int) throws -> [UInt8]? {
        guard let text else { return nil }
        let digits = text.map { byte -> UInt8? in
            switch byte {
            case 48...57: byte &- 48
            case 65...70: byte &- 55
            case 97...102: byte &- 87
            default: nil
            }
        }
        guard !digits.contains(nil) else {
            _ = try fail("non-hex digit")
            throw UtilityFailure(nil)
        }
        let known = digits.compactMap { $0 }
        if known.count > 2 * count {
            try call.flush()
            try call.context.errors.write("hex string is too long, ignoring excess\n")
        } else if known.count < 2 * count {
            try call.flush()
            try call.context.errors.write(
                "hex string is too short, padding with zero bytes to length\n")
        }
        return (0..<count).map { index in
            let high = 2 * index < known.count ? known[2 * index] : 0
            let low = 2 * index + 1 < known.count ? known[2 * index + 1] : 0
            return high << 4 | low
        }
    }

    /// The password: given, in a file, in a variable, or on the standard input.
    private func secret(_ options: OpensslOptions) throws -> [UInt8]? {
        if let text = options.values["k"] { return text }
        func line(_ name: [UInt8]?) throws -> [UInt8] {
            let reader = try reader(name) { "Can't open file \(call.text(name ?? [])), \($0)" }
            defer { reader.close() }
            guard let line = try reader.line() else { return [] }
            return Array(reader.bytes[line.range])
        }
        if let name = options.values["kfile"] { return try line(name) }
        guard let pass = options.values["pass"] else { return nil }
        let text = call.text(pass)
        if text.hasPrefix("pass:") { return Array(pass.dropFirst(5)) }
        if text.hasPrefix("env:") {
            return call.context[String(text.dropFirst(4))].map { Array($0.utf8) }
        }
        if text.hasPrefix("file:") { return try line(Array(pass.dropFirst(5))) }
        if text == "stdin" { return try line(nil) }
        _ = try fail("Invalid password argument, missing ':' within the first \(text.count) chars")
        _ = try fail("Error getting password")
        throw UtilityFailure(nil)
    }

    private func derive(
        _ password: [UInt8], _ salt: [UInt8], _ count: Int, _ options: OpensslOptions
    ) throws -> [UInt8]? {
        let digest = call.text(options.values["md"] ?? Array("sha256".utf8))
        guard options.flags.contains("pbkdf2") || options.values["iter"] != nil else {
            try call.flush()
            try call.context.errors.write(
                "*** WARNING : deprecated key derivation used.\n"
                    + "Using -iter or -pbkdf2 would be better.\n")
            try call.context.step(1 + password.count / 64)
            return PasswordCipher.deriveOnce(password, salt: salt, digest: digest, count: count)
        }
        let rounds = options.values["iter"].flatMap { Int(call.text($0)) } ?? 10_000
        guard rounds > 0, rounds < 1 << 31 else {
            _ = try fail("enc: Non-positive number \"\(rounds)\" for option -iter")
            throw UtilityFailure(nil)
        }
        // A round is two blocks of a digest, for each part of what is made.
        try call.context.step(rounds * 4)
        return PasswordCipher.derive(
            password, salt: salt, rounds: rounds, digest: digest, count: count)
    }
}

/// What is read, out of base64 where it is in it.
private final class EncodedSource {
    private let reader: ByteReader
    private let isBase64: Bool
    private let isOneLine: Bool

    init(_ reader: ByteReader, isBase64: Bool, isOneLine: Bool) {
        self.reader = reader
        self.isBase64 = isBase64
        self.isOneLine = isOneLine
    }

    /// The next bytes; `nil` at the end.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func next() throws -> [UInt8]? {
        guard isBase64 else { return try reader.piece().map { Array(reader.bytes[$0]) } }
        if isOneLine {
            var digits: [UInt8] = []
            while digits.count < 48 << 10, let range = try reader.piece() {
                digits += reader.bytes[range].filter { $0 > 32 }
                let rest = digits.count % 4
                if rest > 0 {
                    reader.back(rest)
                    digits.removeLast(rest)
                    if digits.isEmpty { return nil }
                    break
                }
            }
            return digits.isEmpty ? nil : Base64.decode(digits)
        }
        // A line without its end is none to OpenSSL.
        guard let line = try reader.line(), line.isEnded else { return nil }
        return Base64.decode(reader.bytes[line.range].filter { $0 > 32 })
    }
}

/// What is written, in base64 where that is asked for.
private final class EncodedTarget {
    private let isBase64: Bool
    private let isOneLine: Bool
    private let put: ([UInt8]) throws -> Void
    private var pending: [UInt8] = []

    init(isBase64: Bool, isOneLine: Bool, put: @escaping ([UInt8]) throws -> Void) {
        self.isBase64 = isBase64
        self.isOneLine = isOneLine
        self.put = put
    }

    /// - Throws: what writing throws.
    func write(_ bytes: ArraySlice<UInt8>) throws {
        guard isBase64 else { return try put(Array(bytes)) }
        pending += bytes
        let whole = pending.count / 48 * 48
        if whole > 0 {
            try put(text(Array(pending[..<whole])))
            pending.removeFirst(whole)
        }
    }

    /// - Throws: what writing throws.
    func finish() throws {
        if !pending.isEmpty { try put(text(pending)) }
        pending = []
    }

    private func text(_ bytes: [UInt8]) -> [UInt8] {
        isOneLine ? Array(Base64.encode(bytes).utf8) : Base64Lines.encoded(bytes)
    }
}
