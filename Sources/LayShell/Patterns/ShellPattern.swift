/// A pattern as `case`, `${x#…}` and file names have it.
///
/// A backslash makes the next byte literal; the caller puts one before each quoted special byte.
/// A subject or pattern that is not UTF-8 is matched byte by byte, as in bash.
struct ShellPattern: Sendable {
    /// How much work a pattern with groups may take: some tenths of a second.
    static let greatestWork = 100_000_000

    private let bytes: PatternProgram
    /// Whether `${x/pattern/r}` looks for the pattern in an empty text: bash does for `*…` only.
    let isSoughtInEmptyText: Bool
    /// The pattern for subjects that are UTF-8, where that makes a difference.
    private let characters: PatternProgram?

    /// Reads a pattern.
    ///
    /// - Parameters:
    ///   - text: the pattern, with a backslash before what is literal.
    ///   - extended: whether `?(…)`, `*(…)`, `+(…)`, `@(…)` and `!(…)` are groups.
    ///   - foldsCase: whether capitals and small letters are one.
    ///   - isUTF8: whether `?` and brackets take characters instead of bytes.
    ///   - dialect: the shell whose brackets are read.
    /// - Complexity: O(length of the text).
    init(
        _ text: [UInt8], extended: Bool = false, foldsCase: Bool = false, isUTF8: Bool = false,
        dialect: ShellDialect
    ) {
        isSoughtInEmptyText = dialect == .bash && text.first == UInt8(ascii: "*")
        var options = PatternOptions(
            extended: extended, foldsCase: foldsCase, isUTF8: false, dialect: dialect)
        (bytes, characters) = text.withUnsafeBufferPointer { text in
            let bytes = PatternProgram(text, options: options)
            guard isUTF8, bytes.dependsOnCharacters || foldsCase, PatternText.isValid(text) else {
                return (bytes, nil)
            }
            options.isUTF8 = true
            return (bytes, PatternProgram(text, options: options))
        }
    }

    /// Whether the pattern matches one text only, `literal`.
    var isLiteral: Bool { bytes.literal != nil }

    /// The text that a literal pattern matches: the pattern without its backslashes.
    var literal: [UInt8] { bytes.literal ?? [] }

    /// Whether the pattern matches the whole of a text.
    ///
    /// - Throws: `PatternTooCostly`, for a pattern with groups only.
    /// - Complexity: O(length of the text · length of the pattern) without groups.
    func matches(_ subject: [UInt8]) throws(PatternTooCostly) -> Bool {
        try subject.withUnsafeBufferPointer { (text) throws(PatternTooCostly) in
            try matches(text)
        }
    }

    /// Whether the pattern matches the whole of a part of a text.
    ///
    /// - Throws: `PatternTooCostly`, for a pattern with groups only.
    /// - Complexity: as `matches(_:)` of an array.
    func matches(_ subject: ArraySlice<UInt8>) throws(PatternTooCostly) -> Bool {
        try subject.withUnsafeBufferPointer { (text) throws(PatternTooCostly) in
            try matches(text)
        }
    }

    /// Whether the pattern matches the whole of a text in memory.
    ///
    /// - Throws: `PatternTooCostly`, for a pattern with groups only.
    /// - Complexity: as `matches(_:)` of an array.
    func matches(_ subject: UnsafeBufferPointer<UInt8>) throws(PatternTooCostly) -> Bool {
        let program = program(for: subject)
        guard let nodes = try groups(program) else {
            return PatternStarMatcher(program, subject).matches()
        }
        var matcher = PatternGroupMatcher(
            program, nodes, subject, isBackward: false, budget: Self.greatestWork)
        return try matcher.reach(PatternPlaces(0)).contains(subject.count)
    }

    /// How long the prefix is that `${x#pattern}`, or `##` for the longest, takes away.
    ///
    /// - Throws: `PatternTooCostly`, for a pattern with groups only.
    /// - Complexity: as `matches(_:)`.
    func prefix(of subject: [UInt8], longest: Bool) throws(PatternTooCostly) -> Int? {
        try subject.withUnsafeBufferPointer { (text) throws(PatternTooCostly) in
            let program = program(for: text)
            guard let nodes = try groups(program) else {
                return PatternStarMatcher(program, text).prefix(longest: longest)
            }
            var matcher = PatternGroupMatcher(
                program, nodes, text, isBackward: false, budget: Self.greatestWork)
            let ends = try matcher.reach(PatternPlaces(0))
            return longest ? ends.last : ends.first
        }
    }

    /// Where the suffix starts that `${x%pattern}`, or `%%` for the longest, takes away.
    ///
    /// - Throws: `PatternTooCostly`, for a pattern with groups only.
    /// - Complexity: as `matches(_:)`.
    func suffix(of subject: [UInt8], longest: Bool) throws(PatternTooCostly) -> Int? {
        try subject.withUnsafeBufferPointer { (text) throws(PatternTooCostly) in
            let program = program(for: text)
            guard let nodes = try groups(program) else {
                return PatternStarMatcher(program, text).suffix(longest: longest)
            }
            var matcher = PatternGroupMatcher(
                program, nodes, text, isBackward: true, budget: Self.greatestWork)
            let starts = try matcher.reach(PatternPlaces(text.count))
            return longest ? starts.first : starts.last
        }
    }

    /// The program that fits a subject.
    @inline(__always)
    func program(for subject: UnsafeBufferPointer<UInt8>) -> PatternProgram {
        guard let characters, PatternText.isValid(subject) else { return bytes }
        return characters
    }

    /// The parts of a program with groups; nil where there is none.
    @inline(__always)
    func groups(_ program: PatternProgram) throws(PatternTooCostly) -> [PatternNode]? {
        if program.isTooCostly { throw PatternTooCostly() }
        return program.nodes
    }
}
