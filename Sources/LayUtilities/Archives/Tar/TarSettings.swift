internal import LayArchive
import LayFiles
import LayShell

/// What a call of tar asks for.
struct TarSettings {
    enum Mode {
        case create, append, update, concatenate, delete, extract, list, compare
    }

    /// What happens to files that are there already.
    enum OldFiles {
        case replaced, kept, skipped, keptWhereNewer, overwritten, unlinkedFirst
    }

    let isGNU: Bool
    let mode: Mode
    /// The archive; `nil` for the standard streams.
    let archive: [UInt8]?
    var compression: StreamFormat?
    /// How verbose.
    let verbosity: Int
    var oldFiles = OldFiles.replaced
    var strippedComponents = 0
    var transforms: [TarTransform] = []
    let keepsAbsolute: Bool
    let writesToOutput: Bool
    let keepsOwners: Bool
    let keepsModes: Bool
    let isNumeric: Bool
    var form = TarForm.gnu
    var blocking = 20
    var zone: [UInt8]
    /// The names of xattrs that are kept.
    var keptAttributes: [FileNamePattern] = []
    var droppedAttributes: [FileNamePattern] = []
    private(set) var topDirectory: [UInt8]?
    /// Archives that are read and not lists are told on the error output.
    var listsToErrors = false
    private(set) var newerThan: Nanoseconds?

    /// Turns the old spelling `tar xzf FILE` into today's.
    static let modern: @Sendable ([[UInt8]]) -> [[UInt8]] = { words in
        guard let first = words.first, let letter = first.first, letter != UInt8(ascii: "-") else {
            return words
        }
        var rest = words.dropFirst()
        var result: [[UInt8]] = []
        for letter in first {
            var word = [UInt8(ascii: "-"), letter]
            if "fCTXbHINKVLgF".utf8.contains(letter) {
                guard let value = rest.popFirst() else {
                    return [Array("--old-option-without-argument".utf8), [letter]]
                }
                word += value
                if value.isEmpty {
                    result += [[UInt8(ascii: "-"), letter], []]
                    continue
                }
            }
            result.append(word)
        }
        return result + rest
    }

    /// Reads the options.
    ///
    /// - Throws: a mistake in the words of the real program.
    init(_ call: UtilityCall) throws {
        isGNU = call.manner == .gnu
        let modes: [(key: String, mode: Mode)] = [
            ("c", .create), ("x", .extract), ("t", .list), ("r", .append), ("u", .update),
            ("A", .concatenate), ("d", .compare), ("delete", .delete),
        ]
        var found: [Mode] = []
        for (key, mode) in modes where call.has(key) { found.append(mode) }
        guard let mode = found.first else {
            throw Self.misuse(
                call, "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options"
            )
        }
        if found.count > 1 {
            throw Self.misuse(
                call,
                "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option"
            )
        }
        self.mode = mode
        archive = call.options.value("f").flatMap { $0 == [UInt8(ascii: "-")] ? nil : $0 }
        verbosity = call.options.given.count { $0.key == "v" }
        keepsAbsolute = call.has("P")
        writesToOutput = call.has("O")
        let isRoot = call.context.uid == 0
        keepsOwners =
            call.options.last(of: "same-owner", "o").map { $0 == "same-owner" } ?? isRoot
        keepsModes =
            call.options.last(of: "p", "no-same-permissions").map { $0 == "p" } ?? isRoot
        isNumeric = call.has("numeric-owner")
        zone = call.has("utc") ? Array("UTC0".utf8) : call.zone
        try readCompression(call)
        try readNames(call)
        try readForm(call)
        readAttributes(call)
        switch call.options.last(
            of: "k", "skip-old-files", "keep-newer-files", "overwrite", "U", "recursive-unlink")
        {
        case "k"?: oldFiles = .kept
        case "skip-old-files"?: oldFiles = .skipped
        case "keep-newer-files"?: oldFiles = .keptWhereNewer
        case "overwrite"?: oldFiles = .overwritten
        case "U"?, "recursive-unlink"?: oldFiles = .unlinkedFirst
        default: break
        }
        let isWriting = mode == .create && archive == nil
        listsToErrors = isWriting || writesToOutput
        if let text = call.options.value("N") ?? call.options.value("newer-mtime") {
            newerThan = try Self.time(text, call)
        }
    }

    /// A mistake that argp does not find itself: status 2, and where help is.
    static func misuse(_ call: UtilityCall, _ message: String) -> any Error {
        if call.manner == .busybox { return call.misuse(message) }
        return UtilityFailure(
            message + "\nTry 'tar --help' or 'tar --usage' for more information.", status: 2)
    }

    private mutating func readCompression(_ call: UtilityCall) throws {
        let keys: [(String, StreamFormat)] = [
            ("z", .gzip), ("j", .bzip2), ("J", .xz), ("lzma", .lzma), ("zstd", .zstd),
        ]
        for (key, format) in keys where call.has(key) {
            if let compression, compression != format, isGNU {
                throw Self.misuse(call, "Conflicting compression options")
            }
            compression = format
        }
        if let program = call.options.value("I") {
            let name = FileName.last(
                program.split(separator: 32).first.map(Array.init) ?? program)
            guard let format = Self.format(ofProgram: call.text(name)) else {
                throw UtilityFailure(
                    "--use-compress-program=\(call.text(program)): only gzip, bzip2, xz, lzma and "
                        + "zstd are supported by Lay", status: 2)
            }
            compression = format
        }
        if call.has("a"), compression == nil, mode == .create, let archive {
            compression = Self.format(ofName: call.text(archive))
        }
    }

    private static func format(ofProgram name: String) -> StreamFormat? {
        switch name {
        case "gzip", "pigz", "gunzip", "unpigz", "zopfli": .gzip
        case "bzip2", "pbzip2", "lbzip2", "bunzip2": .bzip2
        case "xz", "pxz", "pixz", "unxz": .xz
        case "lzma", "unlzma": .lzma
        case "zstd", "zstdmt", "pzstd", "unzstd": .zstd
        default: nil
        }
    }

    private static func format(ofName name: String) -> StreamFormat? {
        let suffixes: [(StreamFormat, [String])] = [
            (.gzip, [".gz", ".tgz", ".taz"]), (.bzip2, [".bz2", ".tbz", ".tbz2", ".tz2"]),
            (.xz, [".xz", ".txz"]), (.lzma, [".lzma", ".tlz"]), (.zstd, [".zst", ".tzst"]),
        ]
        return suffixes.first { $0.1.contains { name.hasSuffix($0) } }?.0
    }

    private mutating func readNames(_ call: UtilityCall) throws {
        if let text = call.options.value("strip-components") {
            guard let count = CountText.plain(text) else {
                throw UtilityFailure(
                    isGNU
                        ? "Invalid number of elements: \(call.text(text))"
                        : "invalid number '\(call.text(text))'", status: isGNU ? 2 : 1)
            }
            strippedComponents = count
        }
        for text in call.options.values("transform") {
            transforms += try TarTransform.parse(text, call)
        }
        if let value = call.options.given.last(where: { $0.key == "one-top-level" }) {
            topDirectory = value.value ?? Self.topName(archive)
            if topDirectory == nil {
                throw Self.misuse(
                    call,
                    "Cannot deduce top-level directory name; "
                        + "please set it explicitly with --one-top-level=DIR")
            }
        }
    }

    /// The archive's name without its suffixes.
    private static func topName(_ archive: [UInt8]?) -> [UInt8]? {
        guard let archive else { return nil }
        let name = FileName.last(archive)
        for suffix in [
            ".tar", ".tar.gz", ".tgz", ".taz", ".tar.bz2", ".tbz", ".tbz2", ".tz2", ".tar.xz",
            ".txz", ".tar.lzma", ".tlz", ".tar.zst", ".tzst",
        ]
        where name.count > suffix.utf8.count
            && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
        {
            return Array(name.dropLast(suffix.utf8.count))
        }
        return nil
    }

    private mutating func readForm(_ call: UtilityCall) throws {
        if let text = call.options.text("H") {
            guard let form = TarForm(rawValue: text == "pax" ? "posix" : text) else {
                throw Self.misuse(call, "\(text): Invalid archive format")
            }
            self.form = form
        }
        if call.has("posix") { form = .posix }
        if call.has("old-archive") || mode == .create && call.has("o") { form = .v7 }
        let size = call.options.value("b") ?? call.options.value("record-size")
        if let text = size {
            guard let number = CountText.plain(text), number > 0, number < 1 << 20 else {
                throw Self.misuse(call, "Invalid blocking factor")
            }
            blocking = call.has("b") ? number : max(1, number / 512)
        }
    }

    private mutating func readAttributes(_ call: UtilityCall) {
        let includes = call.options.values("xattrs-include")
        let isOn = call.options.last(of: "xattrs", "no-xattrs") == "xattrs"
        guard isOn || !includes.isEmpty else { return }
        if form == .gnu, mode == .create, !call.has("H") { form = .posix }
        let all = includes.isEmpty ? [Array(mode == .create ? "*".utf8 : "user.*".utf8)] : includes
        keptAttributes = all.map { FileNamePattern($0) }
        droppedAttributes = call.options.values("xattrs-exclude").map { FileNamePattern($0) }
    }

    /// The extended attributes that are kept.
    func kept(_ attributes: [ExtendedAttribute]) -> [ExtendedAttribute] {
        if keptAttributes.isEmpty || attributes.isEmpty { return [] }
        return attributes.filter { attribute in
            keptAttributes.contains { $0.matches(attribute.name) }
                && !droppedAttributes.contains { $0.matches(attribute.name) }
        }
    }

    /// The time that a date tells, or that of a file that begins with `/` or `.`.
    ///
    /// - Throws: a mistake where it is none.
    static func time(_ text: [UInt8], _ call: UtilityCall) throws -> Nanoseconds {
        if text.first == FileName.slash || text.first == UInt8(ascii: ".") {
            do {
                return try call.entry(text, follow: true).node.modified
            } catch {
                throw UtilityFailure("\(call.text(text)): Cannot stat: \(error.reason)", status: 2)
            }
        }
        if let time = DateText.time(text, now: call.files.now, zone: call.zone) { return time }
        throw UtilityFailure("Invalid date '\(call.text(text))'", status: 2)
    }
}

/// Numbers of options.
enum CountText {
    /// A number of decimal digits alone; `nil` for anything else.
    static func plain(_ text: [UInt8]) -> Int? {
        guard !text.isEmpty, text.count < 18, text.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 &- 48) }
    }
}
