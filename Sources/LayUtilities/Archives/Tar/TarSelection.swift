internal import LayBounds
import LayFiles
import LayShell

/// Which members a call means: the names that it was given, and what it leaves out.
struct TarSelection {
    /// A name, and what is known of it.
    struct Name {
        let word: [UInt8]
        /// What it is looked for: without a slash at its end.
        fileprivate let text: [UInt8]
        fileprivate let pattern: FileNamePattern?
        /// Where its files lie, as words of -C.
        let directories: [[UInt8]]
        fileprivate(set) var isFound = false
        fileprivate var count = 0
    }

    /// A pattern of what is left out.
    private struct Exclusion {
        let pattern: FileNamePattern?
        let text: [UInt8]
        let isAnchored: Bool
        let matchesSlash: Bool
    }

    private(set) var names: [Name] = []
    /// The words of -C, for archives that are extracted as a whole.
    private(set) var directories: [[UInt8]] = []
    private var exclusions: [Exclusion] = []
    private let recurses: Bool
    private let occurrence: Int?
    /// Options behind the names that mean nothing there.
    private(set) var misplaced: [(option: String, value: [UInt8])] = []

    /// Reads the names of a call, also those in files.
    ///
    /// - Throws: `UtilityFailure` for a file that cannot be read.
    init(_ call: UtilityCall, isAdding: Bool) throws {
        recurses = call.options.last(of: "recursion", "no-recursion") != "no-recursion"
        occurrence = call.options.given.last { $0.key == "occurrence" }.map {
            CountText.plain($0.value ?? []) ?? 1
        }
        var matching = Matching()
        var operand = 0
        let given = call.options.given
        for (index, option) in given.enumerated() {
            while operand < min(call.options.places[index], call.operands.count) {
                add(call.operands[operand], matching)
                operand += 1
            }
            matching.read(option.key)
            let value = option.value ?? []
            switch option.key {
            case "C": directories.append(value)
            case "add-file": add(value, matching)
            case "T": try readNames(value, call, matching)
            case "exclude", "X", "exclude-vcs", "exclude-backups":
                if isAdding, operand > 0, call.manner == .gnu, option.key == "exclude" {
                    misplaced.append(("--exclude", value))
                    continue
                }
                try addExclusions(option.key, value, call, matching)
            default: break
            }
        }
        for word in call.operands[operand...] { add(word, matching) }
    }

    /// How names and patterns are compared, which changes along the command line.
    private struct Matching {
        var wildcards: Bool?
        var matchesSlash: Bool?
        var anchored: Bool?
        var foldsCase = false

        mutating func read(_ key: String) {
            switch key {
            case "wildcards": wildcards = true
            case "no-wildcards": wildcards = false
            case "wildcards-match-slash": matchesSlash = true
            case "no-wildcards-match-slash": matchesSlash = false
            case "anchored": anchored = true
            case "no-anchored": anchored = false
            case "ignore-case": foldsCase = true
            case "no-ignore-case": foldsCase = false
            default: break
            }
        }
    }

    private mutating func add(_ word: [UInt8], _ matching: Matching) {
        let text = word.last == FileName.slash && word.count > 1 ? FileName.trimmed(word) : word
        names.append(
            Name(
                word: word, text: text,
                pattern: matching.wildcards == true
                    ? FileNamePattern(text, foldsCase: matching.foldsCase) : nil,
                directories: directories))
    }

    private mutating func readNames(
        _ file: [UInt8], _ call: UtilityCall, _ matching: Matching
    ) throws {
        let hasOptions =
            call.manner == .gnu && !call.has("null")
            && call.options.last(of: "verbatim-files-from", "no-verbatim-files-from")
                != "verbatim-files-from"
        let delimiter: UInt8 = call.options.last(of: "null", "no-null") == "null" ? 0 : 10
        var isDirectoryNext = false
        try Self.eachLine(file, delimiter, call) { line in
            try call.context.hold(line.count + 96)
            if isDirectoryNext {
                directories.append(line)
                isDirectoryNext = false
            } else if hasOptions, line.elementsEqual("-C".utf8) {
                isDirectoryNext = true
            } else if hasOptions, line.starts(with: "-C".utf8) {
                directories.append(Array(line.dropFirst(2).drop { $0 == 32 }))
            } else if hasOptions, line.starts(with: "--add-file=".utf8) {
                add(Array(line.dropFirst(11)), matching)
            } else {
                add(line, matching)
            }
        }
    }

    private static func eachLine(
        _ file: [UInt8], _ delimiter: UInt8, _ call: UtilityCall, _ body: ([UInt8]) throws -> Void
    ) throws {
        do {
            let reader = try call.reader(file)
            while let line = try reader.line(delimiter) {
                if !line.range.isEmpty { try body(Array(reader.bytes[line.range])) }
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            if call.manner == .busybox {
                throw UtilityFailure("can't open '\(call.text(file))': \(error.reason)")
            }
            throw UtilityFailure(
                "\(TarNames.escaped(file)): Cannot open: \(error.reason)\n"
                    + "tar: Error is not recoverable: exiting now", status: 2)
        }
    }

    private mutating func addExclusions(
        _ key: String, _ value: [UInt8], _ call: UtilityCall, _ matching: Matching
    ) throws {
        func exclude(_ text: [UInt8]) throws {
            try call.context.hold(text.count + 128)
            exclusions.append(
                Exclusion(
                    pattern: matching.wildcards == false
                        ? nil : FileNamePattern(text, foldsCase: matching.foldsCase),
                    text: text, isAnchored: matching.anchored ?? false,
                    matchesSlash: matching.matchesSlash ?? true))
        }
        switch key {
        case "exclude": try exclude(value)
        case "X": try Self.eachLine(value, 10, call) { try exclude($0) }
        case "exclude-vcs":
            for name in [
                "CVS", ".cvsignore", "RCS", "SCCS", ".svn", ".git", ".gitignore", ".gitattributes",
                ".gitmodules", ".arch-ids", "{arch}", "=RELEASE-ID", "=meta-update", "=update",
                ".bzr", ".bzrignore", ".bzrtags", ".hg", ".hgignore", ".hgtags", "_darcs",
            ] { try exclude(Array(name.utf8)) }
        default:
            for name in [".#*", "*~", "#*#"] { try exclude(Array(name.utf8)) }
        }
    }

    // MARK: Asking

    /// True where a name is left out, or lies below one that is.
    func excludes(_ name: [UInt8]) -> Bool {
        if exclusions.isEmpty { return false }
        let name = FileName.trimmed(name)
        return exclusions.contains { Self.fits($0, name) }
    }

    private static func fits(_ exclusion: Exclusion, _ name: [UInt8]) -> Bool {
        var start = 0
        while true {
            if leads(exclusion.pattern, exclusion.text, exclusion.matchesSlash, name[start...]) {
                return true
            }
            guard !exclusion.isAnchored,
                let slash = name[start...].firstIndex(of: FileName.slash)
            else { return false }
            start = slash + 1
        }
    }

    /// True where a pattern fits a name, or directories above it (FNM_LEADING_DIR).
    private static func leads(
        _ pattern: FileNamePattern?, _ text: [UInt8], _ matchesSlash: Bool,
        _ name: ArraySlice<UInt8>
    ) -> Bool {
        guard let pattern else {
            return name.starts(with: text)
                && (name.count == text.count
                    || name[name.startIndex + text.count] == FileName.slash)
        }
        var end = name.endIndex
        while true {
            let part = Array(name[name.startIndex..<end])
            if pattern.matches(part),
                matchesSlash || slashes(part) == slashes(text)
            {
                return true
            }
            guard let slash = name[name.startIndex..<end].lastIndex(of: FileName.slash) else {
                return false
            }
            end = slash
        }
    }

    private static func slashes(_ name: [UInt8]) -> Int {
        name.reduce(0) { $0 + ($1 == FileName.slash ? 1 : 0) }
    }

    /// True where a member is meant: all are where no names were given.
    mutating func takes(_ name: [UInt8]) -> Bool {
        if names.isEmpty { return true }
        let name = FileName.trimmed(name)
        var isTaken = false
        for index in names.indices {
            let wanted = names[index]
            let fits: Bool
            if recurses {
                fits = Self.leads(wanted.pattern, wanted.text, true, name[...])
            } else {
                fits = wanted.pattern?.matches(name) ?? (wanted.text == name)
            }
            guard fits else { continue }
            names[index].isFound = true
            names[index].count += 1
            if let occurrence, names[index].count != occurrence { continue }
            isTaken = true
        }
        return isTaken
    }

    /// Takes the names away that mean a member.
    mutating func forget(_ name: [UInt8]) {
        let name = FileName.trimmed(name)
        names.removeAll { Self.leads($0.pattern, $0.text, true, name[...]) }
    }

    /// Adds a name.
    mutating func add(_ word: [UInt8]) { add(word, Matching()) }

    /// True where all that is wanted was seen, and no more can come.
    var isComplete: Bool {
        occurrence != nil && !names.isEmpty && names.allSatisfy { $0.count >= (occurrence ?? 1) }
    }

    /// The names that no member had.
    var missing: [[UInt8]] { names.filter { !$0.isFound }.map(\.word) }
}
