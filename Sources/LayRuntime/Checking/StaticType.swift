internal import LaySyntax

/// What is known of an expression's value without a run.
enum StaticType {
    /// Nothing for certain.
    case unknown
    /// There is no value: what stands here leaves its block.
    case never
    /// A value of the type, as descriptions write it.
    case value(ValueType)
    /// A function of Swift, by its place among the natives.
    case native(Int)
    /// A function of this text, or of an imported one, whose annotations then say nothing here.
    case function(Function, isImported: Bool)
    /// A built-in type's name.
    case type(TypeInfo)
    /// A record's name, in this text or an imported one.
    case record(Variable, isImported: Bool)
    /// A value of a record of this text.
    case instance(Variable)
    case module(Module)

    static var bool: StaticType { .value("bool") }
    static var int: StaticType { .value("int") }
    static var float: StaticType { .value("float") }
    static var string: StaticType { .value("string") }
    static var list: StaticType { .value("list") }
    static var `nil`: StaticType { .value("nil") }

    /// The type of a value, as a description writes it; `nil` where it is not known.
    var text: ValueType? {
        switch self {
        case .unknown, .never: nil
        case .instance(let variable): ValueType(variable.name)
        case .value(let type): type
        case .native, .function: "function"
        case .type, .record: "type"
        case .module: "module"
        }
    }

    /// Its alternatives, none where there is no value; `nil` where they are not known.
    var parts: [ValueType]? {
        if case .never = self { return [] }
        return text?.parts
    }

    /// The type when values of it are of one type alone.
    var only: ValueType? {
        if case .instance = self { return nil }
        guard let parts = text?.parts, parts.count == 1 else { return nil }
        return parts[0]
    }

    /// It is one of several types, and `nil` is one of them.
    var mayBeNil: Bool {
        guard case .value(let type) = self else { return false }
        let parts = type.parts
        return parts.count > 1 && parts.contains { $0.text == "nil" }
    }

    /// What stays behind a test for `nil`.
    var withoutNil: StaticType {
        guard case .value(let type) = self else { return self }
        let parts = type.parts.filter { $0.text != "nil" }
        return parts.isEmpty ? .unknown : .value(Self.joined(parts))
    }

    /// A value of either.
    func or(_ other: StaticType) -> StaticType {
        if case .never = self { return other }
        if case .never = other { return self }
        if case .instance(let own) = self, case .instance(let others) = other, own === others {
            return self
        }
        guard let own = text, let others = other.text else { return .unknown }
        var parts = own.parts
        for part in others.parts where !parts.contains(part) { parts.append(part) }
        // Whoever may be of a dozen types is of none that tells anything.
        if parts.count > 12 { return .unknown }
        return .value(Self.joined(parts))
    }

    /// The type of a variable that changes: what its elements are is not followed.
    var withoutElements: StaticType {
        guard case .value(let type) = self else { return self }
        return .value(Self.joined(type.alternatives.map { ValueType($0) }))
    }

    static func joined(_ parts: [ValueType]) -> ValueType {
        ValueType(parts.map(\.text).joined(separator: " | "))
    }
}

extension ValueType {
    /// The name without what stands in brackets; a function of any kind is `function`.
    var base: String { alternatives.first ?? text }

    /// What stands in the brackets of `list[T]` or `map[K, V]`.
    var arguments: [ValueType] {
        guard let open = text.firstIndex(of: "["), text.hasSuffix("]"), !text.hasPrefix("fn") else {
            return []
        }
        return Self.divided(text[text.index(after: open)...].dropLast())
    }

    /// `R` of `fn(T) -> R`.
    var result: ValueType {
        guard text.hasPrefix("fn("), let arrow = closing.map({ text[$0...].dropFirst() }),
            arrow.hasPrefix(" -> ")
        else { return .any }
        return ValueType(String(arrow.dropFirst(4)))
    }

    /// The parameters of `fn(T) -> R`; `nil` where they are not said.
    var parameters: [ValueType]? {
        guard text.hasPrefix("fn("), let closing else { return nil }
        return Self.divided(text[text.index(text.startIndex, offsetBy: 3)..<closing])
    }

    /// Where the parameters of a function's type end.
    private var closing: String.Index? {
        var depth = 0
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    private static func divided(_ text: Substring) -> [ValueType] {
        var result: [ValueType] = []
        var depth = 0
        var piece = ""
        for character in text {
            switch character {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "," where depth == 0:
                result.append(ValueType(piece))
                piece = ""
                continue
            case " " where piece.isEmpty: continue
            default: break
            }
            piece.append(character)
        }
        if !piece.isEmpty { result.append(ValueType(piece)) }
        return result
    }

    /// As messages name it: "a string, bytes or a file".
    var described: String {
        let parts = parts.filter { $0.text != "nil" }
        if parts.isEmpty { return "nil" }
        let words = parts.flatMap(\.alternatives)
        if words == ["int", "float"] { return "a number" }
        let named = zip(parts, words).map { part, word in
            if word == "bytes" { return word }
            let one = "aeio".contains(word.prefix(1)) ? "an \(word)" : "a \(word)"
            let elements = part.element.alternatives
            return elements.count == 1 && elements != ["any"] ? "\(one) of \(elements[0])s" : one
        }
        guard let last = named.last, named.count > 1 else { return named.joined() }
        return named.dropLast().joined(separator: ", ") + " or " + last
    }
}
