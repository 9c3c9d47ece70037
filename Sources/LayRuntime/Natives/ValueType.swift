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

    /// The types of which a value has one, without what stands in their brackets: `list[int] | nil`
    /// is `list` or `nil`, and a function of any kind is `function`.
    package var alternatives: [String] {
        var result: [String] = []
        var depth = 0
        var word = ""
        func finish() {
            var name = word.filter { $0 != " " }
            if name.hasPrefix("fn(") || name == "fn" { name = "function" }
            if let bracket = name.firstIndex(of: "[") { name = String(name[..<bracket]) }
            if !name.isEmpty { result.append(name) }
            word = ""
        }
        for character in text {
            switch character {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "|" where depth == 0:
                finish()
                continue
            default: break
            }
            word.append(character)
        }
        finish()
        return result
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
