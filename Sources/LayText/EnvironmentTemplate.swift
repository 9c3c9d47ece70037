/// A value of a `.env` file with variables in it: `$NAME`, `${NAME}`, and with what stands in their
/// place `${NAME:-default}`, `${NAME-default}`, `${NAME:+other}`, `${NAME+other}`, `${NAME:?error}` and
/// `${NAME?error}`.
struct EnvironmentTemplate {
    /// A text whose backslashes may stand for other characters.
    struct Text {
        let scalars: [Unicode.Scalar]
        let hasEscapes: Bool
    }

    private let text: Text
    private let line: Int
    private static let deepest = 50

    init(_ text: Text, line: Int) {
        (self.text, self.line) = (text, line)
    }

    /// The value; a variable that `find` does not know is empty.
    ///
    /// - Throws: `DocumentError`, and what `step` throws.
    func expanded(_ step: ReadingStep, _ find: (String) -> String?) throws -> String {
        try expanded(text.scalars[...], 0, step, find)
    }

    private func expanded(
        _ scalars: ArraySlice<Unicode.Scalar>, _ depth: Int, _ step: ReadingStep,
        _ find: (String) -> String?
    ) throws -> String {
        if depth > Self.deepest { throw fault("the variables are nested too deeply") }
        var result = String.UnicodeScalarView()
        var rest = scalars
        while let scalar = rest.popFirst() {
            if scalar == "\\", text.hasEscapes, let escaped = rest.first {
                rest.removeFirst()
                Self.escape(escaped, &result)
                continue
            }
            guard scalar == "$", let sign = rest.first else {
                result.append(scalar)
                continue
            }
            if sign == "$" {
                rest.removeFirst()
                result.append("$")
            } else if sign == "{" {
                let value = try braced(&rest, depth, step, find)
                try step(value.utf8.count)
                result += value.unicodeScalars
            } else if Self.isName(sign, isFirst: true) {
                let name = rest.prefix { Self.isName($0, isFirst: false) }
                rest = rest.dropFirst(name.count)
                let value = find(String(String.UnicodeScalarView(name))) ?? ""
                try step(value.utf8.count)
                result += value.unicodeScalars
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private func braced(
        _ rest: inout ArraySlice<Unicode.Scalar>, _ depth: Int, _ step: ReadingStep,
        _ find: (String) -> String?
    ) throws -> String {
        rest.removeFirst()
        let name = rest.prefix { Self.isName($0, isFirst: false) }
        guard let first = name.first, Self.isName(first, isFirst: true) else {
            throw fault("'${' begins no variable")
        }
        rest = rest.dropFirst(name.count)
        var level = 1
        var end = rest.startIndex
        while end < rest.endIndex {
            if rest[end] == "}" {
                level -= 1
                if level == 0 { break }
            } else if rest[end] == "{", end > rest.startIndex, rest[end - 1] == "$" {
                level += 1
            }
            end += 1
        }
        let text = String(String.UnicodeScalarView(name))
        guard end < rest.endIndex else { throw fault("'${\(text)' has no '}'") }
        var word = rest[rest.startIndex..<end]
        rest = rest[(end + 1)...]
        let value = find(text)
        if word.isEmpty { return value ?? "" }
        let refusesEmpty = word.first == ":"
        if refusesEmpty { word.removeFirst() }
        let isSet = value != nil && !(refusesEmpty && value == "")
        switch word.popFirst() {
        case "-": return isSet ? value ?? "" : try expanded(word, depth + 1, step, find)
        case "+": return isSet ? try expanded(word, depth + 1, step, find) : ""
        case "?":
            if let value, isSet { return value }
            let reason = try expanded(word, depth + 1, step, find)
            throw fault("the variable '\(text)' is required\(reason.isEmpty ? "" : ": \(reason)")")
        default: throw fault("'${\(text)' is followed by none of :- - :+ + :? ? }")
        }
    }

    private func fault(_ message: String) -> DocumentError { DocumentError(line: line, message) }

    private static func isName(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_": true
        case "0"..."9": !isFirst
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar, _ result: inout String.UnicodeScalarView) {
        let plain: [Unicode.Scalar: Unicode.Scalar] = [
            "n": "\n", "r": "\r", "t": "\t", "a": "\u{7}", "b": "\u{8}", "f": "\u{c}",
            "v": "\u{b}", "\"": "\"", "\\": "\\", "$": "$",
        ]
        if let known = plain[scalar] {
            result.append(known)
        } else {
            result.append("\\")
            result.append(scalar)
        }
    }
}
