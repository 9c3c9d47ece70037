internal import LayBounds
internal import LayImages

/// What is wrong with an instruction, before its place is known.
struct Fault: Error {
    let message: String
    var help: String?
    /// True where BuildKit names the line in front of the message.
    var isParseError = false
    /// True for a directive that stands a second time.
    var isOfSecond = false
    var bound: BoundReached?

    init(_ message: String, help: String? = nil, isParseError: Bool = false) {
        self.message = message
        self.help = help
        self.isParseError = isParseError
    }

    /// A text that cannot be expanded.
    init(_ error: ExpansionError) {
        message = error.message
        help = error.help
        bound = error.bound
    }

    static func stopped(_ bound: BoundReached) -> Self {
        var fault = Self(bound.description)
        fault.bound = bound
        return fault
    }

    private static func parse(_ message: String, help: String? = nil) -> Self {
        Self(message, help: help, isParseError: true)
    }
}

// The file.
extension Fault {
    static let emptyFile = Self("the Dockerfile cannot be empty")

    static let noInstructions = Self(
        "file with no instructions", help: "begin with FROM and an image: FROM scratch")

    static let longLine = Self(
        "dockerfile line greater than max allowed size of \(LineSource.longestLine - 1)",
        help: "break the line with a backslash at its end, or copy the text from a file")

    static let noStages = Self(
        "dockerfile contains no stages to build", help: "add FROM and an image")

    static let noStage = Self(
        "no build stage in current context",
        help: "only ARG may stand before the first FROM")

    static func repeatedDirective(_ name: String) -> Self {
        var fault = Self(
            "only one \(name) parser directive can be used", help: "leave one of them out")
        fault.isOfSecond = true
        return fault
    }

    static func invalidEscape(_ value: String) -> Self {
        Self(
            "invalid escape token '\(value)' does not match ` or \\",
            help: "write # escape=` or leave the line out")
    }

    static func unterminatedHeredoc(_ name: String) -> Self {
        Self(
            "unterminated heredoc",
            help: "a line that is \(name.shown()) and nothing else ends it")
    }

    static func inconsistentHeredoc(_ word: String) -> Self {
        Self("internal lexing of heredoc produced inconsistent results: \(word)")
    }
}

// Forms of arguments.
extension Fault {
    static let notStrings = Self(
        "when using JSON array syntax, arrays must be comprised of strings only",
        help: "put each element into double quotes")

    static func twoArguments(_ name: String) -> Self {
        Self("\(name) must have two arguments", help: "write \(name) name=value")
    }

    static func noEqualsSign(_ word: String) -> Self {
        Self(
            "Syntax error - can't find = in \(word.goQuoted). Must be of the form: name=value",
            help: "put a value with blanks into double quotes")
    }

    static func atLeastOneArgument(_ name: String) -> Self {
        parse("\(name) requires at least one argument")
    }

    static func exactlyOneArgument(_ name: String) -> Self {
        parse("\(name) requires exactly one argument")
    }

    static func noDestination(_ name: String) -> Self {
        parse(
            "\(name) requires at least two arguments, but only one was provided. "
                + "Destination could not be determined",
            help: "write \(name) source destination")
    }

    static func blankName(_ name: String) -> Self {
        parse(
            "\(name) names can not be blank",
            help: "write \(name) name=value, without blanks around the sign")
    }

    static func heredocDestination(_ name: String) -> Self {
        parse("\(name) cannot accept a heredoc as a destination")
    }

    static func notJSON(_ name: String) -> Self {
        parse(
            "\(name) requires the arguments to be in JSON form",
            help: "write \(name) [\"/bin/sh\", \"-c\"]")
    }
}

// Single instructions.
extension Fault {
    static func unknownInstruction(_ word: String) -> Self {
        let isUpper = word == word.uppercasedASCII
        let match = Suggestion.nearest(
            to: word.lowercasedASCII, among: Command.names.map(\.lowercasedASCII))
        return parse(
            "unknown instruction: \(word)"
                + Suggestion.question(isUpper ? match?.uppercasedASCII : match),
            help: match == nil ? stray(word) : nil)
    }

    /// What a word that begins no instruction perhaps is.
    private static func stray(_ word: String) -> String {
        for mark in ["<<<<<<<", "=======", ">>>>>>>"] where word.hasPrefix(mark) {
            return "two versions were not merged here: keep one, and no line that marks them"
        }
        return "if it continues the line above, that one ends with a backslash; "
            + "if it is a program, write RUN in front"
    }

    static func fromArguments(_ flags: [String]) -> Self {
        let flag = flags.first { !$0.contains("=") }
        return parse(
            "FROM requires either one or three arguments",
            help: flag.map { "write \($0)=value" } ?? "write FROM image AS name")
    }

    static func stageName(_ name: String) -> Self {
        parse(
            "invalid name for build stage: \(name.goQuoted), "
                + "name can't start with a number or contain symbols",
            help: "a letter, then letters, digits, hyphens, dots and underscores")
    }

    static let emptyVolume = parse("VOLUME specified can not be an empty string")

    static let chainedOnBuild = parse("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed")

    static func trigger(_ name: String) -> Self {
        parse("\(name) isn't allowed as an ONBUILD trigger")
    }

    static let severalTriggers = Self("onbuild trigger should be a single expression")

    static let healthcheckNone = parse("HEALTHCHECK NONE takes no arguments")

    static let healthcheckCommand = parse("Missing command after HEALTHCHECK CMD")

    static func healthcheckType(_ word: String) -> Self {
        parse(
            "Unknown type \(word.goQuoted) in HEALTHCHECK (try CMD)",
            help: "write HEALTHCHECK CMD command")
    }

    static func shortInterval(_ flag: String) -> Self {
        parse("Interval \(flag.goQuoted) cannot be less than 1ms")
    }

    static func duration(_ message: String) -> Self {
        parse("time: \(message)", help: "write 30s, 1m30s or 500ms")
    }

    static func retries(_ value: String, isTooLarge: Bool) -> Self {
        parse(
            "strconv.ParseInt: parsing \(value.goQuoted): "
                + (isTooLarge ? "value out of range" : "invalid syntax"))
    }

    static func negativeRetries(_ value: Int) -> Self {
        parse("--retries cannot be negative (\(value))")
    }

    static func networkMode(_ mode: String) -> Self {
        parse("invalid network mode \(mode.goQuoted)", help: "default, none or host")
    }

    static func securityMode(_ mode: String) -> Self {
        parse("security \(mode.goQuoted) is not valid", help: "sandbox or insecure")
    }
}

// Flags.
extension Fault {
    static func unknownFlag(_ name: String, among known: [String]) -> Self {
        parse(
            "unknown flag: --\(name)"
                + Suggestion.question(Suggestion.nearest(to: name, among: known)))
    }

    static func repeatedFlag(_ name: String) -> Self {
        parse("duplicate flag specified: --\(name)")
    }

    static func missingValue(_ name: String) -> Self {
        parse("missing a value on flag: --\(name)", help: "write --\(name)=value")
    }

    static func notBoolean(_ name: String, _ value: String) -> Self {
        parse("expecting boolean value for flag --\(name), not: \(value)")
    }
}
