/// The options and operands of a sed.
struct SedOptions {
    /// A piece of the script, in the order of the command line.
    enum ScriptPart {
        case expression([UInt8])
        case file([UInt8])
    }

    var parts: [ScriptPart] = []
    var files: [[UInt8]] = []
    var isQuiet = false
    var isExtended = false
    var isSeparate = false
    var isPosix = false
    var isSandbox = false
    var isUnbuffered = false
    var delimiter: UInt8 = 10
    var lineLength = 70
    var editsInPlace = false
    /// What names the backup of a file that is edited in place.
    var suffix: [UInt8] = []

    /// What the arguments ask for.
    enum Request {
        case run(SedOptions)
        case print([UInt8])
    }

    private enum Key: Hashable, Sendable {
        case quiet, debug, expression, file, followSymlinks, inPlace, lineLength, posix, extended
        case separate, sandbox, unbuffered, nullData, help, version, binary
    }

    private static var spellings: [OptionSpelling<Key>] {
        [
            OptionSpelling(.binary, "b", "binary"),
            OptionSpelling(.quiet, "n", "quiet", "silent"),
            OptionSpelling(.debug, nil, "debug"),
            OptionSpelling(.expression, "e", "expression", value: .required),
            OptionSpelling(.file, "f", "file", value: .required),
            OptionSpelling(.followSymlinks, nil, "follow-symlinks"),
            OptionSpelling(.inPlace, "i", "in-place", value: .optional),
            OptionSpelling(.lineLength, "l", "line-length", value: .required),
            OptionSpelling(.nullData, "z", "null-data", "zero-terminated"),
            OptionSpelling(.posix, nil, "posix"),
            OptionSpelling(.extended, "E", "regexp-extended"),
            OptionSpelling(.extended, "r"),
            OptionSpelling(.sandbox, nil, "sandbox"),
            OptionSpelling(.separate, "s", "separate"),
            OptionSpelling(.unbuffered, "u", "unbuffered"),
            OptionSpelling(.help, nil, "help"),
            OptionSpelling(.version, nil, "version"),
        ]
    }

    /// Reads the arguments.
    ///
    /// - Throws: `ToolFailure` where they are wrong.
    static func parse(_ arguments: [[UInt8]], _ settings: SedSettings) throws -> Request {
        var options = SedOptions()
        options.isPosix = settings.isPosixlyCorrect
        var scanner = OptionScanner(
            arguments, spellings, stopsAtOperand: settings.isPosixlyCorrect)
        do {
            while let item = try scanner.next() {
                guard case .option(let key, let value) = item else {
                    if case .operand(let operand) = item { options.files.append(operand) }
                    continue
                }
                switch key {
                case .help: return .print(usage(settings))
                case .version: return .print(Array((settings.version + "\n").utf8))
                case .debug:
                    throw OptionMistake("option '", Array("--debug".utf8), "' is not supported")
                default: options.take(key, value ?? [])
                }
            }
        } catch let mistake as OptionMistake {
            throw ToolFailure(
                message: Array("\(settings.name): ".utf8) + mistake.message + [10]
                    + usage(settings),
                status: 1)
        }
        if options.parts.isEmpty {
            guard !options.files.isEmpty else {
                throw ToolFailure(message: usage(settings), status: 1)
            }
            options.parts = [.expression(options.files.removeFirst())]
        }
        if options.editsInPlace, options.files.isEmpty {
            throw ToolFailure.sed(settings, "no input files", status: 4)
        }
        return .run(options)
    }

    private mutating func take(_ key: Key, _ value: [UInt8]) {
        switch key {
        case .quiet: isQuiet = true
        case .expression: parts.append(.expression(value))
        case .file: parts.append(.file(value))
        case .inPlace:
            editsInPlace = true
            isSeparate = true
            if !value.isEmpty { suffix = value }
        case .lineLength: lineLength = Self.number(value)
        case .nullData: delimiter = 0
        case .posix: isPosix = true
        case .extended: isExtended = true
        case .sandbox: isSandbox = true
        case .separate: isSeparate = true
        case .unbuffered: isUnbuffered = true
        case .followSymlinks, .binary, .debug, .help, .version: break
        }
    }

    private static func number(_ text: [UInt8]) -> Int {
        var value = 0
        for byte in text {
            guard 0x30...0x39 ~= byte else { break }
            value = min(value * 10 + Int(byte - 0x30), Int(Int32.max))
        }
        return value
    }

    private static func usage(_ settings: SedSettings) -> [UInt8] {
        let text = """
            Usage: \(settings.name) [OPTION]... {script-only-if-no-other-script} [input-file]...

              -n, --quiet, --silent         print only what the script prints
              -e, --expression=SCRIPT       a part of the script
              -f, --file=FILE               a file with a part of the script
              -E, -r, --regexp-extended     extended regular expressions
              -i[SUFFIX], --in-place[=SUFFIX]
                                            write files anew, with a backup for a SUFFIX
              -l, --line-length=N           where the command l breaks lines
              -s, --separate                each file is a stream of its own
              -u, --unbuffered              write each line at once
              -z, --null-data               lines end with NUL
                  --posix                   without extensions
                  --sandbox                 without the commands e, r and w
                  --follow-symlinks         edit what a link leads to
                  --help, --version

            """
        return Array(text.utf8)
    }
}
