/// Why a pattern is refused or a search is given up, in the words of the GNU tools.
public struct RegularExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The words a tool prints after its own name.
    public let message: String

    private init(_ message: String) { self.message = message }

    /// The words a tool prints after its own name.
    public var description: String { message }

    static let unmatchedBracket = Self("Unmatched [, [^, [:, [., or [=")
    static let invalidPreceding = Self("Invalid preceding regular expression")
    static let unmatchedOpen = Self("Unmatched ( or \\(")
    static let unmatchedClose = Self("Unmatched ) or \\)")
    static let unmatchedBrace = Self("Unmatched \\{")
    static let invalidInterval = Self("Invalid content of \\{\\}")
    static let invalidRangeEnd = Self("Invalid range end")
    static let invalidClass = Self("Invalid character class name")
    static let invalidCollation = Self("Invalid collation character")
    static let invalidReference = Self("Invalid back reference")
    static let trailingBackslash = Self("Trailing backslash")
    static let tooBig = Self("Regular expression too big")
    static let bareClass = Self("character class syntax is [[:space:]], not [:space:]")

    /// A search with back-references took more steps than the caller allows.
    public static let tooManySteps = Self("back-references need too many steps")
}
