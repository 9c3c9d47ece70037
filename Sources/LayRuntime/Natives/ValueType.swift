/// The type of a parameter or a result, as documentation writes it: `int`, `string | bytes`,
/// `list[string]`, `map[string, int]`, `fn(file) -> bool`, `any`.
///
/// It is kept as its text, so that registering hundreds of members costs nothing; what asks about
/// it reads the text.
package struct ValueType: Sendable, Hashable, ExpressibleByStringInterpolation,
    CustomStringConvertible
{
    package let text: String

    package init(stringLiteral text: String) { self.text = text }
    package init(_ text: String) { self.text = text }

    package var description: String { text }

    /// Any value, also none.
    package static let any: ValueType = "any"

    /// The types of which a value has one: `list[int]` and `nil` of `list[int] | nil`.
    package var parts: [ValueType] {
        var result: [ValueType] = []
        var depth = 0
        var start = text.startIndex
        func add(_ end: String.Index) {
            let part = text[start..<end].drop { $0 == " " }
            let last = part.lastIndex { $0 != " " }
            if let last { result.append(ValueType(String(part[...last]))) }
        }
        for index in text.indices {
            switch text[index] {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "|" where depth == 0:
                add(index)
                start = text.index(after: index)
            default: break
            }
        }
        add(text.endIndex)
        return result
    }

    /// The parts without what stands in their brackets: `list[int] | nil` is `list` or `nil`, and a
    /// function of any kind is `function`.
    package var alternatives: [String] {
        parts.map { part in
            if part.text == "fn" || part.text.hasPrefix("fn(") { return "function" }
            return String(part.text.prefix { $0 != "[" })
        }
    }

    /// The type of an element of `list[…]`; `any` where it is not said.
    package var element: ValueType {
        guard text.hasPrefix("list["), text.hasSuffix("]") else { return .any }
        return ValueType(String(text.dropFirst(5).dropLast()))
    }

    /// True when a value of the type with this name fits; an int fits where a float does.
    package func takes(_ name: String) -> Bool {
        let names = alternatives
        return names.contains("any") || names.contains(name)
            || name == "int" && (names.contains("float") || names.contains("number"))
            || name == "float" && names.contains("number")
    }
}
