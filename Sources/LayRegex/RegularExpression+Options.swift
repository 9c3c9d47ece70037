extension RegularExpression {
    /// The dialect of a pattern and what counts as a character, a line and a word.
    public struct Options: OptionSet, Hashable, Sendable {
        /// The options as bits.
        public let rawValue: UInt32

        /// Wraps raw bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Extended syntax (ERE); without it the basic one (BRE).
        public static let extended = Self(rawValue: 1 << 0)
        /// Letters match in either case.
        public static let foldsCase = Self(rawValue: 1 << 1)
        /// Characters are UTF-8 (a byte that is none matches only itself); else they are bytes.
        public static let isUTF8 = Self(rawValue: 1 << 2)
        /// `.` and `[^a]` never match a newline, `^` and `$` match at lines (sed's `M`).
        public static let newlineSeparates = Self(rawValue: 1 << 3)
        /// GNU's `\w \W \s \S \b \B \< \> \` \'` and, in BRE, `\+ \? \|`.
        public static let gnuEscapes = Self(rawValue: 1 << 4)
        /// awk's escapes (`\/ \" \t \n \052`, also in brackets), no back-references.
        public static let awk = Self(rawValue: 1 << 5)
        /// No character set matches a newline, so that a buffer of lines is searched at once.
        public static let lines = Self(rawValue: 1 << 6)
        /// sed's `\n \t \xHH \dNNN \oNNN \cX`, also in brackets.
        public static let sedEscapes = Self(rawValue: 1 << 7)
        /// grep's tolerance: `a|*b`, `a{1` and `a)` in ERE, `\{1\}` and `a**` in BRE.
        public static let tolerant = Self(rawValue: 1 << 8)
        /// `{` is an ordinary character (old mawk).
        public static let noIntervals = Self(rawValue: 1 << 9)
        /// Only matches that are not parts of longer words count (`grep -w`).
        public static let wholeWords = Self(rawValue: 1 << 10)
        /// Only matches that are whole lines count (`grep -x`).
        public static let wholeLines = Self(rawValue: 1 << 11)
        /// The pattern has no operators (`grep -F`).
        public static let literal = Self(rawValue: 1 << 12)
        /// A newline in the pattern separates alternatives that are patterns of their own.
        public static let newlineAlternates = Self(rawValue: 1 << 13)
        /// Emacs's syntax, the default of `find -regex`: `+ ? *`, `\( \) \|`, no intervals.
        public static let emacs = Self(rawValue: 1 << 14)

        /// `grep`, searched in buffers of many lines.
        public static let grep: Self = [.gnuEscapes, .tolerant, .lines, .newlineAlternates]
        /// `grep -E`, searched in buffers of many lines.
        public static let grepExtended: Self = [.grep, .extended]
        /// `sed`.
        public static let sed: Self = [.gnuEscapes, .sedEscapes]
        /// `sed -E`.
        public static let sedExtended: Self = [.sed, .extended]
        /// `gawk`.
        public static let gawk: Self = [.awk, .extended, .gnuEscapes]
        /// `mawk`, which lacks GNU's escapes and, before 1.3.4-20200717, intervals.
        public static let mawk: Self = [.awk, .extended, .noIntervals]
        /// bash's `[[ a =~ b ]]` on glibc, and `regcomp` with `REG_EXTENDED`.
        public static let bash: Self = [.extended, .gnuEscapes]
        /// `expr a : b`, which the caller anchors at the start.
        public static let expr: Self = [.gnuEscapes]
    }
}
