internal import LayArchive
import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let opensslUtility = Utility(
        "openssl", "checksums, ciphers, passwords and certificates",
        usage: "COMMAND [-OPTION]... [FILE]...", readsWords: true
    ) { call in
        let words = Array(call.context.words.dropFirst())
        guard let first = words.first else {
            try call.write(OpensslRun.help)
            return 0
        }
        return try OpensslRun(call, call.text(first), Array(words.dropFirst())).perform()
    }
}

/// A command of openssl at work.
struct OpensslRun {
    let call: UtilityCall
    let name: String
    let words: [[UInt8]]

    init(_ call: UtilityCall, _ name: String, _ words: [[UInt8]]) {
        self.call = call
        self.name = name
        self.words = words
    }

    static let help =
        "Usage: openssl COMMAND [-OPTION]... [FILE]...\n"
        + "Commands: base64, dgst, enc, passwd, rand, version, x509, and the names of checksums "
        + "(sha256)\nand ciphers (aes-256-cbc).\n"

    /// Those that make or use private keys, or talk to somebody.
    private static let missing: Set<String> = [
        "asn1parse", "ca", "ciphers", "cmp", "cms", "crl", "crl2pkcs7", "dhparam", "dsa",
        "dsaparam", "ec", "ecparam", "engine", "errstr", "fipsinstall", "gendsa", "genpkey",
        "genrsa", "info", "kdf", "list", "mac", "nseq", "ocsp", "pkcs12", "pkcs7", "pkcs8", "pkey",
        "pkeyparam", "pkeyutl", "prime", "rehash", "req", "rsa", "rsautl", "s_client", "s_server",
        "s_time", "sess_id", "smime", "speed", "spkac", "srp", "storeutl", "ts", "verify",
    ]

    func perform() throws -> UInt8 {
        switch name {
        case "version", "-v", "--version":
            try call.write("OpenSSL 3.0.22 25 Aug 2026 (Library: OpenSSL 3.0.22 25 Aug 2026)\n")
            return 0
        case "help", "-help", "--help":
            try call.write(Self.help)
            return 0
        case "dgst": return try digest(nil)
        case "enc": return try encipher(nil)
        case "base64": return try encipher("base64")
        case "rand": return try random()
        case "passwd": return try password()
        case "x509": return try OpensslCertificate(self).perform()
        case _ where OpensslDigest.isKnown(name): return try digest(name)
        case _ where PasswordCipher.sizes(of: name) != nil: return try encipher(name)
        case _ where Self.missing.contains(name):
            return try fail(
                "openssl: '\(name)' is not supported by Lay, which has base64, dgst, enc, "
                    + "passwd, rand, version and x509")
        default:
            return try fail("Invalid command '\(name)'; type \"help\" for a list.")
        }
    }

    /// Writes a line of error; gives the status.
    func fail(_ line: String) throws -> UInt8 {
        try call.flush()
        try call.context.errors.write(line + "\n")
        return 1
    }

    /// The words of a command by its options.
    ///
    /// - Throws: `UtilityFailure` without a message, after the command's own, for an option that nobody
    ///   knows.
    func options(values: Set<String>, flags: Set<String>, others: (String) -> Bool = { _ in false })
        throws -> OpensslOptions
    {
        var result = OpensslOptions()
        var rest = words[...]
        while let word = rest.popFirst() {
            let text = call.text(word)
            guard text.hasPrefix("-"), text != "-" else {
                result.operands.append(word)
                result.operands += rest
                break
            }
            let option = String(text.drop { $0 == "-" })
            if values.contains(option) {
                guard let value = rest.popFirst() else {
                    _ = try fail("\(name): Option -\(option) needs a value")
                    _ = try fail("\(name): Use -help for summary.")
                    throw UtilityFailure(nil)
                }
                result.values[option] = value
            } else if flags.contains(option) {
                result.flags.insert(option)
            } else if others(option) {
                result.other = option
            } else {
                _ = try fail("\(name): Unknown option: -\(option)")
                _ = try fail("\(name): Use -help for summary.")
                throw UtilityFailure(nil)
            }
        }
        return result
    }

    /// Opens what is read: a file, or the standard input.
    ///
    /// - Throws: `UtilityFailure` without a message, after one, where it cannot be read.
    func reader(_ name: [UInt8]?, _ complaint: (String) -> String) throws -> ByteReader {
        do {
            return try name.map { try ByteReader(call.path($0), call.context) }
                ?? ByteReader(standardInputOf: call.context)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            _ = try fail(complaint(error.reason))
            throw UtilityFailure(nil)
        }
    }

    /// Writes to a file, or to the standard output.
    func put(_ bytes: some Collection<UInt8>, to file: FileOutput?) throws {
        if let file { try file.write(bytes) } else { try call.write(bytes) }
    }

    /// The file that `-out` names.
    func output(_ options: OpensslOptions) throws -> FileOutput? {
        do {
            return try options.values["out"].map { try FileOutput(call.path($0), call.context) }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            let name = call.text(options.values["out"] ?? [])
            _ = try fail("Can't open \"\(name)\" for writing, \(error.reason)")
            throw UtilityFailure(nil)
        }
    }

    /// Bytes that follow from the world's seed and the process: there is no chance in a model.
    func random(_ count: Int) throws -> [UInt8] {
        var state =
            call.context.seed &+ UInt64(truncatingIfNeeded: call.context.process)
            &* 0x9e37_79b9_7f4a_7c15
        try call.context.hold(count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            // Steele, Lea and Flood, "Fast splittable pseudorandom number generators".
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            mixed ^= mixed >> 31
            for shift in stride(from: 0, to: 64, by: 8) where bytes.count < count {
                bytes.append(UInt8(truncatingIfNeeded: mixed >> UInt64(shift)))
            }
        }
        return bytes
    }

    private func random() throws -> UInt8 {
        let options = try options(
            values: ["out", "rand", "writerand", "engine"], flags: ["hex", "base64"])
        guard let word = options.operands.first else {
            return try fail("rand: Use -help for summary.")
        }
        guard let count = Int(call.text(word)), count > 0, count < 1 << 31 else {
            return try fail("rand: Can't parse \"\(call.text(word))\" as a number")
        }
        try call.context.step(count / 8)
        let bytes = try random(count)
        let file = try output(options)
        if options.flags.contains("hex") {
            try put(Hex.lower(bytes) + [10], to: file)
        } else if options.flags.contains("base64") {
            try put(Base64Lines.encoded(bytes), to: file)
        } else {
            try put(bytes, to: file)
        }
        try file?.flush()
        return 0
    }

    private func password() throws -> UInt8 {
        let kinds: Set<String> = ["1", "5", "6", "apr1", "aixmd5"]
        let options = try options(
            values: ["salt", "in"],
            flags: ["stdin", "quiet", "noverify", "table", "reverse"], others: kinds.contains)
        let kind = options.other ?? "1"
        if kind == "aixmd5" { return try fail("passwd: -aixmd5 is not supported by Lay") }
        var passwords = options.operands
        if options.flags.contains("stdin") || options.values["in"] != nil {
            let reader = try reader(options.values["in"]) { "Can't open file: \($0)" }
            defer { reader.close() }
            while let line = try reader.line() {
                passwords.append(Array(reader.bytes[line.range]))
            }
        }
        guard !passwords.isEmpty else {
            return try fail("passwd: nobody is there to ask for a password")
        }
        let letters = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        let isMD5 = kind == "1" || kind == "apr1"
        let salt =
            try options.values["salt"]
            ?? random(isMD5 ? 8 : 16).map { letters[Int($0 & 63)] }
        for password in passwords {
            try call.context.step(5_000 + password.count)
            // Longer ones take time that grows with their square.
            let cut = Array(password.prefix(256))
            let used = Array(salt.prefix(isMD5 ? 8 : 16))
            let hash =
                switch kind {
                case "5": CryptHash.sha256(cut, salt: used)
                case "6": PasswordHash.hash(cut, salt: used)
                default: CryptHash.md5(cut, salt: used, magic: "$\(kind)$")
                }
            try call.write(hash + [10])
        }
        return 0
    }
}

/// What a command of openssl was told.
struct OpensslOptions {
    var flags: Set<String> = []
    var values: [String: [UInt8]] = [:]
    /// The name of a checksum, a cipher or a kind that was given like an option.
    var other: String?
    var operands: [[UInt8]] = []
}

/// Base64 in lines of 64.
enum Base64Lines {
    static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array(Base64.encode(bytes).utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 64) {
            text += digits[start..<min(digits.count, start + 64)]
            text.append(10)
        }
        return text
    }
}
