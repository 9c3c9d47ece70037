internal import LayRegex
import LayShell

extension Utilities {
    static let nlUtility = Utility(
        "nl", "write files with numbers before their lines", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-b, --body-numbering=STYLE", "which lines: a all, t not empty, n none"),
            UtilityOption(
                "-d, --section-delimiter=CC", "what parts of pages begin with", .works, .gnu),
            UtilityOption("-f, --footer-numbering=STYLE", "as -b, for footers", .works, .gnu),
            UtilityOption("-h, --header-numbering=STYLE", "as -b, for headers", .works, .gnu),
            UtilityOption("-i, --line-increment=NUMBER", "the step between numbers"),
            UtilityOption(
                "-l, --join-blank-lines=NUMBER", "so many empty lines count once", .works, .gnu),
            UtilityOption(
                "-n, --number-format=FORMAT", "ln left, rn right, rz with zeros", .works, .gnu),
            UtilityOption("-p, --no-renumber", "go on counting at a new page", .works, .gnu),
            UtilityOption("-s, --number-separator=STRING", "what stands behind numbers"),
            UtilityOption("-v, --starting-line-number=NUMBER", "the first number"),
            UtilityOption("-w, --number-width=NUMBER", "how wide numbers are"),
        ]
    ) { call in
        var run = try LineNumbers(call)
        try call.eachInput { reader, _ in
            while let line = try reader.line() { try run.write(Array(reader.bytes[line.range])) }
        }
        return call.status
    }
}

/// A call of `nl`.
private struct LineNumbers {
    private enum Style {
        case all, filled, none
        case matching(RegularExpression)
    }

    private let call: UtilityCall
    /// The styles of header, body and footer.
    private var styles: [Style] = [.none, .filled, .none]
    private var section = 1
    private let marks: [[UInt8]]
    private var number: Int
    private let first: Int
    private let step: Int
    private let width: Int
    private let joined: Int
    private let format: String
    private let separator: [UInt8]
    private var blanks = 0

    init(_ call: UtilityCall) throws {
        self.call = call
        for (index, (key, what)) in [("h", "header"), ("b", "body"), ("f", "footer")].enumerated() {
            guard let style = call.options.value(key) else { continue }
            switch style {
            case [UInt8(ascii: "a")]: styles[index] = .all
            case [UInt8(ascii: "t")]: styles[index] = .filled
            case [UInt8(ascii: "n")]: styles[index] = .none
            case _ where style.first == UInt8(ascii: "p"):
                do {
                    styles[index] = .matching(try RegularExpression(Array(style[1...]), .expr))
                } catch {
                    throw UtilityFailure(error.message)
                }
            default:
                throw call.misuse(
                    "invalid \(what) numbering style: \(FileNameQuoting.always(style))")
            }
        }
        func number(_ key: String, _ what: String, _ none: Int, least: Int = .min) throws -> Int {
            guard let text = call.options.value(key) else { return none }
            guard let value = Int(call.text(text)) else {
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "invalid \(what): \(FileNameQuoting.always(text))"
                        : "invalid number '\(call.text(text))'")
            }
            if value < least {
                throw UtilityFailure(
                    "invalid \(what): \(FileNameQuoting.always(text)):"
                        + " Numerical result out of range")
            }
            return value
        }
        first = try number("v", "starting line number", 1)
        step = try number("i", "line number increment", 1)
        joined = try number("l", "line number of blank lines", 1, least: 1)
        width = min(try number("w", "line number field width", 6, least: 1), 1 << 16)
        self.number = first
        separator = call.options.value("s") ?? [9]
        format = call.options.text("n") ?? "rn"
        if !["ln", "rn", "rz"].contains(format) {
            throw call.misuse(
                "invalid line numbering format: \(FileNameQuoting.always(Array(format.utf8)))")
        }
        var mark = call.options.value("d") ?? Array("\\:".utf8)
        if mark.count == 1 { mark.append(UInt8(ascii: ":")) }
        marks =
            mark.isEmpty || call.manner == .busybox
            ? [] : [3, 2, 1].map { Array([[UInt8]](repeating: mark, count: $0).joined()) }
    }

    mutating func write(_ line: [UInt8]) throws {
        if let next = marks.firstIndex(of: line) {
            section = next
            if !call.has("p") { number = first }
            try call.write(byte: 10)
            return
        }
        var isNumbered = false
        switch styles[section] {
        case .none: break
        case .filled: isNumbered = !line.isEmpty
        case .matching(let expression): isNumbered = try expression.matches(line)
        case .all:
            if line.isEmpty, joined > 1 {
                blanks += 1
                isNumbered = blanks == joined
                if isNumbered { blanks = 0 }
            } else {
                blanks = 0
                isNumbered = true
            }
        }
        if isNumbered {
            try call.write(shown())
            try call.write(separator)
            number = number &+ step
        } else {
            let missing = width + separator.count
            try call.write([UInt8](repeating: 32, count: missing))
        }
        try call.write(line)
        try call.write(byte: 10)
    }

    private func shown() -> [UInt8] {
        var directive = PrintfDirective()
        directive.width = width
        directive.isLeft = format == "ln"
        directive.isZero = format == "rz"
        return directive.integer(number, UInt8(ascii: "d"))
    }
}
