/// What a grep is asked for.
struct GrepOptions {
    var dialect: GrepDialect = .basic
    /// The patterns, which newlines separate; nothing where there is none at all.
    var patterns: [UInt8]?
    var files: [[UInt8]] = []

    var foldsCase = false
    var isInverted = false
    var wholeWords = false
    var wholeLines = false
    var delimiter: UInt8 = 10

    var counts = false
    var listing = Listing.none
    var isQuiet = false
    var suppressesErrors = false
    var onlyMatching = false
    /// How many lines of a file are selected at most.
    var maximum = Int.max

    var showsNames: Bool?
    var showsNumbers = false
    var showsOffsets = false
    var alignsTabs = false
    var endsNamesWithNUL = false
    var label: [UInt8] = Array("(standard input)".utf8)
    var colors: GrepColors?
    var isLineBuffered = false

    var linesBefore: Int?
    var linesAfter: Int?
    var separator: [UInt8]? = Array("--".utf8)

    var binary = Binary.announced
    var directories = Directories.read
    var skipsDevices = false
    var followsLinks = false
    var filters: [Filter] = []
    var excludedDirectories: [[UInt8]] = []

    /// Whether only names are printed.
    enum Listing {
        case none, matching, missing
    }

    /// What is done with files that are no text.
    enum Binary {
        case announced, text, skipped
    }

    /// What is done with directories.
    enum Directories {
        case read, skip, recurse
    }

    /// A pattern for the names of files.
    struct Filter {
        let glob: [UInt8]
        let includes: Bool
    }

    /// Whether lines are printed at all.
    var printsLines: Bool { !counts && listing == .none && !isQuiet }
    /// Whether it is known beforehand that no line is selected.
    var selectsNothing: Bool {
        maximum == 0 || isInverted && patterns == [] && !wholeLines && !wholeWords
    }
    /// Whether lines around the selected ones are asked for.
    var hasContext: Bool { linesBefore != nil || linesAfter != nil }
}

/// A name for every option.
enum GrepOptionKey: Hashable, Sendable {
    case basic, extended, fixed, perl, matcher, regexp, file, foldCase, keepCase, invert
    case words, lines, count, colors, listMatching, listMissing, quiet, noMessages, onlyMatching
    case maximum, byteOffset, withName, withoutName, label, lineNumber, initialTab, null, nullData
    case after, before, context, digit(UInt8), separator, noSeparator, lineBuffered, text
    case skipBinary, binaryFiles, binary, unixOffsets, devices, directories, recursive
    case dereference, exclude, excludeFrom, excludeDirectory, include, help, version
}

extension OptionSpelling where Key == GrepOptionKey {
    /// All options, in the order in which GNU lists what is ambiguous.
    static var grep: [OptionSpelling<GrepOptionKey>] {
        let digits = (UInt8(ascii: "0")...UInt8(ascii: "9")).map {
            OptionSpelling(.digit($0), Character(Unicode.Scalar($0)))
        }
        return [
            OptionSpelling(.basic, "G", "basic-regexp"),
            OptionSpelling(.extended, "E", "extended-regexp"),
            OptionSpelling(.fixed, "F", "fixed-regexp", "fixed-strings"),
            OptionSpelling(.perl, "P", "perl-regexp"),
            OptionSpelling(.matcher, "X", value: .required),
            OptionSpelling(.after, "A", "after-context", value: .required),
            OptionSpelling(.before, "B", "before-context", value: .required),
            OptionSpelling(.binaryFiles, nil, "binary-files", value: .required),
            OptionSpelling(.binary, "U", "binary"),
            OptionSpelling(.byteOffset, "b", "byte-offset"),
            OptionSpelling(.context, "C", "context", value: .required),
            OptionSpelling(.colors, nil, "color", "colour", value: .optional),
            OptionSpelling(.count, "c", "count"),
            OptionSpelling(.devices, "D", "devices", value: .required),
            OptionSpelling(.directories, "d", "directories", value: .required),
            OptionSpelling(.exclude, nil, "exclude", value: .required),
            OptionSpelling(.excludeFrom, nil, "exclude-from", value: .required),
            OptionSpelling(.excludeDirectory, nil, "exclude-dir", value: .required),
            OptionSpelling(.file, "f", "file", value: .required),
            OptionSpelling(.listMatching, "l", "files-with-matches"),
            OptionSpelling(.listMissing, "L", "files-without-match"),
            OptionSpelling(.separator, nil, "group-separator", value: .required),
            OptionSpelling(.help, nil, "help"),
            OptionSpelling(.include, nil, "include", value: .required),
            OptionSpelling(.foldCase, "i", "ignore-case"),
            OptionSpelling(.foldCase, "y"),
            OptionSpelling(.keepCase, nil, "no-ignore-case"),
            OptionSpelling(.initialTab, "T", "initial-tab"),
            OptionSpelling(.label, nil, "label", value: .required),
            OptionSpelling(.lineBuffered, nil, "line-buffered"),
            OptionSpelling(.lineNumber, "n", "line-number"),
            OptionSpelling(.lines, "x", "line-regexp"),
            OptionSpelling(.maximum, "m", "max-count", value: .required),
            OptionSpelling(.withoutName, "h", "no-filename"),
            OptionSpelling(.noSeparator, nil, "no-group-separator"),
            OptionSpelling(.noMessages, "s", "no-messages"),
            OptionSpelling(.null, "Z", "null"),
            OptionSpelling(.nullData, "z", "null-data"),
            OptionSpelling(.onlyMatching, "o", "only-matching"),
            OptionSpelling(.quiet, "q", "quiet", "silent"),
            OptionSpelling(.recursive, "r", "recursive"),
            OptionSpelling(.dereference, "R", "dereference-recursive"),
            OptionSpelling(.regexp, "e", "regexp", value: .required),
            OptionSpelling(.invert, "v", "invert-match"),
            OptionSpelling(.text, "a", "text"),
            OptionSpelling(.skipBinary, "I"),
            OptionSpelling(.unixOffsets, "u", "unix-byte-offsets"),
            OptionSpelling(.version, "V", "version"),
            OptionSpelling(.withName, "H", "with-filename"),
            OptionSpelling(.words, "w", "word-regexp"),
        ] + digits
    }
}
