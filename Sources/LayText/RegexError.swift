/// Why a pattern is no regular expression, or why a search was given up.
package struct RegexError: Error {
    package let message: String
    /// The offset in the pattern, for a pattern that is wrong.
    package let offset: Int?

    private init(_ message: String, at offset: Int? = nil) {
        self.message = message
        self.offset = offset
    }

    static func unknownFlag(_ flag: Character) -> RegexError {
        RegexError("there is no flag '\(flag)'; i, m, s and x are")
    }

    /// PCRE2 says why.
    static func noPattern(_ reason: String, at offset: Int) -> RegexError {
        RegexError(reason, at: offset)
    }

    static var noMemory: RegexError { RegexError("no memory is left") }

    static func givenUp(_ reason: String) -> RegexError {
        RegexError("the search was given up: \(reason)")
    }
}
