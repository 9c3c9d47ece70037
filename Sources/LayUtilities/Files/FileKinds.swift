/// What bytes at the beginning of a file tell of its kind: the common ones.
struct FileKinds {
    private let bytes: [UInt8]
    private let size: Int
    private let mode: UInt16

    init(_ bytes: [UInt8], size: Int, mode: UInt16) {
        self.bytes = bytes
        self.size = size
        self.mode = mode
    }

    /// The kind in the words that the options ask for.
    func text(_ call: UtilityCall) -> String {
        let found = kind()
        if call.has("mime-type") { return found.type }
        if call.has("mime-encoding") { return found.encoding }
        if call.has("i") { return "\(found.type); charset=\(found.encoding)" }
        let special =
            (mode & 0o4000 != 0 ? "setuid " : "") + (mode & 0o2000 != 0 ? "setgid " : "")
            + (mode & 0o1000 != 0 ? "sticky " : "")
        return special.isEmpty ? found.text : special + ", " + found.text
    }

    private typealias Kind = (text: String, type: String, encoding: String)

    private func begins(_ text: String, at place: Int = 0) -> Bool {
        bytes.count >= place + text.utf8.count
            && bytes[place..<(place + text.utf8.count)].elementsEqual(text.utf8)
    }

    private func begins(_ other: [UInt8]) -> Bool { bytes.starts(with: other) }

    private func little(_ place: Int, _ count: Int) -> Int {
        guard bytes.count >= place + count else { return 0 }
        return bytes[place..<(place + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private func big(_ place: Int, _ count: Int) -> Int {
        guard bytes.count >= place + count else { return 0 }
        return bytes[place..<(place + count)].reduce(0) { $0 << 8 | Int($1) }
    }

    private func kind() -> Kind {
        if size == 0 { return ("empty", "inode/x-empty", "binary") }
        if let found = elf() ?? archive() ?? picture() { return found }
        return textKind() ?? ("data", "application/octet-stream", "binary")
    }

    private func elf() -> Kind? {
        guard begins([0x7f, 0x45, 0x4c, 0x46]), bytes.count > 20 else { return nil }
        let width = bytes[4] == 2 ? "64-bit" : "32-bit"
        let isLittle = bytes[5] != 2
        func number(_ place: Int, _ count: Int) -> Int {
            isLittle ? little(place, count) : big(place, count)
        }
        let machine =
            [
                0x3e: "x86-64", 0x03: "Intel 80386", 0xb7: "ARM aarch64", 0x28: "ARM",
                0xf3: "UCB RISC-V", 0x16: "IBM S/390", 0x15: "64-bit PowerPC or cisco 7500",
            ][number(18, 2)] ?? "*unknown arch 0x\(String(number(18, 2), radix: 16))*"
        let (kind, type): (String, String) =
            switch number(16, 2) {
            case 1: ("relocatable", "application/x-object")
            case 2: ("executable", "application/x-executable")
            case 3: ("shared object", "application/x-sharedlib")
            case 4: ("core file", "application/x-coredump")
            default: ("", "application/x-elf")
            }
        return (
            "ELF \(width) \(isLittle ? "LSB" : "MSB") \(kind), \(machine), version 1 (SYSV)", type,
            "binary"
        )
    }

    private func archive() -> Kind? {
        if begins([0x1f, 0x8b]) {
            return (
                "gzip compressed data"
                    + (bytes.count > 8 && bytes[8] == 2 ? ", max compression" : "")
                    + (bytes.count > 9 && bytes[9] == 3 ? ", from Unix" : ""),
                "application/gzip", "binary"
            )
        }
        if begins("BZh") {
            let level = bytes.count > 3 && bytes[3] &- 48 < 10 ? Int(bytes[3] &- 48) * 100 : 900
            return (
                "bzip2 compressed data, block size = \(level)k", "application/x-bzip2", "binary"
            )
        }
        if begins([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]) {
            return ("XZ compressed data", "application/x-xz", "binary")
        }
        if begins([0x28, 0xb5, 0x2f, 0xfd]) {
            return ("Zstandard compressed data (v0.8+)", "application/zstd", "binary")
        }
        if begins([0x50, 0x4b, 3, 4]) {
            let version = bytes.count > 4 ? Int(bytes[4]) : 20
            let method = little(8, 2) == 0 ? "store" : "deflate"
            return (
                "Zip archive data, at least v\(version / 10).\(version % 10) to extract,"
                    + " compression method=\(method)", "application/zip", "binary"
            )
        }
        if begins("!<arch>\n") {
            return begins("debian-binary", at: 8)
                ? (
                    "Debian binary package (format 2.0)", "application/vnd.debian.binary-package",
                    "binary"
                )
                : ("current ar archive", "application/x-archive", "binary")
        }
        if begins("ustar", at: 257) {
            return begins("ustar  ", at: 257)
                ? ("POSIX tar archive (GNU)", "application/x-tar", "binary")
                : ("POSIX tar archive", "application/x-tar", "binary")
        }
        if begins("SQLite format 3") {
            return ("SQLite 3.x database", "application/vnd.sqlite3", "binary")
        }
        if begins([0xca, 0xfe, 0xba, 0xbe]) {
            return ("compiled Java class data", "application/x-java-applet", "binary")
        }
        return nil
    }

    private func picture() -> Kind? {
        if begins([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) {
            let colors =
                [0: "grayscale", 2: "/color RGB", 3: "colormap", 4: "gray+alpha", 6: "/color RGBA"]
            let depth = bytes.count > 24 ? Int(bytes[24]) : 8
            let color = bytes.count > 25 ? colors[Int(bytes[25])] ?? "" : ""
            let shown = color.hasPrefix("/") ? "\(depth)-bit\(color)" : "\(depth)-bit \(color)"
            return (
                "PNG image data, \(big(16, 4)) x \(big(20, 4)), \(shown), non-interlaced",
                "image/png", "binary"
            )
        }
        if begins([0xff, 0xd8, 0xff]) { return ("JPEG image data", "image/jpeg", "binary") }
        if begins("GIF87a") || begins("GIF89a") {
            let version = begins("GIF87a") ? "87a" : "89a"
            return (
                "GIF image data, version \(version), \(little(6, 2)) x \(little(8, 2))",
                "image/gif",
                "binary"
            )
        }
        if begins("%PDF-") {
            let version = String(decoding: bytes[5...].prefix(3), as: UTF8.self)
            return ("PDF document, version \(version)", "application/pdf", "binary")
        }
        return nil
    }

    // MARK: Texts

    private func textKind() -> Kind? {
        let isControl = bytes.contains { byte in
            byte < 32 && !(7...13 ~= byte) && byte != 27 || byte == 127
        }
        if isControl { return nil }
        var name = "ASCII"
        var encoding = "us-ascii"
        if bytes.contains(where: { $0 > 127 }) {
            // The last character may be cut off.
            let whole = size > bytes.count ? Array(bytes.dropLast(4)) : bytes
            if String(validating: whole, as: UTF8.self) != nil {
                name =
                    begins([0xef, 0xbb, 0xbf])
                    ? "Unicode text, UTF-8 (with BOM)" : "Unicode text, UTF-8"
                encoding = "utf-8"
            } else if !bytes.contains(where: { 128...159 ~= $0 }) {
                (name, encoding) = ("ISO-8859", "iso-8859-1")
            } else {
                (name, encoding) = ("Non-ISO extended-ASCII", "unknown-8bit")
            }
        }
        let (prefix, type, word) = language()
        var text = prefix + name + " text" + word
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        let longest = lines.map(\.count).max() ?? 0
        if longest > 300 { text += ", with very long lines (\(longest))" }
        let breaks = lines.count - 1
        let carriage = lines.dropLast().filter { $0.last == 13 }.count
        if breaks == 0 {
            if !bytes.contains(13) { text += ", with no line terminators" }
            if bytes.contains(13) { text += ", with CR line terminators" }
        } else if carriage == breaks {
            text += ", with CRLF line terminators"
        } else if carriage > 0 {
            text += ", with CRLF, LF line terminators"
        }
        if bytes.contains(27) { text += ", with escape sequences" }
        if bytes.contains(8) { text += ", with overstriking" }
        return (text, type, encoding)
    }

    /// What stands before the encoding, the MIME type, and what stands behind the text.
    private func language() -> (String, String, String) {
        let line = String(decoding: bytes.prefix(200).prefix { $0 != 10 }, as: UTF8.self)
        if line.hasPrefix("#!") {
            let words = line.dropFirst(2).split(separator: " ").map(String.init)
            var program = words.first.map { String($0.split(separator: "/").last ?? "") } ?? ""
            if program == "env", words.count > 1 { program = words[1] }
            switch program {
            case "sh", "dash", "ash":
                return ("POSIX shell script, ", "text/x-shellscript", " executable")
            case "bash":
                return ("Bourne-Again shell script, ", "text/x-shellscript", " executable")
            case "perl": return ("Perl script text executable, ", "text/x-perl", "")
            case "node": return ("Node.js script, ", "application/javascript", " executable")
            case let name where name.hasPrefix("python"):
                return ("Python script, ", "text/x-script.python", " executable")
            default:
                return (
                    "a \(words.joined(separator: " ")) script, ", "text/plain", " executable"
                )
            }
        }
        let start = bytes.drop { $0 == 32 || 9...13 ~= $0 }
        if start.starts(with: "<?xml".utf8) { return ("XML 1.0 document, ", "text/xml", "") }
        let lower = start.prefix(32).map { $0 &- 65 < 26 ? $0 | 32 : $0 }
        if lower.starts(with: "<!doctype html".utf8) || lower.starts(with: "<html".utf8) {
            return ("HTML document, ", "text/html", "")
        }
        if begins("-----BEGIN CERTIFICATE-----") { return ("PEM certificate, ", "text/plain", "") }
        return ("", "text/plain", "")
    }
}
