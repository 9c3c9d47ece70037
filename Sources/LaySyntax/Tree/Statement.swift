/// A statement with its place.
package final class Statement: Sendable {
    package let kind: Kind
    package let span: Span

    init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }

    package enum Kind: Sendable {
        case expression(Expression)
        /// `let p = e`, `var p: type = e`
        case variable(Pattern, TypeName?, Expression, isMutable: Bool)
        /// `fn f(…) { … }`
        case function(Function)
        case record(RecordDeclaration)
        /// `extend image { … }`
        case extend(type: String, typeSpan: Span, methods: [Function])
        /// `a = b`, `a, b = b, a`
        case assign([Expression], [Expression])
        /// `a += b`
        case compound(Expression, BinaryOperator, Expression)
        /// `a ??= b`
        case coalesceAssign(Expression, Expression)
        case `while`(Condition, Block, label: String?)
        case `for`([Pattern], Expression, Block, label: String?)
        case assert(Expression, message: Expression?)
        case `defer`(Block)
        case `import`(Import)
    }
}

/// Statements between braces, or the whole of a file.
package final class Block: Sendable {
    package let statements: [Statement]
    package let span: Span

    init(_ statements: [Statement], _ span: Span) {
        self.statements = statements
        self.span = span
    }

    deinit { Remains.keep(.statements(statements)) }
}

/// A function or method: `fn name(parameters) -> type { body }`, a lambda, a trailing block.
package final class Function: Sendable {
    /// Empty for a lambda.
    package let name: String
    package let nameSpan: Span
    package let parameters: [Parameter]
    package let result: TypeName?
    package let body: Block
    /// True for `fn mut`.
    package let isMutating: Bool
    /// True for `{ … }` after a call: `break` and `continue` may not leave it.
    package let isTrailingBlock: Bool
    package let documentation: String?

    init(
        name: String, nameSpan: Span, parameters: [Parameter], result: TypeName? = nil, body: Block,
        isMutating: Bool = false, isTrailingBlock: Bool = false, documentation: String? = nil
    ) {
        self.name = name
        self.nameSpan = nameSpan
        self.parameters = parameters
        self.result = result
        self.body = body
        self.isMutating = isMutating
        self.isTrailingBlock = isTrailingBlock
        self.documentation = documentation
    }
}

/// A parameter: `limit: int = 50MB`, `parts...`.
package struct Parameter: Sendable {
    package let pattern: Pattern
    package let type: TypeName?
    package let standard: Expression?
    package let isRest: Bool

    /// The name, when the pattern is one.
    package var name: String? {
        if case .bind(let name) = pattern.kind { return name }
        return nil
    }
}

/// `record Point(x, y = 0) { methods }`
package struct RecordDeclaration: Sendable {
    package let name: String
    package let nameSpan: Span
    package let fields: [Parameter]
    package let methods: [Function]
    package let documentation: String?
}

/// `import report`, `import "a.lay" as b`, `from "a.lay" import c, d as e`
package struct Import: Sendable {
    package enum Source: Sendable {
        case standard(String)
        case file(String)
    }

    package let source: Source
    package let sourceSpan: Span
    /// The name the whole module gets, unless names are taken from it.
    package let alias: String?
    /// The names taken, each with what it is called here.
    package let names: [(name: String, alias: String, span: Span)]
}

/// What a value is taken apart with.
package final class Pattern: Sendable {
    package let kind: Kind
    package let span: Span

    init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }

    deinit { Remains.keep(.pattern(kind)) }

    /// It takes any value and gives it a name.
    package var isName: Bool { if case .bind = kind { true } else { false } }

    package enum Kind: Sendable {
        /// `_`
        case any
        /// A name that takes the value.
        case bind(String)
        case literal(Expression)
        case range(lower: Expression?, upper: Expression?, isClosed: Bool)
        case type(TypeName)
        case alternatives([Pattern])
        /// `[a, ...rest, b]`: the index of the rest, if any.
        case list([Pattern], rest: (index: Int, pattern: Pattern?)?)
        /// `{key: p, name = default}`
        case map([MapPatternItem])
    }
}

/// One key of a map pattern.
package struct MapPatternItem: Sendable {
    package let key: String
    package let keySpan: Span
    package let pattern: Pattern
    package let standard: Expression?
}

/// A parsed file.
package struct SyntaxTree: Sendable {
    package let source: SourceText
    package let body: Block
}
