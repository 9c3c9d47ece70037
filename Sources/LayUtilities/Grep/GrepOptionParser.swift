/// Reads the arguments of a grep.
struct GrepOptionParser {
    private let settings: GrepSettings
    private let host: any GrepHost
    private var options = GrepOptions()
    private var dialect: GrepDialect?
    private var both: Int?
    private var digits: (value: Int, index: Int)?

    /// What the arguments ask for.
    enum Request {
        case run(GrepOptions)
        case print([UInt8])
    }

    init(_ settings: GrepSettings, _ host: any GrepHost) {
        self.settings = settings
        self.host = host
        if settings.manners == .busybox { options.binary = .text }
    }

    /// Reads the arguments, and the files with patterns.
    ///
    /// - Throws: `ToolFailure` where they are wrong, and what the host throws.
    mutating func parse(_ arguments: [[UInt8]]) throws -> Request {
        var scanner = OptionScanner(
            arguments, OptionSpelling.grep, stopsAtOperand: settings.isPosixlyCorrect)
        if settings.dialect != .basic { dialect = settings.dialect }
        do {
            while let item = try scanner.next() {
                switch item {
                case .operand(let operand): options.files.append(operand)
                case .option(.help, _): return .print(usage + Self.help)
                case .option(.version, _): return .print(Array((settings.version + "\n").utf8))
                case .option(.digit(let digit), _): take(digit, scanner.index)
                case .option(let key, let value): try take(key, value ?? [])
                }
            }
        } catch let mistake as OptionMistake {
            throw ToolFailure(
                message: Array("\(settings.name): ".utf8) + mistake.message + [10] + usage,
                status: 2)
        }
        if wantsHelp { return .print(usage + Self.help) }
        if let both = digits?.value ?? both {
            options.linesBefore = options.linesBefore ?? both
            options.linesAfter = options.linesAfter ?? both
        }
        options.dialect = dialect ?? .basic
        if !hasPatterns {
            guard !options.files.isEmpty else {
                throw ToolFailure(message: usage, status: 2)
            }
            options.patterns = options.files.removeFirst()
        }
        return .run(options)
    }

    private var hasPatterns = false
    private var wantsHelp = false

    private var usage: [UInt8] {
        Array(
            """
            Usage: \(settings.name) [OPTION]... PATTERNS [FILE]...
            Try '\(settings.name) --help' for more information.

            """.utf8)
    }

    private static var help: [UInt8] {
        Array(
            """
            Patterns: -E -F -G -P, -e PATTERNS, -f FILE, -i, -w, -x, -z
            Output: -v, -m NUM, -b, -n, -H, -h, --label=LABEL, -o, -q, -L, -l, -c, -T, -Z
            Context: -A NUM, -B NUM, -C NUM, -NUM, --group-separator=TEXT, --color[=WHEN]
            Files: -r, -R, -s, -a, -I, --binary-files=TYPE, -d ACTION, -D ACTION,
                   --include=GLOB, --exclude=GLOB, --exclude-from=FILE, --exclude-dir=GLOB

            """.utf8)
    }

    /// Reads a digit of `-NUM`; digits of one argument belong together.
    private mutating func take(_ digit: UInt8, _ index: Int) {
        let value = Int(digit &- 0x30)
        if let digits, digits.index == index {
            self.digits = (min(digits.value * 10 + value, Int(Int32.max)), index)
        } else {
            digits = (value, index)
        }
    }

    private mutating func take(_ key: GrepOptionKey, _ value: [UInt8]) throws {
        switch key {
        case .basic: try choose(.basic)
        case .extended: try choose(.extended)
        case .fixed: try choose(.fixed)
        case .perl: try choose(.perl)
        case .matcher: try chooseNamed(value)
        case .regexp: add(value)
        case .file: try addFile(value)
        case .foldCase: options.foldsCase = true
        case .keepCase: options.foldsCase = false
        case .invert: options.isInverted = true
        case .words: options.wholeWords = true
        case .lines: options.wholeLines = true
        case .nullData: options.delimiter = 0
        default: try takeOutput(key, value)
        }
    }

    private mutating func takeOutput(_ key: GrepOptionKey, _ value: [UInt8]) throws {
        switch key {
        case .count: options.counts = true
        case .colors: try takeColors(value)
        case .listMatching: options.listing = .matching
        case .listMissing: options.listing = .missing
        case .quiet: options.isQuiet = true
        case .noMessages: options.suppressesErrors = true
        case .onlyMatching: options.onlyMatching = true
        case .maximum: options.maximum = try maximum(value)
        case .byteOffset: options.showsOffsets = true
        case .withName: options.showsNames = true
        case .withoutName: options.showsNames = false
        case .label: options.label = value
        case .lineNumber: options.showsNumbers = true
        case .initialTab: options.alignsTabs = true
        case .null: options.endsNamesWithNUL = true
        case .after: options.linesAfter = try context(value)
        case .before: options.linesBefore = try context(value)
        case .context: both = try context(value)
        case .separator: options.separator = value
        case .noSeparator: options.separator = nil
        case .lineBuffered: options.isLineBuffered = true
        default: try takeFiles(key, value)
        }
    }

    private mutating func takeFiles(_ key: GrepOptionKey, _ value: [UInt8]) throws {
        switch key {
        case .text: options.binary = .text
        case .skipBinary: options.binary = .skipped
        case .binaryFiles:
            switch String(decoding: value, as: UTF8.self) {
            case "binary": options.binary = .announced
            case "text": options.binary = .text
            case "without-match": options.binary = .skipped
            default: throw ToolFailure.grep(settings, "unknown binary-files type")
            }
        case .unixOffsets:
            try host.writeError(
                Array("\(settings.name): warning: --unix-byte-offsets (-u) is obsolete\n".utf8))
        case .devices:
            switch String(decoding: value, as: UTF8.self) {
            case "read": options.skipsDevices = false
            case "skip": options.skipsDevices = true
            default: throw ToolFailure.grep(settings, "unknown devices method")
            }
        case .directories: try takeDirectories(value)
        case .recursive: options.directories = .recurse
        case .dereference:
            options.directories = .recurse
            options.followsLinks = true
        case .exclude: options.filters.append(.init(glob: value, includes: false))
        case .include: options.filters.append(.init(glob: value, includes: true))
        case .excludeFrom:
            for line in try lines(of: value) where !line.isEmpty {
                options.filters.append(.init(glob: Array(line), includes: false))
            }
        case .excludeDirectory:
            var glob = value
            while glob.count > 1, glob.last == UInt8(ascii: "/") { glob.removeLast() }
            options.excludedDirectories.append(glob)
        default: break
        }
    }

    private mutating func takeDirectories(_ value: [UInt8]) throws {
        switch String(decoding: value, as: UTF8.self) {
        case "read": options.directories = .read
        case "skip": options.directories = .skip
        case "recurse": options.directories = .recurse
        default:
            let quotes = settings.isUTF8 ? ("\u{2018}", "\u{2019}") : ("'", "'")
            var text = Array("\(settings.name): invalid argument \(quotes.0)".utf8) + value
            text += Array("\(quotes.1) for \(quotes.0)--directories\(quotes.1)\n".utf8)
            text += Array("Valid arguments are:\n".utf8)
            for word in ["read", "recurse", "skip"] {
                text += Array("  - \(quotes.0)\(word)\(quotes.1)\n".utf8)
            }
            throw ToolFailure(message: text + usage, status: 1)
        }
    }

    private mutating func choose(_ asked: GrepDialect) throws {
        if let dialect, dialect != asked, settings.manners == .gnu {
            throw ToolFailure.grep(settings, "conflicting matchers specified")
        }
        dialect = asked
    }

    private mutating func chooseNamed(_ name: [UInt8]) throws {
        switch String(decoding: name, as: UTF8.self) {
        case "grep": try choose(.basic)
        case "egrep", "awk", "gawk", "posixawk": try choose(.extended)
        case "fgrep": try choose(.fixed)
        case "perl": try choose(.perl)
        default:
            throw ToolFailure.grep(settings, Array("invalid matcher ".utf8) + name)
        }
    }

    private mutating func takeColors(_ value: [UInt8]) throws {
        let isOn: Bool
        switch String(decoding: value, as: UTF8.self) {
        case "always", "yes", "force": isOn = true
        case "never", "no", "none": isOn = false
        case "auto", "tty", "if-tty", "": isOn = settings.isTerminal
        default:
            // GNU prints its help here and is content.
            wantsHelp = true
            return
        }
        options.colors = isOn ? GrepColors(settings.colors) : nil
    }

    private func number(_ value: [UInt8]) -> Int? {
        var digits = value[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        guard !digits.isEmpty else { return nil }
        var number = 0
        for byte in digits {
            guard 0x30...0x39 ~= byte else { return nil }
            let (product, overflows) = number.multipliedReportingOverflow(by: 10)
            number = overflows || product > Int.max - 10 ? Int.max - 10 : product + Int(byte - 0x30)
        }
        return isNegative ? -number : number
    }

    private func maximum(_ value: [UInt8]) throws -> Int {
        guard let number = number(value) else {
            throw ToolFailure.grep(settings, "invalid max count")
        }
        return number < 0 ? Int.max : number
    }

    private func context(_ value: [UInt8]) throws -> Int {
        guard let number = number(value), number >= 0 else {
            throw ToolFailure.grep(
                settings, value + Array(": invalid context length argument".utf8))
        }
        return number
    }

    private mutating func add(_ patterns: [UInt8]) {
        hasPatterns = true
        options.patterns = options.patterns.map { $0 + [10] + patterns } ?? patterns
    }

    private mutating func addFile(_ name: [UInt8]) throws {
        hasPatterns = true
        let lines = try lines(of: name)
        if lines.isEmpty { return }
        add(Array(lines.joined(separator: [10])))
    }

    private func lines(of name: [UInt8]) throws -> [ArraySlice<UInt8>] {
        do {
            let isStandard = name == [UInt8(ascii: "-")]
            let input = isStandard ? host.standardInput : try host.openInput(name)
            defer { input.close() }
            var text: [UInt8] = []
            while true {
                let more = try input.read(1 << 16)
                if more.isEmpty { break }
                try host.hold(more.count)
                text += more
            }
            if text.last == 10 { text.removeLast() } else if text.isEmpty { return [] }
            return text.split(separator: 10, omittingEmptySubsequences: false)
        } catch let error as ToolFileError {
            throw ToolFailure.grep(settings, name + Array(": ".utf8) + error.reason)
        }
    }
}
