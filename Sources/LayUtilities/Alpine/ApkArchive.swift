internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// A package's file: gzip streams of a tar with `.PKGINFO`, scripts and files (apk v2).
struct ApkArchive {
    var package: ApkPackage
    /// `post-install` and the like.
    private(set) var scripts: [(name: String, bytes: [UInt8], mode: UInt16)] = []
    private(set) var triggers: [String] = []
    private(set) var isSigned = false
    private(set) var members: [LayerArchive.Member] = []

    private static let scriptNames: Set<String> = [
        ".pre-install", ".post-install", ".pre-deinstall", ".post-deinstall", ".pre-upgrade",
        ".post-upgrade", ".trigger",
    ]

    /// Why a file is no package, in apk's words.
    struct Fault: Error { let reason: String }

    /// Opens a package's file and holds it.
    ///
    /// - Throws: `Fault`, `BoundReached`.
    init(_ path: TreePath, _ context: ProgramContext) throws {
        let bytes: [UInt8]
        do {
            let file = try context.open(path, [.read])
            try context.hold(3 * file.size)
            bytes = try file.readToEnd()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw Fault(reason: error.reason)
        }
        package = ApkPackage(fields: [])
        guard bytes.starts(with: [0x1f, 0x8b]) else {
            throw Fault(reason: "v2 package format error")
        }
        var info: FileContents?
        var members: [LayerArchive.Member] = []
        var scripts: [(String, FileContents, UInt16)] = []
        var isSigned = false
        do {
            try LayerArchive.forEachMember(of: MemoryBytes(bytes)) { member in
                try context.step()
                let name = String(decoding: member.name, as: UTF8.self)
                if name.hasPrefix(".SIGN.") {
                    isSigned = true
                } else if name == ".PKGINFO", case .file(let contents)? = member.node?.body {
                    info = contents
                } else if Self.scriptNames.contains(name),
                    case .file(let contents)? = member.node?.body
                {
                    scripts.append(
                        (String(name.dropFirst()), contents, member.attributes.mode))
                } else if !name.hasPrefix(".") || name.hasPrefix("./") {
                    try context.hold(256 + member.name.count)
                    members.append(member)
                }
                return 1
            }
        } catch is ArchiveError {
            throw Fault(reason: "v2 package format error")
        }
        guard let info else { throw Fault(reason: "v2 package format error") }
        self.members = members
        for (name, contents, mode) in scripts {
            self.scripts.append((name, try contents.bytes(), mode))
        }
        self.isSigned = isSigned
        let sum = try Self.controlSum(bytes, context)
        readInfo(try info.bytes(), size: bytes.count, sum: sum)
    }

    /// `Q1` and the SHA-1 of the control stream, which identifies a package.
    private static func controlSum(_ bytes: [UInt8], _ context: ProgramContext) throws -> String {
        // Each stream begins with the same bytes; a place is one's start where all before it is whole.
        var starts = [0]
        var place = 10
        while starts.count < 3, place + 4 < bytes.count {
            guard let next = ByteReader.find(0x1f, in: bytes, from: place) else { break }
            place = next + 1
            guard bytes[next...].starts(with: [0x1f, 0x8b, 0x08]), let last = starts.last else {
                continue
            }
            try context.step(1 + (next - last) / 512)
            let isWhole = bytes[last..<next].withUnsafeBytes { piece in
                (try? Compression.decompress(piece) { _ in }) != nil
            }
            if isWhole { starts.append(next) }
        }
        var first = 0
        if starts.count > 2 { first = 1 }
        let end = first + 1 < starts.count ? starts[first + 1] : bytes.count
        return try sum(Array(bytes[starts[first]..<end]))
    }

    /// `Q1` and the SHA-1 of bytes.
    static func sum(_ bytes: [UInt8]) throws -> String {
        guard var digest = MessageDigest(.sha1) else { return "" }
        bytes.withUnsafeBytes { digest.update($0) }
        return "Q1" + Base64.encode(digest.finish())
    }

    private mutating func readInfo(_ info: [UInt8], size: Int, sum: String) {
        var values: [String: [String]] = [:]
        for line in info.split(separator: 10) where line.first != UInt8(ascii: "#") {
            let text = String(decoding: line, as: UTF8.self)
            guard let equals = text.firstRange(of: " = ") else { continue }
            values[String(text[..<equals.lowerBound]), default: []].append(
                String(text[equals.upperBound...]))
        }
        func one(_ name: String) -> String { values[name]?.joined(separator: " ") ?? "" }
        triggers = (values["triggers"] ?? []).flatMap { $0.split(separator: " ").map(String.init) }
        var fields: [(letter: UInt8, value: String)] = []
        for (letter, value) in [
            ("C", sum), ("P", one("pkgname")), ("V", one("pkgver")), ("A", one("arch")),
            ("S", "\(size)"), ("I", one("size")), ("T", one("pkgdesc")), ("U", one("url")),
            ("L", one("license")), ("o", one("origin")), ("m", one("maintainer")),
            ("t", one("builddate")), ("c", one("commit")), ("k", one("provider_priority")),
            ("D", one("depend")), ("p", one("provides")), ("i", one("install_if")),
            ("r", one("replaces")), ("q", one("replaces_priority")),
        ] {
            fields.append((letter.utf8.first ?? 63, value))
        }
        package = ApkPackage(fields: fields)
    }
}
