internal import LayRegex

/// Finds lines that match, and matches in lines.
final class GrepSearcher {
    private let host: any GrepHost
    private let delimiter: UInt8
    private let engine: Engine
    /// Finds the pattern in text that is all ASCII, where it is a plain string in either case.
    private let finder: GrepFoldedFinder?
    private var usesFinder = false

    /// What does the matching.
    private enum Engine {
        /// There are no patterns.
        case nothing
        /// A pattern that is searched for in many lines at once.
        case buffered(RegularExpression.Searcher)
        /// A pattern that is searched for line by line.
        case lineByLine(RegularExpression.Searcher)
        case perl(any GrepPerlMatcher)
    }

    /// Compiles the patterns.
    ///
    /// - Throws: `ToolFailure` where they are wrong, and what the host throws.
    init(_ options: GrepOptions, _ settings: GrepSettings, _ host: any GrepHost) throws {
        self.host = host
        delimiter = options.delimiter
        guard let patterns = options.patterns else {
            engine = .nothing
            finder = nil
            return
        }
        if options.dialect == .perl {
            engine = .perl(try Self.perl(patterns, options, settings, host))
            finder = nil
            return
        }
        let isPlain = options.foldsCase && !options.wholeLines && !options.wholeWords
        finder = isPlain && options.delimiter == 10 ? GrepFoldedFinder(patterns) : nil
        if options.dialect == .extended, settings.manners == .gnu {
            for warning in GrepPatternWarnings.orphans(in: patterns) {
                try host.writeError(
                    Array("\(settings.name): warning: \(warning) at start of expression\n".utf8))
            }
        }
        var flags: RegularExpression.Options =
            options.dialect == .extended ? .grepExtended : .grep
        if options.dialect == .fixed { flags.insert(.literal) }
        if options.foldsCase { flags.insert(.foldsCase) }
        if options.wholeLines {
            flags.insert(.wholeLines)
        } else if options.wholeWords {
            flags.insert(.wholeWords)
        }
        if settings.isUTF8 { flags.insert(.isUTF8) }
        if options.delimiter != 10 { flags.remove(.lines) }
        do {
            let searcher = RegularExpression.Searcher(try RegularExpression(patterns, flags))
            engine = options.delimiter == 10 ? .buffered(searcher) : .lineByLine(searcher)
        } catch {
            let isBusyBox = settings.manners == .busybox
            let before = isBusyBox ? Array("bad regex '".utf8) + patterns + Array("': ".utf8) : []
            throw ToolFailure.grep(settings, before + Array(error.message.utf8))
        }
    }

    private static func perl(
        _ patterns: [UInt8], _ options: GrepOptions, _ settings: GrepSettings,
        _ host: any GrepHost
    ) throws -> any GrepPerlMatcher {
        if patterns.contains(10) {
            throw ToolFailure.grep(settings, "the -P option only supports a single pattern")
        }
        var perl = GrepPerlOptions()
        perl.foldsCase = options.foldsCase
        perl.wholeWords = options.wholeWords
        perl.wholeLines = options.wholeLines
        perl.isUTF8 = settings.isUTF8
        guard let matcher = try host.perlMatcher(patterns, perl) else {
            throw ToolFailure.grep(
                settings, "Perl matching not supported in a --disable-perl-regexp build")
        }
        return matcher
    }

    /// The next line at or behind `start`, a line's start, that matches; without its delimiter.
    ///
    /// `text` ends before the delimiter of its last line.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func nextLine(
        in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws -> Range<Int>? {
        guard case .buffered(let searcher) = engine else {
            return try nextLineAlone(in: text, from: start)
        }
        if usesFinder, let finder {
            return finder.firstEnd(in: text, from: start).map { line(around: $0, text, start) }
        }
        let place = try searcher.firstEnd(in: text, from: start) { (count: Int) throws in
            try host.step(count)
        }
        return place.map { line(around: $0, text, start) }
    }

    @inline(__always)
    private func line(
        around place: Int, _ text: UnsafeBufferPointer<UInt8>, _ start: Int
    ) -> Range<Int> {
        let lineStart = ByteScan.last(10, in: text, from: start, before: place)
        let lineEnd = ByteScan.first(10, in: text, from: place)
        return (lineStart.map { $0 &+ 1 } ?? start)..<(lineEnd ?? text.count)
    }

    /// Looks at a text that is about to be searched.
    func prepare(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
        // Beyond ASCII there are letters whose other case is ASCII.
        usesFinder = finder != nil && GrepText.isASCII(text, start, text.count)
    }

    private func nextLineAlone(
        in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws -> Range<Int>? {
        var position = start
        while position <= text.count {
            let end = ByteScan.first(delimiter, in: text, from: position) ?? text.count
            if try match(in: text, line: position..<end, from: position) != nil {
                return position..<end
            }
            position = end &+ 1
            if end == text.count { break }
        }
        return nil
    }

    /// The first match in a line, at or behind `start`.
    ///
    /// - Throws: what the host throws.
    func match(
        in text: UnsafeBufferPointer<UInt8>, line: Range<Int>, from start: Int
    ) throws -> Range<Int>? {
        let steps = { [host] (count: Int) throws in try host.step(count) }
        switch engine {
        case .nothing: return nil
        case .buffered(let searcher):
            let prefix = UnsafeBufferPointer(rebasing: text[0..<line.upperBound])
            return try searcher.firstRange(in: prefix, from: start, steps: steps)
        case .lineByLine(let searcher):
            let alone = UnsafeBufferPointer(rebasing: text[line])
            return try searcher.firstRange(
                in: alone, from: start &- line.lowerBound, steps: steps
            ).map { ($0.lowerBound &+ line.lowerBound)..<($0.upperBound &+ line.lowerBound) }
        case .perl(let matcher):
            let alone = UnsafeBufferPointer(rebasing: text[line])
            try host.step(1 &+ line.count / 16)
            return try matcher.firstRange(in: alone, from: start &- line.lowerBound)
                .map { ($0.lowerBound &+ line.lowerBound)..<($0.upperBound &+ line.lowerBound) }
        }
    }
}
