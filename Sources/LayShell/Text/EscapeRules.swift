/// What a backslash may begin, for each place where a shell decodes backslashes.
struct EscapeRules: Sendable {
    /// `\1` to `\377`: up to three octal digits without a leading zero.
    var takesBareOctal = true
    /// A first `0` does not count among the three digits.
    var skipsFirstZero = false
    /// Digits stop before a value above 255 (busybox); otherwise the high bits are lost.
    var stopsAbove255 = false
    /// A first digit and what belongs to it are eaten whole, whatever the value (ash's `$'…'`).
    var eatsDigitsWhole = false
    /// `\xHH`.
    var takesHex = false
    /// `\uHHHH` and `\UHHHHHHHH`.
    var takesUnicode = false
    /// `\e`.
    var takesEscape = true
    /// `\E`.
    var takesCapitalEscape = false
    /// `\'`, `\"` (and, where `takesQuestion`, `\?`) lose the backslash.
    var takesQuotes = false
    /// `\?`.
    var takesQuestion = false
    /// `\c` ends all output.
    var stopsAtC = false
    /// `\cX` is a control character and `\x{H…}` is known (bash's `$'…'`).
    var takesControl = false
    /// `\x` and `\u` without digits are complained of (bash's printf).
    var reportsMissing = false
    /// `\u` has four digits and no fewer (GNU's printf).
    var needsAllDigits = false

    /// What `echo` decodes (`-e` where the shell wants it).
    static func echo(_ dialect: ShellDialect) -> EscapeRules {
        var rules = EscapeRules()
        rules.skipsFirstZero = true
        rules.stopsAtC = true
        switch dialect {
        case .dash: break
        case .ash:
            rules.stopsAbove255 = true
            rules.takesHex = true
        case .bash:
            rules.takesBareOctal = false
            rules.takesHex = true
            rules.takesUnicode = true
            rules.takesCapitalEscape = true
        }
        return rules
    }

    /// What `printf` decodes in an argument of `%b`.
    static func percentB(_ dialect: ShellDialect) -> EscapeRules {
        var rules = echo(dialect)
        rules.takesBareOctal = true
        rules.reportsMissing = dialect == .bash
        return rules
    }

    /// What `printf` decodes in its format.
    static func format(_ dialect: ShellDialect) -> EscapeRules {
        var rules = percentB(dialect)
        rules.skipsFirstZero = false
        rules.stopsAtC = dialect == .ash
        rules.takesQuotes = dialect == .bash
        rules.takesQuestion = dialect == .bash
        return rules
    }

    /// What GNU's program `printf` decodes in its format, or in an argument of `%b`.
    static func program(isFormat: Bool) -> EscapeRules {
        var rules = percentB(.bash)
        rules.takesCapitalEscape = false
        rules.needsAllDigits = true
        rules.skipsFirstZero = !isFormat
        rules.takesQuotes = true
        return rules
    }

    /// What GNU's program `echo` decodes.
    static var programEcho: EscapeRules {
        var rules = echo(.bash)
        rules.takesBareOctal = true
        rules.takesUnicode = false
        rules.takesCapitalEscape = false
        return rules
    }

    /// What `$'…'` decodes; dash has no such quotes and decodes nothing.
    static func dollarQuotes(_ dialect: ShellDialect) -> EscapeRules {
        var rules = EscapeRules()
        rules.takesHex = true
        rules.takesQuotes = true
        if dialect == .bash {
            rules.takesUnicode = true
            rules.takesCapitalEscape = true
            rules.takesQuestion = true
            rules.takesControl = true
        } else {
            rules.takesEscape = false
            rules.stopsAbove255 = true
            rules.eatsDigitsWhole = true
        }
        return rules
    }
}
