/// The types that a value may have, as they are written: `int | nil`, `list[image]`,
/// `map[string, int]`, `fn(int) -> bool`, `any`, `m.Point`.
package struct TypeName: Sendable {
    /// The alternatives.
    package let parts: [Part]
    /// All of it in one form, whatever spaces were written.
    package let text: String

    /// One alternative.
    package struct Part: Sendable {
        /// A type's name; `fn` for a function.
        package let name: String
        /// The module that the type is taken from: `m` of `m.Point`.
        package let module: String?
        /// The element of a list, key and value of a map, the parameters of a function; `nil`
        /// where no brackets stand.
        package let arguments: [TypeName]?
        /// What a function gives.
        package let result: TypeName?
        /// The place of the name, or of the module's.
        package let span: Span

        init(
            _ name: String, module: String? = nil, arguments: [TypeName]? = nil,
            result: TypeName? = nil, at span: Span
        ) {
            self.name = name
            self.module = module
            self.arguments = arguments
            self.result = result
            self.span = span
        }

        /// It is no name that somebody declares.
        package var isWord: Bool { module == nil && TypeName.words.contains(name) }

        package var text: String {
            let inner = arguments?.map(\.text).joined(separator: ", ")
            if name == "fn" {
                let giving = result.map { " -> \($0.text)" } ?? ""
                return inner.map { "fn(\($0))" + giving } ?? "fn"
            }
            let whole = module.map { "\($0).\(name)" } ?? name
            return inner.map { "\(whole)[\($0)]" } ?? whole
        }
    }

    /// The types that have no name in the table of built-in ones: no value makes or converts them.
    package static let words: Set<String> = [
        "nil", "bool", "function", "fn", "any", "number", "iterator",
    ]

    init(_ parts: [Part]) {
        self.parts = parts
        text = parts.map(\.text).joined(separator: " | ")
    }
}
