internal import LaySyntax

/// What is known of an expression's value without a run.
enum StaticType {
    /// Nothing for certain.
    case unknown
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

    /// The type of a value, as a description writes it; `nil` where it is not known.
    var text: ValueType? {
        switch self {
        case .unknown, .instance: nil
        case .value(let type): type
        case .native, .function: "function"
        case .type, .record: "type"
        case .module: "module"
        }
    }

    /// The type when values of it are of one type alone.
    var only: ValueType? {
        guard let parts = text?.parts, parts.count == 1 else { return nil }
        return parts[0]
    }

    /// What stays behind a test for `nil`.
    var withoutNil: StaticType {
        guard case .value(let type) = self else { return self }
        let parts = type.parts.filter { $0.text != "nil" }
        return parts.isEmpty ? .unknown : .value(Self.joined(parts))
    }

    /// A value of either.
    func or(_ other: StaticType) -> StaticType {
        guard let own = text, let others = other.text else { return .unknown }
        var parts = own.parts
        for part in others.parts where !parts.contains(part) { parts.append(part) }
        return .value(Self.joined(parts))
    }

    static func joined(_ parts: [ValueType]) -> ValueType {
        ValueType(parts.map(\.text).joined(separator: " | "))
    }
}

extension ValueType {
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
