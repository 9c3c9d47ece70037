import LayFiles
import LayShell

/// What `dpkg-query --showformat` writes of a package: text with `${Field;width}` in it.
struct ShowFormat {
    /// What is written of packages without a format.
    static let standard = Array("${binary:Package}\t${Version}\n".utf8)
    /// What is written of files without a format.
    static let short = Array("${Package}\t${Version}\n".utf8)

    private enum Part {
        case text([UInt8])
        /// A field; to the left where the width is negative, and 0 for as long as it is.
        case field(String, width: Int)
    }

    private var parts: [Part] = []

    /// Reads a format.
    ///
    /// - Throws: `UtilityFailure`.
    init(_ format: [UInt8], _ voice: DpkgVoice) throws {
        var rest = format[...]
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), let next = rest.popFirst() {
                switch next {
                case UInt8(ascii: "n"): text.append(10)
                case UInt8(ascii: "t"): text.append(9)
                case UInt8(ascii: "r"): text.append(13)
                default: text.append(next)
                }
            } else if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "{") {
                if !text.isEmpty { parts.append(.text(text)) }
                text = []
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    throw try Self.failure("missing closing brace", voice)
                }
                parts.append(try Self.field(rest[(rest.startIndex + 1)..<end], voice))
                rest = rest[(end + 1)...]
            } else {
                text.append(byte)
            }
        }
        if !text.isEmpty { parts.append(.text(text)) }
    }

    private static func field(_ inner: ArraySlice<UInt8>, _ voice: DpkgVoice) throws -> Part {
        guard let semicolon = inner.firstIndex(of: UInt8(ascii: ";")) else {
            return .field(String(decoding: inner, as: UTF8.self), width: 0)
        }
        let name = String(decoding: inner[..<semicolon], as: UTF8.self)
        let digits = inner[(semicolon + 1)...]
        let number = digits.first == 45 ? digits.dropFirst() : digits
        if let bad = number.first(where: { !($0 &- 48 < 10) }) {
            throw try failure("invalid character '\(UnicodeScalar(bad))' in field width", voice)
        }
        guard let width = Int32(String(decoding: digits, as: UTF8.self)), abs(Int(width)) <= 1 << 16
        else { throw try failure("field width is out of range", voice) }
        return .field(name, width: Int(width))
    }

    private static func failure(_ text: String, _ voice: DpkgVoice) throws -> UtilityFailure {
        try voice.complain("error in show format: \(text)")
        return UtilityFailure(nil)
    }

    /// The text of a package.
    ///
    /// - Parameter database: where it is installed; none for a package's file.
    /// - Throws: `FileError`.
    func text(_ package: DebianPackage, in database: PackageDatabase? = nil) throws -> [UInt8] {
        var result: [UInt8] = []
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .field(let name, let width):
                let value = try Self.value(name, package, database)
                if width == 0 {
                    result += value
                    continue
                }
                let room = abs(width)
                let shown = value.prefix(room)
                let blanks = [UInt8](repeating: 32, count: room - shown.count)
                result += width < 0 ? shown + blanks : blanks + shown
            }
        }
        return result
    }

    private static func value(
        _ name: String, _ package: DebianPackage, _ database: PackageDatabase?
    ) throws -> [UInt8] {
        switch name {
        case "binary:Package": return Array((database?.shown(package) ?? package.name).utf8)
        case "binary:Synopsis", "binary:Summary": return package.stanza.synopsis
        case "db:Status-Abbrev": return Array(package.abbreviation.utf8)
        case "db:Status-Want": return Array(package.want.utf8)
        case "db:Status-Status": return Array(package.state.utf8)
        case "db:Status-Eflag": return Array(package.flag.utf8)
        case "db-fsys:Files":
            guard let database else { return [] }
            return Array(try database.fileList(package).map { [32] + $0 + [10] }.joined())
        case "db-fsys:Last-Modified":
            guard let database,
                let entry = try? database.context.files.entry(
                    at: database.infoPath(package, "list"), follow: true)
            else { return [] }
            return Array("\(entry.node.modified / 1_000_000_000)".utf8)
        case "source:Package": return Array(package.source.name.utf8)
        case "source:Version": return Array(package.source.version.utf8)
        case "source:Upstream-Version":
            return Array(PackageVersion(package.source.version).upstream)
        default: break
        }
        if name.lowercased() == "status" {
            return database == nil ? [] : Array(package.status.utf8)
        }
        let value = package.stanza[name] ?? []
        return value.first == 10 ? Array(value.dropFirst()) : value
    }
}
